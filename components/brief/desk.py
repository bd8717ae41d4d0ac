"""What every brief is written from."""

from dataclasses import dataclass, field
from datetime import date

from components.frames import Frames
from components.geo import World
from components.indicators import Numbers
from components.model import Dataset
from components.text import Text


@dataclass(frozen=True)
class Desk:
    """The dataset with its frames, world and numbers; the reader's words; the day of making; the address of the same
    view ("" if it has none). `as_of` is the past day that the dataset is set back to, None for today's."""

    frames: Frames
    world: World
    text: Text
    made: date
    numbers: Numbers = field(default_factory=Numbers)
    address: str = ""
    as_of: date | None = None

    @property
    def dataset(self) -> Dataset:
        """The dataset of the frames."""
        return self.frames.dataset
