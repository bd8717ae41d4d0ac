"""Long work in the background: made once, watched, stopped, kept within bounds. Nothing here waits for a clock: work goes on when told."""

from collections.abc import Iterator
from threading import Barrier, Event, Thread

import pytest

from components.workshop import Job, Stopped, Workshop

LONG = 30  # seconds until a test that hangs gives up; none is ever near it


class Work:
    """Work that begins when the workshop comes to it and goes on when the test says so."""

    def __init__(self, made: bytes = b"made", steps: int = 2):
        self.made, self.steps = made, steps
        self.begun, self.go, self.ended, self.times = Event(), Event(), Event(), 0

    def __call__(self, progress) -> bytes:
        self.times += 1
        self.begun.set()
        try:
            progress(1, self.steps)
            assert self.go.wait(LONG)
            progress(2, self.steps)
        finally:
            self.ended.set()
        return self.made


@pytest.fixture
def shop() -> Iterator[Workshop]:
    """A workshop that is closed at the end."""
    made = Workshop(most_bytes=100, most_waiting=3)
    yield made
    made.close()


def finish(shop: Workshop) -> None:
    """Wait until everything that was asked for so far is done: the thread takes one after another."""
    shop._thread.submit(lambda: None).result(LONG)


def make(shop: Workshop, key: str, made: bytes = b"made") -> Job:
    job = shop.ask(key, lambda progress: made)
    finish(shop)
    return job


def test_what_was_asked_for_is_made_and_found_again(shop):
    assert shop.job("a") is None
    job = make(shop, "a", b"one")
    assert (job.state, job.made, job.told) == ("done", b"one", None)
    assert shop.job("a") is job
    assert shop.ask("a", lambda progress: b"two") is job
    finish(shop)
    assert job.made == b"one"


def test_the_same_is_made_once_however_many_ask_at_once(shop):
    work, together, found = Work(), Barrier(8), []

    def ask() -> None:
        together.wait(LONG)
        found.append(shop.ask("a", work))

    readers = [Thread(target=ask) for _ in range(8)]
    for each in readers:
        each.start()
    for each in readers:
        each.join(LONG)
    work.go.set()
    finish(shop)
    assert len(found) == 8
    assert len({id(job) for job in found}) == 1
    assert work.times == 1
    assert found[0].made == b"made"


def test_progress_is_told_and_others_wait_their_turn(shop):
    first, second = Work(), Work()
    one, other = shop.ask("a", first), shop.ask("b", second)
    assert first.begun.wait(LONG)
    assert (one.state, one.done, one.total) == ("running", 1, 2)
    assert (other.state, other.done, other.total) == ("waiting", 0, 0)
    assert not second.begun.is_set()
    first.go.set()
    assert second.begun.wait(LONG)
    assert (one.state, one.done) == ("done", 2)
    second.go.set()
    finish(shop)
    assert other.state == "done"


def test_work_that_is_running_stops_at_its_next_step(shop):
    work = Work()
    job = shop.ask("a", work)
    assert work.begun.wait(LONG)
    shop.stop("a")
    assert shop.job("a") is None
    work.go.set()
    finish(shop)
    assert work.ended.is_set()
    assert job.made is None
    assert shop.job("a") is None
    assert make(shop, "a", b"again").made == b"again"


def test_work_that_is_waiting_is_stopped_before_it_begins(shop):
    first, second = Work(), Work()
    shop.ask("a", first)
    shop.ask("b", second)
    shop.stop("b")
    first.go.set()
    finish(shop)
    assert second.times == 0
    assert shop.job("b") is None
    assert shop.job("a").state == "done"


def test_asked_again_after_a_stop_while_the_old_work_still_runs_it_is_made_anew(shop):
    old, new = Work(b"old"), Work(b"new")
    shop.ask("a", old)
    assert old.begun.wait(LONG)
    shop.stop("a")
    job = shop.ask("a", new)
    old.go.set()
    new.go.set()
    finish(shop)
    assert shop.job("a") is job
    assert job.made == b"new"


def test_stopping_what_nobody_asked_for_does_nothing(shop):
    shop.stop("nothing")
    assert make(shop, "a").state == "done"


def test_a_failure_is_kept_and_told_and_tried_again_when_asked(shop, caplog):
    def fails(progress) -> bytes:
        progress(1, 3)
        raise ValueError("no ink")

    job = shop.ask("a", fails)
    finish(shop)
    assert job.state == "failed"
    assert job.made is None
    assert str(job.told) == "no ink"
    assert shop.job("a") is job
    assert "could not be made" in caplog.text
    again = make(shop, "a")
    assert again is not job
    assert (again.state, again.told) == ("done", None)


def test_one_failure_does_not_end_the_workshop(shop, caplog):
    shop.ask("a", lambda progress: 1 / 0)
    assert make(shop, "b").state == "done"
    assert isinstance(shop.job("a").told, ZeroDivisionError)


def test_a_panic_that_is_no_exception_is_a_failure_too(shop, caplog):
    class Panic(BaseException):
        """As Rust code raises it."""

    def panics(progress) -> bytes:
        raise Panic("no ink")

    shop.ask("a", panics)
    finish(shop)
    assert shop.job("a").state == "failed"
    assert isinstance(shop.job("a").told, Panic)
    assert shop.job("a").told.__traceback__ is None  # it would keep what the work was made from
    assert make(shop, "b").state == "done"


def test_failures_take_no_bytes_but_do_not_gather_without_end(caplog):
    shop = Workshop(most_bytes=100, most_kept=3)
    try:
        for key in "abcde":
            shop.ask(key, lambda progress: 1 / 0)
            finish(shop)
        assert [key for key in "abcde" if shop.job(key)] == ["c", "d", "e"]
    finally:
        shop.close()


def test_what_was_used_longest_ago_goes_when_there_is_no_room(shop):
    for key in "abc":
        make(shop, key, b"x" * 30)
    assert shop.job("a").made  # asked for again: now b is the oldest
    make(shop, "d", b"x" * 30)
    assert shop.job("b") is None
    assert [key for key in "acd" if shop.job(key)] == ["a", "c", "d"]
    make(shop, "e", b"x" * 60)
    assert [key for key in "acde" if shop.job(key)] == ["d", "e"]


def test_what_was_just_made_stays_even_if_it_alone_is_too_large(shop):
    make(shop, "a")
    assert len(make(shop, "b", b"x" * 500).made) == 500
    assert shop.job("a") is None
    assert shop.job("b").state == "done"
    make(shop, "c")
    assert shop.job("b") is None


def test_work_in_progress_is_never_dropped_and_what_is_new_goes_last(shop):
    work = Work(b"x" * 90)
    make(shop, "a", b"x" * 90)
    job = shop.ask("b", work)
    waiting = shop.ask("c", lambda progress: b"x" * 5)
    assert work.begun.wait(LONG)
    assert shop.job("a").state == "done"  # somebody looks at the old one while the new one is made
    work.go.set()
    finish(shop)
    assert shop.job("a") is None
    assert (shop.job("b"), shop.job("c")) == (job, waiting)


def test_too_much_waiting_is_refused_and_later_taken(shop):
    works = [Work() for _ in range(3)]
    assert all(shop.ask(n, work) for n, work in enumerate(works))
    refused = Work()
    assert shop.ask("more", refused) is None
    assert shop.job("more") is None
    assert shop.ask(0, refused) is shop.job(0), "what is in work already takes no place"
    for work in works:
        work.go.set()
    finish(shop)
    assert make(shop, "more").state == "done"
    assert refused.times == 0


def test_closing_ends_what_runs_at_its_next_step_and_begins_nothing_more():
    shop, first, second = Workshop(), Work(), Work()
    job = shop.ask("a", first)
    waiting = shop.ask("b", second)
    assert first.begun.wait(LONG)
    closing = Thread(target=shop.close)
    closing.start()
    assert job.stop.wait(LONG)
    first.go.set()
    closing.join(LONG)
    assert not closing.is_alive()
    assert job.made is None
    assert (waiting.state, second.times) == ("waiting", 0)


def test_a_step_of_stopped_work_raises_and_notes_nothing():
    job = Job("a")
    job.step(1, 4)
    job.stop.set()
    with pytest.raises(Stopped):
        job.step(2, 4)
    assert (job.done, job.total) == (1, 4)
