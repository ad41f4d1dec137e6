"""Mutation testing by itself: what is changed, what is said of it, and what goes stale."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants import document, python_code
from tests.mutants.explanations import Explanation, load_explanations, stale
from tests.mutants.imports import dependents
from tests.mutants.mutant import Mutant
from tests.mutants.plan import load_plan, unplanned
from tests.mutants.record import Record
from tests.mutants.table import FLOOR, Row, as_list, as_markdown, total
from tests.mutants.workshop import KILLED, ROOT, SURVIVED, Verdict

# A module that a test imports, and that no other imports: the whole run is about it.
CODE = '''"""About doors."""

OPEN = 3


def shut(door: int, hard: bool = False) -> int | None:
    """Shut it."""
    if door < OPEN and not hard:
        print("a bang")
    return max(door, 0)
'''


def changes(code: str, kind: str) -> list[str]:
    """What becomes of the changed lines, for each mutant of a kind."""
    return [each.becomes for each in python_code.mutants_of("door.py", code) if each.kind == kind]


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [
        ("number", ["OPEN = 4", "return max(door, 1)"]),
        ("text", ['print("XXa bangXX")']),
        ("truth", ["def shut(door: int, hard: bool = True) -> int | None:"]),
        ("unary", ["if door < OPEN and hard:"]),
        ("operator", ["if door < OPEN or not hard:", "if door <= OPEN and not hard:"]),
        ("condition", ["if not (door < OPEN and not hard):"]),
        ("statement", ["pass"]),
        ("argument", ["return max(door, )"]),
    ],
)
def test_a_kind_of_change(kind: str, becomes: list[str]) -> None:
    """Tables and defaults are changed too; types and docstrings are not."""
    assert changes(CODE, kind) == becomes


def test_where_a_change_is() -> None:
    """By the definition that it is in, and by the lines of its statement."""
    found = {each.becomes: each for each in python_code.mutants_of("door.py", CODE)}
    assert (found["OPEN = 4"].place, found["OPEN = 4"].lines) == ("module", (3, 3))
    assert (found["pass"].place, found["pass"].lines) == ("shut", (9, 9))


def test_each_mutant_is_another_program() -> None:
    """None is the healthy one, and no two are the same."""
    texts = [each.text for each in python_code.mutants_of("door.py", CODE)]
    assert len({CODE, *texts}) == len(texts) + 1


TYPES = '''"""Types of doors."""

from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from door import Door

P = ParamSpec("P")
T = TypeVar("T", bound="Door")


class Opener(Protocol):
    """Whoever opens it."""

    def open(self, door: "Door") -> None:
        """Open it."""
        ...
'''


def test_what_only_type_checkers_read() -> None:
    """It is not changed: no test could notice."""
    assert [*python_code.mutants_of("types.py", TYPES)] == []


def test_what_the_linter_demands() -> None:
    """It is not left out: the linter would notice."""
    code = 'both = zip(a, b, strict=True)\ntext = path.read_text(encoding="utf-8")\n'
    found = {each.becomes for each in python_code.mutants_of("files.py", code)}
    assert found == {'text = path.read_text(encoding="XXutf-8XX")'}


DOCUMENT = """
components:
  schemas:
    Door:
      type: object
      required: [width]
      x-evidence: documented
      additionalProperties: false
      properties:
        width: {type: integer, minimum: 1, examples: [2]}
        kind: {enum: [oak, ash], examples: [ash]}
"""


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [
        ("required width dropped", '"required": [],'),
        ("additionalProperties dropped", ""),
        ("x-evidence dropped", ""),
        ("minimum weakened", '"minimum": 0,'),
        ("minimum tightened", '"minimum": 2,'),
        ("enum widened", '"ash", "oak_more"'),
        ("enum value oak dropped", ""),
        ("kind renamed", '"kind_renamed": {'),
        ("properties swapped", '"ash" ] }, "kind": { "enum": [ "oak", "ash" ], "examples": [ 2'),
    ],
)
def test_a_change_of_a_document(kind: str, becomes: str) -> None:
    """Each promise is weakened, moved or dropped."""
    found = {each.kind: each.becomes for each in document.mutants_of(DOCUMENT)}
    assert found[kind] == becomes


def test_the_document_written_anew() -> None:
    """It is the same document: what is found in a mutant is its change."""
    healthy = document.read((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    assert document.read(document.written(healthy)) == healthy


def test_what_a_module_reaches(tmp_path: Path) -> None:
    """All that import it, by whatever way and however far."""
    texts = {
        "door": "OPEN = 3",
        "house": "from . import door",
        "street": "from .house import door",
        "sky": "import sys",
    }
    names: dict[str, Path] = {}
    for name, text in texts.items():
        names[f"scripts.{name}"] = tmp_path / f"{name}.py"
        names[f"scripts.{name}"].write_text(text, encoding="utf-8")
    assert dependents("scripts.door", names) == {f"scripts.{n}" for n in texts if n != "sky"}


def test_a_module_that_nobody_planned() -> None:
    """Each module of scripts has tests, or a reason to be left out, and not both."""
    assert unplanned(load_plan()) == []


FOUND = Mutant("door.py", "shut", "operator", "if a < b:", "if a <= b:", "")


def test_a_stale_explanation() -> None:
    """One that is about no survivor: the code is another, or a test has noticed."""
    good = Explanation("door.py", "shut", "if a < b:", "if a <= b:", "They are never equal.")
    old = Explanation("door.py", "shut", "if a < c:", "if a <= c:", "They are never equal.")
    assert stale([good, old], [FOUND]) == [old]


def test_the_explanations() -> None:
    """They can be read, and each says why."""
    assert all(each.why.endswith(".") for each in load_explanations())


def test_a_table() -> None:
    """The score counts what was explained, the last column does not; survivors show the change."""
    rows = [Row("door.py", 10, 8, [FOUND], 1), Row("key.py", 10, 10)]
    assert "| all | 20 | 18 | 1 | 1 | 95.0 % | 90.0 % |" in as_markdown(rows)
    assert total(rows).score == FLOOR
    assert "  - if a < b:\n  + if a <= b:\n" in as_list(total(rows).survivors)


TESTS = ["tests/test_mock_masks.py"]


def test_a_run_that_was_stopped(tmp_path: Path) -> None:
    """What was found out is known again, for the same text and the same tests."""
    path = tmp_path / "record.jsonl"
    Record(path).add(FOUND, TESTS, Verdict(SURVIVED, "", 1.0))
    again = Record(path)
    assert again.find(FOUND, TESTS) == Verdict(SURVIVED, "", 1.0)
    assert again.find(FOUND, [*TESTS, "tests/test_overlay.py"]) is None
    assert again.find(Mutant("door.py", "", "", "", "", "other"), TESTS) is None


HEALTHY = "if len(matches) != 1:"
# In a process of its own, for a bench forks, and runs pytest in what it forks.
RUN = """
import sys
from pathlib import Path

from tests.mutants import run
from tests.mutants.mutant import Mutant
from tests.mutants.record import Record
from tests.mutants.workshop import ROOT, NoVerdict

folder, file, test, was, planted, becomes = Path(sys.argv[1]), *sys.argv[2:]
run.FOLDER = folder
text = (ROOT / file).read_text(encoding="utf-8")
healthy = text.replace(was, planted)
line = healthy[: healthy.index(planted)].count(chr(10)) + 1
lines = (line, line) if file.endswith(".py") else None
mutant = Mutant(file, "", "", was, becomes, text.replace(was, becomes), lines)
subject = run.Subject(file, healthy, [mutant], [test])
try:
    for done in run.try_all([subject], Record(folder / "record.jsonl"), jobs=1):
        print(done.verdicts[0].outcome, done.verdicts[0].by)
except NoVerdict as error:
    print("no verdict", error)
"""


def became(folder: Path, planted: str, becomes: str) -> str:
    """What is said of a mutant of Overlays, where something is planted in the healthy file."""
    return told(folder, "scripts/overlay.py", "tests/test_overlay.py", HEALTHY, planted, becomes)


def told(folder: Path, *arguments: str) -> str:
    """What a run says: of a file and a test, what is healthy, what is planted, and the mutant."""
    command = [sys.executable, "-c", RUN, str(folder), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_mutant_that_a_test_notices(tmp_path: Path) -> None:
    """It is killed, and it is told by which test; when asked again, that is known."""
    found = became(tmp_path, HEALTHY, "if len(matches) != 2:")
    assert found.startswith(f"{KILLED} tests/test_overlay.py::test_")
    assert became(tmp_path, HEALTHY, "if len(matches) != 2:") == found


def test_a_mutant_of_the_document(tmp_path: Path) -> None:
    """A test that has read the document when it was imported reads it anew."""
    healthy = "required: [number, owner_type]"
    found = told(
        *(tmp_path, "openapi.yaml", "tests/test_promises.py", healthy, healthy),
        "required: [owner_type]",
    )
    assert found.startswith(f"{KILLED} tests/test_promises.py::test_")


def test_a_mutant_that_no_test_is_seen_to_reach(tmp_path: Path) -> None:
    """One that runs a process of its own notices it even so."""
    healthy = "    main()"
    found = told(
        *(tmp_path, "scripts/publish_docs.py", "tests/test_publish.py", healthy, healthy),
        "    pass",
    )
    assert found.startswith(f"{KILLED} tests/test_publish.py::test_the_command")


def test_a_mutant_that_changes_nothing(tmp_path: Path) -> None:
    """It survives."""
    assert became(tmp_path, HEALTHY, "if not len(matches) == 1:") == SURVIVED


def test_tests_that_fail_without_a_mutant(tmp_path: Path) -> None:
    """Nothing that they say is believed."""
    assert "fails without a mutant" in became(tmp_path, "if True:", "if False:")
