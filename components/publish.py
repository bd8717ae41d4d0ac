"""Make what the app serves out of what curators write: `python -m components.publish [--check] [DATA_DIRECTORY]`.

Checks everything; with a Problem it prints them and writes nothing. Else it writes public/cases.json, which holds reviewed
cases only and nothing that is for curators alone. With --check it writes nothing and says whether the file is up to date.
Exit status: 0 if the file is as it should be, 1 if not, 2 if there is no such directory. Of what is not published it
prints numbers only, so that a log can be shared.
"""

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from components import load, public, text
from components.problem import Problem


def build(sources: load.Sources) -> tuple[bytes | None, list[Problem]]:
    """The public file of these sources; or None and the Problems that its reader would have with it."""
    if sources.problems:
        return None, list(sources.problems)
    content = public.written(tuple(sources.cases.values()), sources.info, sources.made_from)
    problems = public.read(content.decode(), sources.info, sources.around)[1]
    return (None if problems else content), problems


def is_current(directory: Path, content: bytes) -> bool:
    """True if the directory's public file is this one."""
    try:
        return (directory / public.FILE).read_bytes() == content
    except OSError:
        return False


def put(directory: Path, content: bytes) -> None:
    """Write the public file whole or not at all: what breaks off leaves the one that was there."""
    path = directory / public.FILE
    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(".new")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def _shareable(problems: list[Problem]) -> list[str]:
    """The Problems as lines, without the names and words of private files."""
    private = sum(problem.file.startswith(f"{load.PRIVATE}/") for problem in problems)
    lines = [str(problem) for problem in problems if not problem.file.startswith(f"{load.PRIVATE}/")]
    return [*lines, *([f"{load.PRIVATE}: {private} problems, which python -m components.check lists"] if private else [])]


def main(arguments: list[str]) -> int:
    """Publish the directory named in `arguments`, or the project's own; give the exit status."""
    parser = argparse.ArgumentParser(prog=public.COMMAND, description="Make public/cases.json, which the app serves, out of the curators' files.")
    parser.add_argument("directory", nargs="?", type=Path, default=load.data_directory(), help="the data directory")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the file is not up to date")
    asked = parser.parse_args(arguments)
    if not asked.directory.is_dir():
        print(f"{asked.directory} is not a directory; expected one with dataset.yml, themes.yml, countries.csv, cases and geo", file=sys.stderr)
        return 2
    sources = load.load_sources(asked.directory)
    content, problems = build(sources)
    problems = sorted((*problems, *text.catalogue_problems(asked.directory)))
    if problems:
        print("\n".join(_shareable(problems)))
        print(f"nothing was published: {len(problems)} problems")
        return 1
    current = is_current(asked.directory, content)
    if not asked.check and not current:
        put(asked.directory, content)
    n = Counter(case.review for case in sources.cases.values())
    done = "is up to date" if current else f"is not up to date: run {public.COMMAND}" if asked.check else "written"
    print(f"{public.FILE} {done}; {n['reviewed']} cases published, {n['draft']} drafts and {n['withheld']} withheld left out")
    return 1 if asked.check and not current else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
