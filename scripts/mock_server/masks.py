"""Masks with ? and * over lines of a known length: which lines match, and which is the n-th.

A mask is turned into an automaton once. Each of its states knows how many lines lead from it to a
match, so that matching lines are counted and found without being walked through: in ten steps a
digit at most, however many there are.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

DIGITS = "0123456789"


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """Where a line may stand in a mask, with some digits to go.

    Attributes:
        lines: How many endings there are: all that the digits to go can spell.
        total: How many of them match.
        open: Whether it depends on the digits to go: some endings match, and some do not. Where it
            does not, nothing below is needed.
        before: How many of these begin with a digit less than 0, less than 1, and so on up to 10.
        after: The states that the ten digits lead to.
    """

    lines: int
    total: int
    open: bool = False
    before: tuple[int, ...] = ()
    after: tuple["_State", ...] = ()


class Mask:
    """The lines of `length` digits that match a mask, in ascending order.

    A line is text where it says so, otherwise an integer: 12345 is the line "0012345" of seven
    digits. `?` stands for any one digit, `*` for any sequence of them, an empty one too. It never
    changes once it is made.

    Attributes:
        lines: How many lines of that length there are; all that is asked about is less.
        total: How many of them match.
        every: Whether all of them match.
        states: How large the automaton is.
    """

    __slots__ = ("_root", "every", "length", "lines", "states", "total")

    def __init__(self, text: str, length: int) -> None:
        automaton = _Automaton(text, length)
        self._root = automaton.root
        self.length = length
        self.lines = self._root.lines
        self.total = self._root.total
        self.every = self.total == self.lines
        self.states = automaton.size

    def __contains__(self, line: int) -> bool:
        state = self._root
        while state.open:
            digit, line = divmod(line, state.lines // 10)
            state = state.after[digit]
        return state.total > 0

    def matches(self, line: str) -> bool:
        """Whether a line matches; one of another length does not."""
        return len(line) == self.length and int(line or "0") in self

    def below(self, line: int) -> int:
        """Count the matching lines that are less than `line`."""
        state, total = self._root, 0
        while state.open:
            digit, line = divmod(line, state.lines // 10)
            total += state.before[digit]
            state = state.after[digit]
        return total + line if state.total else total

    def count(self, low: int, high: int) -> int:
        """Count the matching lines from `low` to `high`, both included."""
        return self.below(high) + (high in self) - self.below(low)

    def nth(self, n: int, low: int, high: int) -> int:
        """Find the matching line that has `n` others between `low` and itself.

        Raises:
            IndexError: There is none up to `high`.
        """
        skipped = n + self.below(low)
        line = self._at(skipped) if skipped < self.total else self.lines
        if line > high:
            raise IndexError(f"{n} or fewer lines match between {low} and {high}")
        return line

    def _at(self, n: int) -> int:
        state, line = self._root, 0
        while state.open:
            digit = bisect_right(state.before, n) - 1
            n -= state.before[digit]
            line = line * 10 + digit
            state = state.after[digit]
        return line * state.lines + n


@lru_cache(maxsize=128)
def compiled(text: str, length: int) -> Mask:
    """Make a mask, or take the one that was made before; it takes some 3 kB, 12 at worst."""
    return Mask(text, length)


class _Automaton:
    """The subset construction: a state is the set of places in the mask where a line may stand.

    Sets are integers, the bit 1 << n for the place before the n-th character. What is no longer in
    reach with the digits to go is left out of a set, which keeps the sets few.
    """

    def __init__(self, text: str, length: int) -> None:
        # Stars in a row mean what one means.
        text = re.sub(r"\*+", "*", text)
        self._stars = _places(text, "*")
        self._takes = [_places(text, f"?{digit}") for digit in DIGITS]
        self._reach = [_reach(text, left) for left in range(length + 1)]
        self._states: dict[tuple[int, int], _State] = {}
        self.root = self._state(self._passed(1), length)
        self.size = len(self._states)

    def _state(self, places: int, left: int) -> _State:
        key = (places & self._reach[left], left)
        if key not in self._states:
            self._states[key] = self._made(*key)
        return self._states[key]

    def _made(self, places: int, left: int) -> _State:
        if not left:
            return _State(1, int(places > 0))
        after = tuple(self._state(self._step(places, takes), left - 1) for takes in self._takes)
        before = tuple(accumulate((state.total for state in after), initial=0))
        lines, total = 10**left, before[-1]
        if total in (0, lines):
            return _State(lines, total)
        return _State(lines, total, True, before, after)

    def _step(self, places: int, takes: int) -> int:
        return self._passed((places & takes) << 1 | places & self._stars)

    def _passed(self, places: int) -> int:
        # A star may also stand for nothing.
        return places | (places & self._stars) << 1


def _places(text: str, characters: str) -> int:
    return sum(1 << place for place, character in enumerate(text) if character in characters)


def _reach(text: str, left: int) -> int:
    """From which places the end of the mask can be reached with so many digits to go."""
    rests = [text[place:] for place in range(len(text) + 1)]
    return sum(1 << place for place, rest in enumerate(rests) if _fits(rest, left))


def _fits(rest: str, left: int) -> bool:
    fixed = len(rest) - rest.count("*")
    return fixed <= left if "*" in rest else fixed == left
