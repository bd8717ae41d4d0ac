"""Desks and plans for the tests of briefs: the real dataset, a fixed day."""

from dataclasses import replace
from datetime import date

from components import brief
from components.frames import Frames
from components.selection import Index

MADE = date(2026, 11, 22)
ADDRESS = "https://atlas.example.org/country?iso3=TUR&lang=en&v=2026.11"
HOSTILE = '#import "x": * $a^2$ *b* ] [ #panic("run") @label <tag> `raw` \\ // /* </w:t> &amp; Kılıç Хадижа 刘晓波'


def desk_for(loaded, texts, frames=None, language="en", address=ADDRESS, as_of=None) -> brief.Desk:
    """A desk in a language, of today's dataset or of a past day."""
    if frames is None:
        past = loaded.dataset.on(as_of)
        frames = Frames(past, Index(past, texts.values()))
    return brief.Desk(frames, loaded.world, texts[language], MADE, loaded.numbers, address, as_of)


def first(desk, count):
    """The choice of the first cases of the dataset."""
    return brief.chosen_of(desk.frames, desk.dataset.cases[:count])


def jobs(dense):
    """What briefs are made of, by name; `dense` is a country with so many cases that each has but a few lines."""
    return {
        "country": lambda desk: brief.of_country(desk, "MMR"),
        "dense": lambda desk: brief.of_country(desk, dense),
        "theme": lambda desk: brief.of_theme(desk, "women"),
        "case": lambda desk: brief.of_case(desk, "taner-kilic"),
        "cases": lambda desk: brief.of_cases(desk, first(desk, 6), "A basket"),
        "full": lambda desk: brief.of_country(desk, "GRC", length="full"),
    }


LEAD = "https://repost.example/read-here"


def desk_of_reposts(loaded, texts, frames, language="en"):
    """A desk whose case taner-kilic rests on reposts alone: the first of a publisher known, the others not."""
    dataset = loaded.dataset
    case = dataset.case["taner-kilic"]
    named = ["Made Herald", *["unknown"] * (len(case.sources) - 1)]
    reposts = tuple(
        source.model_copy(update={"url": None, "publisher": "Repost Site", "repost_of": of, "lead": f"{LEAD}/{source.id}"})
        for source, of in zip(case.sources, named, strict=True)
    )
    changed = case.model_copy(update={"sources": reposts})
    cases = tuple(changed if each.id == case.id else each for each in dataset.cases)
    changed_dataset = replace(dataset, cases=cases)
    return desk_for(replace(loaded, dataset=changed_dataset), texts, Frames(changed_dataset, frames.index), language)
