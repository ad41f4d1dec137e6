"""What a folder of scripts/generators/ asks for: which generator, how, and what is kept."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from scripts.overlay import is_list, is_object

RECIPE = "recipe.yaml"


class RecipeRefused(ValueError):
    """A recipe cannot be followed; the text is one sentence that names it."""


@dataclass(frozen=True)
class Recipe:
    """How the client of a language is made.

    Attributes:
        folder: Where the recipe lies, with all that belongs to it.
        generator: The program that writes the code: openapi-generator or openapi-typescript.
        name: What that program calls it: the -g of openapi-generator, the file to write of
            openapi-typescript.
        document: The form of the twin that it reads.
        keep: What is kept of its output, as globs; the rest is dropped.
        options: The options of the generator. A value is a template, as the files are.
        arguments: What else it is called with; templates too.
        drop: What is dropped of what is kept, as globs.
        mend: Texts to replace in what is kept: `in` a file, `from` a text that stands there once,
            `to` another.
        finish: Commands to run inside the package once it is put together.
    """

    folder: Path
    generator: str
    name: str
    document: str
    keep: list[str]
    options: dict[str, Any] = field(default_factory=dict[str, Any])
    arguments: list[str] = field(default_factory=list[str])
    drop: list[str] = field(default_factory=list[str])
    mend: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    finish: list[list[str]] = field(default_factory=list[list[str]])

    @property
    def language(self) -> str:
        """The name of the language: that of the folder."""
        return self.folder.name

    def beside(self, name: str) -> Path | None:
        """Something that lies beside the recipe, where it does."""
        path = self.folder / name
        return path if path.exists() else None


NEEDED = {"generator", "name", "document", "keep"}
KINDS = {each.name: dict if each.name == "options" else list for each in fields(Recipe)[4:]}
BESIDE = {RECIPE, "overlay.yaml", "files", "templates", "examples"}


def languages(folder: Path) -> list[str]:
    """The languages that have a recipe in a folder."""
    return sorted(path.parent.name for path in folder.glob(f"*/{RECIPE}"))


def load_recipe(folder: Path) -> Recipe:
    """The recipe of a folder.

    Raises:
        RecipeRefused: There is none, or it says what nobody would heed.
    """
    path = folder / RECIPE
    try:
        told: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise RecipeRefused(f"{path}: no recipe can be read: {error}") from None
    require_fields(path, told)
    if strangers := sorted({each.name for each in folder.iterdir()} - BESIDE):
        raise RecipeRefused(
            f"{folder}: nothing is made of {', '.join(strangers)}; put it in files/"
        )
    return Recipe(folder=folder, **told)


def require_fields(path: Path, told: Any) -> None:
    """Refuse a recipe that lacks a field, has one too many, or one of another kind.

    Raises:
        RecipeRefused: It does.
    """
    known = {each.name for each in fields(Recipe)} - {"folder"}
    if not is_object(told) or not NEEDED <= told.keys() <= known:
        wanted = f"{', '.join(sorted(NEEDED))}, and of {', '.join(sorted(known - NEEDED))}"
        raise RecipeRefused(f"{path}: expected the fields {wanted}")
    for name, value in told.items():
        kind = KINDS.get(name, str)
        if not isinstance(value, kind) or (is_list(value) and not value):
            raise RecipeRefused(f"{path}: {name}: expected a {kind.__name__} that says something")
    for each in told.get("mend", []):
        if not is_object(each) or each.keys() != {"in", "from", "to"}:
            raise RecipeRefused(f"{path}: mend: expected in, from and to, {each!r:.60} came")
