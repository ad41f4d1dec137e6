"""The building of one package: generate, keep, add what is written by hand, put it in place."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from scripts.clients.facts import environment, facts, without_failures
from scripts.clients.generator import NODE_MODULES, ClientRefused, ToolMissing, generate, run
from scripts.clients.recipe import Recipe, RecipeRefused
from scripts.overlay import OverlayRefused, apply_overlay, load_overlay
from scripts.plain_yaml import load_yaml
from scripts.portable_twin.references import TwinRefused
from scripts.portable_twin.twin import portable_twin, twin_files, write

ROOT = Path(__file__).parent.parent.parent
OVERLAYS = ROOT / "scripts" / "overlays"
TEMPLATE = ".jinja"


@dataclass(frozen=True)
class Documents:
    """What a client is made of.

    Attributes:
        contract: The document that people write.
        twin: The portable twin of it.
    """

    contract: Mapping[str, Any]
    twin: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What became of a client.

    Attributes:
        language: Its language.
        package: Where it lies, if it could be made.
        failure: Why it could not be made.
        missing: Which program it would have taken.
    """

    language: str
    package: Path | None = None
    failure: str = ""
    missing: str = ""

    def __str__(self) -> str:
        if self.missing:
            return f"{self.language} is left out: {self.missing}"
        return f"{self.language}: {self.failure or self.package}"


def documents(folder: Path) -> Documents:
    """The contract and its portable twin, which is written to a folder as well.

    Raises:
        OverlayRefused: Its Overlay does not fit the contract.
        TwinRefused: It cannot be derived.
    """
    contract = load_yaml((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    twin = portable_twin(contract, load_overlay(OVERLAYS / "portable.yaml"))
    write(twin_files(twin), folder)
    bare = without_failures(contract, twin)
    return Documents(contract, apply_overlay(bare, load_overlay(OVERLAYS / "clients.yaml")))


def build(recipe: Recipe, sources: Documents, into: Path) -> Outcome:
    """Make the package of a language. Where that fails, the former one stays."""
    into.mkdir(parents=True, exist_ok=True)
    package = into / recipe.language
    try:
        with tempfile.TemporaryDirectory(prefix=f".{recipe.language}.", dir=into) as name:
            made = Path(name) / "package"
            make(recipe, sources, Path(name), made)
            put(made, package, Path(name) / "former")
    except ToolMissing as error:
        return Outcome(recipe.language, missing=str(error))
    except (ClientRefused, RecipeRefused, OverlayRefused, TwinRefused, OSError) as error:
        return Outcome(recipe.language, failure=str(error))
    return Outcome(recipe.language, package)


def make(recipe: Recipe, sources: Documents, work: Path, package: Path) -> None:
    """Put a package together.

    Raises:
        ClientRefused, RecipeRefused, OverlayRefused, TwinRefused, ToolMissing: It cannot be.
    """
    overlay = recipe.beside("overlay.yaml")
    own = apply_overlay(sources.twin, load_overlay(overlay) if overlay else [])
    write(twin_files(own), work / "twin")
    known = facts(sources.contract, own)
    say = partial(rendered, recipe, known)
    output = work / "output"
    output.mkdir()
    generate(
        recipe,
        work / "twin" / recipe.document,
        output,
        {name: say(as_text(value), name) for name, value in recipe.options.items()},
        [say(argument, argument) for argument in recipe.arguments],
    )
    keep(recipe, output, package)
    mend(recipe, package)
    add_files(recipe, known, package)
    shutil.copy(ROOT / "LICENSE", package / "LICENSE")
    # Node looks for packages in the folders above, wherever the package is made.
    (work / "node_modules").symlink_to(NODE_MODULES)
    for command in recipe.finish:
        run(command, package)


def as_text(value: object) -> str:
    """The value of an option as a generator reads it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def rendered(recipe: Recipe, known: Mapping[str, Any], text: str, name: str) -> str:
    """A template, filled in.

    Raises:
        RecipeRefused: It asks for what is not known.
    """
    try:
        return environment().from_string(text).render(known)
    except TemplateError as error:
        raise RecipeRefused(f"{recipe.folder}: {name}: {error}") from None


def keep(recipe: Recipe, output: Path, package: Path) -> None:
    """Take what is wanted of a generator's output.

    Raises:
        RecipeRefused: A glob finds nothing.
    """
    kept = found(recipe, output, recipe.keep) - found(recipe, output, recipe.drop)
    for path in sorted(kept):
        place(recipe, package / path.relative_to(output)).write_bytes(path.read_bytes())


def mend(recipe: Recipe, package: Path) -> None:
    """Replace what the generator gets wrong and has no option for.

    Raises:
        RecipeRefused: A text is not there, or stands there more than once.
    """
    for each in recipe.mend:
        path = package / each["in"]
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if (count := text.count(each["from"])) != 1:
            raise RecipeRefused(
                f"{recipe.folder}: mend: {each['in']} was expected to have this once, and has it"
                f" {count} times: {each['from']}"
            )
        path.write_text(text.replace(each["from"], each["to"]), encoding="utf-8")


def found(recipe: Recipe, output: Path, globs: list[str]) -> set[Path]:
    """The files that globs find; a glob that names a folder finds all in it."""
    files: set[Path] = set()
    for glob in globs:
        matches = list(output.glob(glob))
        matches += [inside for match in matches for inside in match.rglob("*")]
        if not matches:
            raise RecipeRefused(f"{recipe.folder}: {glob} finds nothing of what was generated")
        files.update(match for match in matches if match.is_file())
    return files


def add_files(recipe: Recipe, known: Mapping[str, Any], package: Path) -> None:
    """Add what is written by hand; of one that ends in .jinja, what it renders to."""
    files = recipe.beside("files")
    for path in sorted(files.rglob("*")) if files else []:
        if not path.is_file():
            continue
        relative = path.relative_to(files or path)
        if path.suffix == TEMPLATE:
            text = rendered(recipe, known, path.read_text(encoding="utf-8"), str(relative))
            place(recipe, package / relative.with_suffix("")).write_text(text, encoding="utf-8")
        else:
            shutil.copy(path, place(recipe, package / relative))


def place(recipe: Recipe, path: Path) -> Path:
    """Where a file goes. There must be none yet.

    Raises:
        RecipeRefused: There is one.
    """
    if path.exists():
        raise RecipeRefused(f"{recipe.folder}: {path.name} is generated as well; drop that one")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def put(made: Path, package: Path, former: Path) -> None:
    """Put a package in the place of the former one."""
    if package.exists():
        package.rename(former)
    made.rename(package)
