"""What is changed and which tests are to notice, from `plan.yaml`, written by hand."""

from pathlib import Path

import msgspec

from tests.mutants.workshop import ROOT

FILE = Path(__file__).parent / "plan.yaml"


class Subjects(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Files, or folders that end in a slash, that the same tests are about."""

    modules: list[str]
    tests: list[str]


class LeftOut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Modules, or folders that end in a slash, that are not changed."""

    modules: list[str]
    why: str


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole plan."""

    changed: list[Subjects]
    left_out: list[LeftOut]

    @property
    def tests(self) -> dict[str, list[str]]:
        """The tests of each file."""
        return {
            module: each.tests
            for each in self.changed
            for name in each.modules
            for module in (inside(name) if name[-1] == "/" else [name])
        }

    def is_left_out(self, module: str) -> bool:
        """Whether a module is named as left out."""
        named = [name for each in self.left_out for name in each.modules]
        return any(
            module == name or (name[-1] == "/" and module.startswith(name)) for name in named
        )


def inside(folder: str) -> list[str]:
    """The modules of a folder."""
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.py"))


def load_plan(path: Path = FILE) -> Plan:
    """Read it.

    Raises:
        ValueError: It is not as it should be; the message says where.
    """
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=Plan)
    except msgspec.MsgspecError as error:
        raise ValueError(f"{path.name}: {error}") from error


def unplanned(plan: Plan) -> list[str]:
    """Modules of scripts that the plan neither has nor leaves out, and ones that it has twice."""
    return [each for each in inside("scripts/") if (each in plan.tests) == plan.is_left_out(each)]
