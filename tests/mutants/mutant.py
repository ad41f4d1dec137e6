"""What a mutant is, and how people name it."""

import msgspec


class Mutant(msgspec.Struct, frozen=True):
    """A file with one change in it.

    Attributes:
        file: The changed file, from the root of the repository.
        place: The definition that the change is in, or where it is in a document.
        kind: Which kind of change it is.
        was: The lines that were there, without their indentation.
        becomes: The lines that are there instead.
        text: The whole file, changed.
        lines: The lines of the healthy file that the changed statement is on, the first and the
            last; none where it does not matter which tests reach them.
    """

    file: str
    place: str
    kind: str
    was: str
    becomes: str
    text: str
    lines: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """What the change is, for people and for the record; two may share it."""
        return f"{self.file} {self.place}: {self.was} → {self.becomes}"


def difference(healthy: str, faulty: str) -> tuple[str, str]:
    """The lines that differ, of the one text and of the other, each joined to one line."""
    old, new = healthy.splitlines(), faulty.splitlines()
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    return _joined(old[begin : len(old) - end]), _joined(new[begin : len(new) - end])


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
