"""The making of clients in other languages: what is refused, and what is left alone then."""

import filecmp
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.clients import generator
from scripts.clients.build import Documents, build, documents
from scripts.clients.facts import facts
from scripts.clients.recipe import RecipeRefused, languages, load_recipe
from tests.contract import DOCUMENT, ROOT

GENERATORS = ROOT / "scripts" / "generators"
RECIPE: dict[str, Any] = {
    "generator": "openapi-generator",
    "name": "tongue",
    "document": "openapi-3.0.3.yaml",
    "keep": ["src", "*.txt"],
    "drop": ["src/junk.txt"],
    "mend": [{"in": "src/code.txt", "from": "wrong", "to": "right"}],
}
CODE = "# wrong\n"
# What stands in for a generator: it writes three files, and one line to its log.
SCRIPT = """
import sys
from pathlib import Path
into = Path(sys.argv[1])
(into / "src").mkdir()
(into / "src" / "code.txt").write_text(sys.argv[2])
(into / "src" / "junk.txt").write_text("junk")
(into / "notes.txt").write_text("notes")
print("[main] INFO  o.o.codegen - writing file")
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """What clients are made of."""
    return documents(tmp_path_factory.mktemp("twin"))


class Workshop:
    """A language of our own, and the folder that its package goes to.

    Attributes:
        folder: Where its recipe lies.
        into: Where the package goes.
        recipe: What the recipe says.
        script: What its generator does.
    """

    def __init__(self, root: Path, sources: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = root / "tongue"
        self.into = root / "clients"
        self.recipe = dict(RECIPE)
        self.script = SCRIPT
        self._sources = sources
        (self.folder / "files").mkdir(parents=True)
        (self.folder / "files" / "README.md.jinja").write_text("{{ name }} {{ version }}\n")
        (self.folder / "files" / "guard.txt").write_text("{{ as it is }}\n")
        monkeypatch.setitem(generator.COMMANDS, "openapi-generator", self._command)

    def _command(self, recipe: Any, document: Path, into: Path, *_: Any) -> list[str]:
        assert recipe.name == "tongue"
        assert document.name == "openapi-3.0.3.yaml"
        assert "openapi: 3.0.3" in document.read_text(encoding="utf-8")
        return [sys.executable, "-c", self.script, str(into), CODE]

    def make(self) -> str:
        """Make the package; what is said of it."""
        (self.folder / "recipe.yaml").write_text(yaml.safe_dump(self.recipe), encoding="utf-8")
        try:
            recipe = load_recipe(self.folder)
        except RecipeRefused as error:
            return str(error)
        outcome = build(recipe, self._sources, self.into)
        return "" if outcome.package else str(outcome)

    @property
    def package(self) -> dict[str, str]:
        """The package: the text of each file."""
        root = self.into / "tongue"
        files = [path for path in root.rglob("*") if path.is_file()]
        return {str(each.relative_to(root)): each.read_text(encoding="utf-8") for each in files}


@pytest.fixture
def workshop(tmp_path: Path, sources: Documents, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A language of our own."""
    return Workshop(tmp_path, sources, monkeypatch)


def test_a_package(workshop: Workshop) -> None:
    """It has what is kept of the generated, mended, what is written by hand, and the license."""
    assert workshop.make() == ""
    version = DOCUMENT["info"]["version"]
    assert workshop.package == {
        "LICENSE": (ROOT / "LICENSE").read_text(encoding="utf-8"),
        "README.md": f"plusofon-numbers {version}\n",
        "guard.txt": "{{ as it is }}\n",
        "notes.txt": "notes",
        "src/code.txt": "# right\n",
    }


Fault = Callable[[Workshop], None]


def recipe_with(**changes: Any) -> Fault:
    """A recipe that says something else."""
    return lambda workshop: workshop.recipe.update(changes)


def saying(line: str) -> Fault:
    """A generator that says something and ends with 0."""
    return lambda workshop: setattr(workshop, "script", f"{SCRIPT}\nprint({line!r})")


def written(path: str, text: str) -> Fault:
    """A file beside the recipe."""

    def write(workshop: Workshop) -> None:
        (workshop.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (workshop.folder / path).write_text(text, encoding="utf-8")

    return write


OVERLAY = "overlay: 1.0.0\nactions: [{target: $.info.nothing, remove: true}]"
FAULTS: dict[str, tuple[Fault, str]] = {
    "a warning": (saying("[main] WARN  o.o.codegen - a model is lost"), "a model is lost"),
    "an error": (saying("[main] ERROR o.o.codegen - no such type"), "no such type"),
    "a trace": (saying("java.lang.Exception: boom"), "boom"),
    "a failure": (lambda workshop: setattr(workshop, "script", "exit('boom')"), "ended with 1"),
    "a glob that finds nothing": (recipe_with(keep=["lib"]), "lib finds nothing"),
    "a drop that finds nothing": (recipe_with(drop=["lib"]), "lib finds nothing"),
    "a mend that is out of date": (
        recipe_with(mend=[{"in": "src/code.txt", "from": "gone", "to": ""}]),
        "0 times: gone",
    ),
    "a mend of no file": (recipe_with(mend=[{"in": "gone.txt", "from": "a", "to": ""}]), "0 times"),
    "a mend without its text": (
        recipe_with(mend=[{"in": "src/code.txt", "to": ""}]),
        "in, from and to",
    ),
    "an unknown generator": (recipe_with(generator="magic"), "magic came"),
    "an unknown field": (recipe_with(color="red"), "expected the fields"),
    "a field of another kind": (recipe_with(keep="src"), "keep: expected a list"),
    "a stray file": (written("notes.md", ""), "nothing is made of notes.md"),
    "a file that is generated too": (written("files/notes.txt", ""), "generated as well"),
    "a template that asks too much": (written("files/a.jinja", "{{ price }}"), "'price' is undefi"),
    "an option that asks too much": (
        recipe_with(options={"a": "{{ price }}"}),
        "'price' is undefined",
    ),
    "an Overlay that finds nothing": (written("overlay.yaml", OVERLAY), "0 were found"),
    "a last command that fails": (recipe_with(finish=[["false"]]), "false ended with 1"),
    "a last command that warns": (recipe_with(finish=[["echo", "WARN: odd"]]), "WARN: odd"),
    "a missing program": (
        recipe_with(finish=[["no-such-program"]]),
        "no-such-program was not found",
    ),
}


@pytest.mark.parametrize(("fault", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault(fault: Fault, said: str, workshop: Workshop) -> None:
    """It is told, the former package stays as it was, and nothing else is left behind."""
    workshop.make()
    before = workshop.package
    fault(workshop)
    assert said in workshop.make()
    assert workshop.package == before
    assert [each.name for each in workshop.into.iterdir()] == ["tongue"]


def test_a_file_that_is_no_more(workshop: Workshop) -> None:
    """The package is made anew: what was there before and is no more is gone."""
    workshop.make()
    workshop.recipe["keep"] = ["src"]
    assert workshop.make() == ""
    assert "notes.txt" not in workshop.package


def test_what_a_client_demands_of_an_answer(sources: Documents) -> None:
    """It is what the contract demands, which the twin does not."""
    told = facts(sources.contract, sources.twin)["operations"]
    known = {each["name"]: each for each in told}
    assert known["buyNumbers"]["demands"] == [
        {"name": "success", "required": True, "kinds": ["boolean"]},
        {"name": "message", "required": False, "kinds": ["string"]},
    ]
    assert known["buyNumbers"]["answer"] == "Done"
    demands = {each["name"]: each for each in known["listNumbers"]["demands"]}
    assert demands["data"] == {"name": "data", "required": True, "kinds": ["array"]}
    assert demands["from"] == {"name": "from", "required": True, "kinds": ["integer", "null"]}
    assert all(any(demand["required"] for demand in each["demands"]) for each in told)
    assert all(each["only_reads"] or each["outcome"] for each in told)


def ran(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command."""
    return subprocess.run(
        [sys.executable, "-m", "scripts.clients", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_language_that_nobody_knows() -> None:
    """The command names those that it knows."""
    done = ran("klingon")
    assert done.returncode == 2
    assert "klingon came" in done.stderr
    assert "java" in done.stderr


@pytest.mark.parametrize(("required", "status"), [("", 0), ("1", 1)])
def test_a_machine_without_the_tools(required: str, status: int, tmp_path: Path) -> None:
    """A line says which is missing; it is a failure only where all clients are called for."""
    done = ran("go", "--into", str(tmp_path), PATH="/nowhere", REQUIRE_CLIENTS=required)
    assert "go is left out: openapi-generator-cli was not found" in done.stderr
    assert done.returncode == status
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", languages(GENERATORS))
def test_twice(language: str, tmp_path: Path) -> None:
    """Two runs of the builder give the same bytes, and no name of this machine is in them."""
    first, second = tmp_path / "first", tmp_path / "second"
    with ThreadPoolExecutor() as pool:
        building = [pool.submit(ran, language, "--into", str(into)) for into in (first, second)]
        runs = [each.result() for each in building]
    for done in runs:
        if f"{language} is left out" in done.stderr and not os.environ.get("REQUIRE_CLIENTS"):
            pytest.skip(done.stderr)  # People need not have every language.
        assert done.returncode == 0, done.stderr
    names = sorted(str(each.relative_to(first)) for each in first.rglob("*") if each.is_file())
    _, different, missing = filecmp.cmpfiles(first, second, names, shallow=False)
    assert (different, missing) == ([], [])
    assert len(list(first.rglob("*"))) == len(list(second.rglob("*")))
    for name in names:
        text = (first / name).read_bytes()
        assert str(ROOT).encode() not in text, name
        assert str(tmp_path).encode() not in text, name


def test_every_language_has_a_runner() -> None:
    """A client that no vector has tried is none."""
    runners = {each.parent.name for each in (ROOT / "tests/clients/runners").glob("*/command.json")}
    assert set(languages(GENERATORS)) <= runners
