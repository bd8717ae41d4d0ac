"""Long work in the background: its progress, its end, and what it made, kept for whoever asks for the same again.

One thread makes one thing after another, so that a room full of readers cannot exhaust the machine; what was made last
stays within bounds of bytes and number. The same key is made once, however many ask for it.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Literal

log = logging.getLogger("rights_atlas")

#: What work is given to tell how far it is: (steps done, steps in all).
Progress = Callable[[int, int], None]

State = Literal["waiting", "running", "done", "failed"]


class Stopped(Exception):
    """Somebody has stopped the work; raised in it at its next step."""


@dataclass
class Job:
    """Work that was asked for. `made` is there when `state` is "done", `told` is the error when it is "failed"."""

    key: Hashable
    state: State = "waiting"
    done: int = 0
    total: int = 0
    made: bytes | None = None
    told: BaseException | None = None
    stop: Event = field(default_factory=Event)

    def step(self, done: int, total: int) -> None:
        """Note how far the work is; Stopped if it is no longer wanted."""
        if self.stop.is_set():
            raise Stopped
        self.done, self.total = done, total


class Workshop:
    """Makes things one after another in a thread of its own and keeps the last `most_kept` of them, within `most_bytes`."""

    def __init__(self, most_bytes: int = 64_000_000, most_waiting: int = 20, most_kept: int = 500):
        self.most_bytes, self.most_waiting, self.most_kept = most_bytes, most_waiting, most_kept
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workshop")
        self._jobs: OrderedDict[Hashable, Job] = OrderedDict()
        self._lock = Lock()

    def job(self, key: Hashable) -> Job | None:
        """The work for `key`, as far as it is; None if nobody has asked for it or it has been dropped."""
        with self._lock:
            job = self._jobs.get(key)
            if job is not None:
                self._jobs.move_to_end(key)
            return job

    def ask(self, key: Hashable, work: Callable[[Progress], bytes]) -> Job | None:
        """Begin the work for `key`, or find it begun or done; what failed is tried again. None if too much is waiting."""
        with self._lock:
            job = self._jobs.get(key)
            if job is not None and job.state != "failed":
                self._jobs.move_to_end(key)
                return job
            if sum(each.state in ("waiting", "running") for each in self._jobs.values()) >= self.most_waiting:
                return None
            job = self._jobs[key] = Job(key)
        self._thread.submit(self._make, job, work)
        return job

    def stop(self, key: Hashable) -> None:
        """Give up the work for `key`, at its next step if it is running."""
        with self._lock:
            job = self._jobs.pop(key, None)
        if job is not None:
            job.stop.set()

    def close(self) -> None:
        """End the thread after its present step."""
        with self._lock:
            for job in self._jobs.values():
                job.stop.set()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _make(self, job: Job, work: Callable[[Progress], bytes]) -> None:
        try:
            job.step(0, 0)
            job.state = "running"
            job.made = work(job.step)
            job.state = "done"
        except Stopped:
            with self._lock:
                if self._jobs.get(job.key) is job:
                    del self._jobs[job.key]
        except BaseException as error:  # a panic inside Typst is no Exception; uncaught, the work would seem to go on for ever
            log.exception("%s could not be made", job.key)
            # The trace is in the log; kept here it would hold on to all that the work was made from.
            job.told, job.state = error.with_traceback(None), "failed"
        with self._lock:
            if self._jobs.get(job.key) is job:
                self._jobs.move_to_end(job.key)  # what was just made is not what was used longest ago
            self._drop()

    def _drop(self) -> None:
        """Let go of what was asked for longest ago until the rest fits."""
        kept = sum(len(job.made) for job in self._jobs.values() if job.made)
        for key, job in list(self._jobs.items())[:-1]:
            if kept <= self.most_bytes and len(self._jobs) <= self.most_kept:
                break
            if job.state in ("done", "failed"):
                kept -= len(job.made or b"")
                del self._jobs[key]
