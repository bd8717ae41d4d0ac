"""Check the data and print every problem: `python -m components.check [DATA_DIRECTORY]`.

Prints one line a problem (file:line · field · what it says · what was expected), sorted, then notices, which stop
nothing: cases that rest on reposts alone, cases with a single source, drafts, and a public file that is not up to date.
Exit status: 0 without problems, 1 with any, 2 if there is no such directory.
"""

import sys
from collections import Counter
from pathlib import Path

from components import load, public, publish, text


def notices(sources: load.Sources) -> list[str]:
    """What a curator should know of the cases although it breaks no rule."""
    said = [f"{file} rests on reposts alone: {case.weak_reason}" for file, case in sources.cases.items() if case.weakly_sourced()]
    said += [f"{file} has a single source: fewer than two publishers are named" for file, case in sources.cases.items() if case.has_single_source]
    return said + [f"{file} is a draft and is not published" for file, case in sources.cases.items() if case.review == "draft"]


def main(arguments: list[str]) -> int:
    """Check the directory named in `arguments`, or the project's own; give the exit status."""
    directory = Path(arguments[0]) if arguments else load.data_directory()
    if not directory.is_dir():
        print(f"{directory} is not a directory; expected one with dataset.yml, themes.yml, countries.csv, cases and geo", file=sys.stderr)
        return 2
    sources = load.load_sources(directory)
    content, found = publish.build(sources)
    problems = sorted((*found, *text.catalogue_problems(directory)))
    said = notices(sources)
    if content and not publish.is_current(directory, content):
        said.append(f"{public.FILE} is not up to date: run {public.COMMAND}")
    for problem in problems:
        print(problem)
    for notice in said:
        print(f"notice: {notice}")
    n = Counter(case.review for case in sources.cases.values())
    counted = f"{n['reviewed']} cases, {n['draft']} drafts, {n['withheld']} withheld" if sources.cases else "no dataset"
    print(f"{counted}, {len(problems)} problems, {len(said)} notices")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
