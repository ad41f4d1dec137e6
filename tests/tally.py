"""How many cases were made up, by operation and status: counted in the workers, told at the end."""

from collections import Counter

CASES: Counter[tuple[str, int]] = Counter()


def count(operation: str, status: int) -> None:
    """Count a case."""
    CASES[operation, status] += 1


def told() -> list[list[str | int]]:
    """What was counted, in a form that travels from a worker to the main process."""
    return [[operation, status, cases] for (operation, status), cases in CASES.items()]


def add(lines: "list[tuple[str, int, int]]") -> None:
    """Add what a worker has told."""
    for operation, status, cases in lines:
        CASES[operation, status] += cases


def summary() -> list[str]:
    """A line per operation: its cases by status."""
    return [
        f"{operation}: "
        + ", ".join(
            f"{n} × {status}" for (name, status), n in sorted(CASES.items()) if name == operation
        )
        for operation in sorted({name for name, _ in CASES})
    ]
