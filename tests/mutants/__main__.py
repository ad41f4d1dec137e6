"""Change the product in one place at a time, and see whether a test notices.

usage: python -m tests.mutants [FILE ...] [--jobs N]

What is changed and which tests are to notice is in tests/mutants/plan.yaml. A run that is stopped
goes on where it was; build/mutants/ has what is known so far, and the table. Prints the survivors
and the table; exits with 1 where less than 95 % were killed or explained, or where an explanation
is stale, and with 2 where nothing can be said.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence

from tests.mutants import document, python_code
from tests.mutants.explanations import Explanation, load_explanations, stale
from tests.mutants.plan import Plan, load_plan, unplanned
from tests.mutants.record import Record
from tests.mutants.run import FOLDER, Subject, try_all
from tests.mutants.table import FLOOR, Row, as_list, as_markdown, total
from tests.mutants.workshop import ROOT, NoVerdict


def main() -> None:
    """Exit with 1 where the score is too low, and with 2 where nothing can be said."""
    told = arguments()
    # For mutants, that one example fails is enough to know.
    os.environ["HYPOTHESIS_PROFILE"] = "hunt"
    try:
        plan, explanations = load_plan(), load_explanations()
        if strangers := unplanned(plan):
            raise ValueError(f"plan.yaml has not, or has twice: {', '.join(strangers)}")
        wanted = chosen(plan, told.files)
        done = [*watched(try_all(subjects(wanted), Record(), told.jobs), explanations)]
    except (ValueError, NoVerdict) as error:
        print(f"tests.mutants: {error}", file=sys.stderr)
        sys.exit(2)
    sys.exit(report(done, explanations, whole=not told.files))


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="left out: all of the plan")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="how many at a time")
    return parser.parse_args()


def chosen(plan: Plan, files: Sequence[str]) -> dict[str, list[str]]:
    """The files that are to be changed, with their tests.

    Raises:
        ValueError: A file is not in the plan.
    """
    known = plan.tests
    if strangers := [file for file in files if file not in known]:
        raise ValueError(f"expected files of plan.yaml, {', '.join(strangers)} came")
    return {file: known[file] for file in files or known}


def subjects(wanted: dict[str, list[str]]) -> Iterator[Subject]:
    """The files with their mutants, each made when its turn comes."""
    for file, tests in wanted.items():
        text = (ROOT / file).read_text(encoding="utf-8")
        if file == document.FILE:
            healthy = document.written(document.read(text))
            yield Subject(file, healthy, [*document.mutants_of(text)], tests)
        else:
            yield Subject(file, text, [*python_code.mutants_of(file, text)], tests)


def watched(
    found: Iterator[Subject], explanations: Sequence[Explanation]
) -> Iterator[tuple[Subject, Row]]:
    """Say of each file how it came out, as soon as it is known."""
    for subject in found:
        row = row_of(subject, explanations)
        print(" | ".join(row.cells()), flush=True)
        yield subject, row


def row_of(subject: Subject, explanations: Sequence[Explanation]) -> Row:
    """How a file came out."""
    left = [m for m in subject.survivors if not any(each.explains(m) for each in explanations)]
    whole, survived = len(subject.mutants), len(subject.survivors)
    return Row(subject.file, whole, whole - survived, left, survived - len(left))


def report(
    done: Sequence[tuple[Subject, Row]], explanations: Sequence[Explanation], *, whole: bool
) -> bool:
    """Print what came out, and tell whether something is wrong."""
    rows = sorted((row for _, row in done), key=lambda row: row.name)
    text = f"{as_list(total(rows).survivors)}\n{as_markdown(rows)}"
    print(text)
    if whole:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "table.md").write_text(text, encoding="utf-8")
    files = {row.name for row in rows}
    survivors = [mutant for subject, _ in done for mutant in subject.survivors]
    old = stale([each for each in explanations if whole or each.file in files], survivors)
    for each in old:
        print(f"The explanation is stale: {each}", file=sys.stderr)
    return bool(old) or total(rows).score < FLOOR


if __name__ == "__main__":
    main()
