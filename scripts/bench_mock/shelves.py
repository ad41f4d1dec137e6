"""Shelves of any size, as seed files, and what to search them for."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any

import yaml

Body = dict[str, Any]

SMALL = 1_000
LARGE = 1_000_000
PAGE = 20
FIRST = 1_000_000


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that have everything in common but their digits."""

    phone_type: str
    region: int
    city_code: int
    owner_type: str
    number_type: int

    def filters(self) -> Body:
        """What to send to find them, and nothing else."""
        found = asdict(self) | {"number_type": str(self.number_type)}
        del found["region"]
        return found


PLACES = (("abc", 1, 495), ("abc", 1, 499), ("abc", 2, 812), ("abc", 16, 843), ("def", 90, 930))
KINDS = tuple(product(("personal", "business"), (0, 5)))
GROUPS = tuple(Group(*place, *kind) for place in PLACES for kind in KINDS)


def write_seed(sample: Path, path: Path, size: int) -> None:
    """Write a seed file with a shelf of so many numbers, a multiple of the groups.

    Args:
        sample: A seed file that everything but the shelf is taken from.
        path: The file to write.
        size: How many numbers there are to be.
    """
    seed: Body = yaml.load(sample.read_text("utf-8"), yaml.CSafeLoader)
    shelf = list(_ranges(size // len(GROUPS)))
    text = yaml.dump(seed | {"shelf": shelf}, Dumper=yaml.CSafeDumper, allow_unicode=True)
    path.write_text(text, encoding="utf-8")


def _ranges(count: int) -> Iterator[Body]:
    for position, group in enumerate(GROUPS):
        # Those of one city follow each other.
        first = FIRST + position % len(KINDS) * count
        yield asdict(group) | {"first": str(first), "count": count}


def searches(_size: int) -> list[Body]:
    """The first two pages of each group: all full."""
    return [group.filters() | {"page": page} for page in (1, 2) for group in GROUPS]


def last_pages(size: int) -> list[Body]:
    """The last page of each group."""
    page = -(-size // len(GROUPS) // PAGE)
    return [group.filters() | {"page": page} for group in GROUPS]


def masked(_size: int) -> list[Body]:
    """The numbers of each group that end with a digit, for five digits."""
    masks = [f"*{digit}" for digit in (0, 2, 5, 7, 9)]
    return [group.filters() | {"phone_number": mask} for mask in masks for group in GROUPS]


def reservations() -> list[Body]:
    """What to send to reserve one after the other; all are on the smallest shelf."""
    group = GROUPS[0]
    start = int(f"{group.city_code}{FIRST}")
    numbers = range(start, start + SMALL // len(GROUPS))
    return [{"number": number, "owner_type": group.owner_type, "short": 1} for number in numbers]


def write_searches(folder: Path, name: str, size: int, bodies: list[Body]) -> Path:
    """Write what a shelf of some size is searched for, one body in each line."""
    return _write_lines(folder / f"{name}-{size}.jsonl", bodies)


def write_reservations(folder: Path) -> Path:
    """Write what is reserved, one body in each line."""
    return _write_lines(folder / "reservations.jsonl", reservations())


def _write_lines(path: Path, bodies: list[Body]) -> Path:
    path.write_text("".join(f"{json.dumps(body)}\n" for body in bodies), encoding="utf-8")
    return path
