"""Which modules import which, so that only what a changed module reaches is imported anew."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

# Where modules are found, and what their names begin with there.
FOLDERS = {"scripts": "scripts.", "tests": "tests."}


def module_names(root: Path) -> dict[str, Path]:
    """The modules of scripts and tests, by name. A test has the name that pytest gives it."""
    found: dict[str, Path] = {}
    for folder, prefix in FOLDERS.items():
        for path in sorted((root / folder).rglob("*.py")):
            parts = path.relative_to(root / folder).with_suffix("").parts
            parts = parts[:-1] if parts[-1] == "__init__" else parts
            found[prefix.removesuffix(".") if not parts else prefix + ".".join(parts)] = path
    for path in sorted((root / "tests").glob("*.py")):
        if path.stem.startswith("test_") or path.stem == "conftest":
            found[path.stem] = path
    return found


def dependents(changed: str, names: Mapping[str, Path]) -> set[str]:
    """The module and all that import it, directly or not. Packages are not those of their parts."""
    importers: dict[str, set[str]] = {}
    for name, path in names.items():
        for imported in _imported(name, path, names):
            importers.setdefault(imported, set()).add(name)
    reached, waiting = {changed}, [changed]
    while waiting:
        more = importers.get(waiting.pop(), set()) - reached
        reached |= more
        waiting += more
    return reached


def _imported(name: str, path: Path, names: Mapping[str, Path]) -> Iterator[str]:
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases if alias.name in names)
            case ast.ImportFrom(module=module, names=aliases, level=level):
                base = ".".join([*_above(package, level), *([module] if module else [])])
                yield from (each for each in _members(base, aliases) if each in names)
            case _:
                pass


def _above(package: str, level: int) -> list[str]:
    parts = package.split(".")
    return parts[: len(parts) - level + 1] if level else []


def _members(base: str, aliases: list[ast.alias]) -> Iterator[str]:
    yield base
    yield from (f"{base}.{alias.name}" for alias in aliases)
