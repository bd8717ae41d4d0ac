"""Check the data and print every problem: `python -m components.check [DATA_DIRECTORY]`.

Prints one line a problem (file:line · field · what it says · what was expected), sorted, then notices, which stop
nothing. Exit status: 0 without problems, 1 with any, 2 if there is no such directory.
"""

import sys
from pathlib import Path

from components import load, text


def main(arguments: list[str]) -> int:
    """Check the directory named in `arguments`, or the project's own; give the exit status."""
    directory = Path(arguments[0]) if arguments else load.data_directory()
    if not directory.is_dir():
        print(f"{directory} is not a directory; expected one with dataset.yml, themes.yml, countries.csv, cases and geo", file=sys.stderr)
        return 2
    loaded = load.load(directory)
    problems = sorted((*loaded.problems, *text.catalogue_problems(directory)))
    for problem in problems:
        print(problem)
    for notice in loaded.notices:
        print(f"notice: {notice}")
    counted = f"{len(loaded.dataset.cases)} cases" if loaded.dataset else "no dataset"
    print(f"{counted}, {len(problems)} problems, {len(loaded.notices)} notices")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
