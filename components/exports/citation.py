"""How to cite: the dataset as CITATION.cff, and a line for a view."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from components.model import Dataset
from components.text import Text


@dataclass(frozen=True)
class Licence:
    """A licence under which data may be passed on: SPDX id, full name, address; `share_alike` binds what is made from them."""

    spdx: str
    title: str
    path: str
    share_alike: bool = False


#: The licences that we know, by the name that dataset.yml and the sidecars use.
LICENCES = {
    "CC BY 4.0": Licence("CC-BY-4.0", "Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": Licence(
        "CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0 International", "https://creativecommons.org/licenses/by-sa/4.0/", share_alike=True
    ),
    "CC0 1.0": Licence("CC0-1.0", "Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
}


def citation_cff(dataset: Dataset, texts: Mapping[str, Text]) -> str:
    """The dataset as a Citation File Format 1.2.0 document; its author is named in the first language of `texts`."""
    info = dataset.info

    def both(key: str) -> str:
        return " ".join(text(key) for text in texts.values())

    fields = {
        "cff-version": "1.2.0",
        "message": both("cite.message"),
        "type": "dataset",
        "title": info.title.en,
        "abstract": f"{both('cite.abstract')} {info.title.fr}.",
        "version": info.version,
        "date-released": dataset.as_of.isoformat(),
    }
    if info.licence in LICENCES:
        fields["license"] = LICENCES[info.licence].spdx
    # A JSON string is a YAML string, whatever is in it.
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    name = next(text("app.name") for text in texts.values())
    return "\n".join([*lines, "authors:", f"  - name: {json.dumps(name, ensure_ascii=False)}"]) + "\n"


def cite(view: str, version: str, link: str, day: date, text: Text) -> str:
    """A line that cites a view: dataset, what is seen, version, link, day of access."""
    return text("cite.view", name=text("app.name"), view=view, version=version, link=link, day=text.date(day))
