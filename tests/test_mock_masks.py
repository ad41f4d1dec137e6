"""Masks: what the automaton counts and finds is what looking at each line in turn finds."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scripts.mock_server.masks import Mask, compiled
from tests.steps import steps

# Few digits, so that masks and lines meet often.
TEXTS = st.text("07?*", min_size=1, max_size=8) | st.text("0123456789?*", min_size=1, max_size=32)
LENGTHS = st.integers(1, 4)
# Masks that keep many places of theirs possible at once, and the longest ones there are.
HOSTILE = ["*7????*", "*7???*", "*78?7*8?", "*7" * 16, "*?" * 16, "?*" * 16, "*" * 32, "7" * 32]


def lines(text: str, length: int) -> list[int]:
    """The lines that match, each looked at."""
    pattern = re.compile(re.sub(r"\*+", "*", text).replace("?", "[0-9]").replace("*", "[0-9]*"))
    return [n for n in range(10**length) if pattern.fullmatch(f"{n:0{length}}")]


@pytest.mark.properties
@given(TEXTS, LENGTHS)
@example("*", 1)
@example("0*0", 1)
@example("*0*", 3)
@example("0012", 4)
def test_which_lines_match(text: str, length: int) -> None:
    """A mask matches the lines that the same regular expression matches, as text and as digits."""
    mask, matching = Mask(text, length), set(lines(text, length))
    assert [n for n in range(10**length) if n in mask] == sorted(matching)
    assert {n for n in range(10**length) if mask.matches(f"{n:0{length}}")} == matching
    assert mask.total == len(matching)
    assert mask.every == (mask.total == 10**length)


@pytest.mark.properties
@given(TEXTS, LENGTHS, st.data())
def test_how_many_lines_match(text: str, length: int, data: st.DataObject) -> None:
    """They are counted between two lines, both included."""
    mask, bound = Mask(text, length), st.integers(0, 10**length - 1)
    low, high = sorted((data.draw(bound), data.draw(bound)))
    found = [n for n in lines(text, length) if low <= n <= high]
    assert mask.count(low, high) == len(found)
    assert mask.below(high) - mask.below(low) == len([n for n in found if n != high])


@pytest.mark.properties
@given(TEXTS, LENGTHS, st.data())
def test_the_nth_line_that_matches(text: str, length: int, data: st.DataObject) -> None:
    """Between two lines, each is found by its place, in ascending order; then there are no more."""
    mask, bound = Mask(text, length), st.integers(0, 10**length - 1)
    low, high = sorted((data.draw(bound), data.draw(bound)))
    found = [n for n in lines(text, length) if low <= n <= high]
    assert [mask.nth(n, low, high) for n in range(len(found))] == found
    with pytest.raises(IndexError, match=f"^{len(found)} or fewer lines match between"):
        mask.nth(len(found), low, high)


@pytest.mark.parametrize(
    ("text", "line", "fits"),
    [
        ("0012345", "0012345", True),
        ("12345", "0012345", False),
        ("?12345", "0012345", False),
        ("*12345", "0012345", True),
        ("00*", "0012345", True),
        ("*", "0", True),
        ("7", "7777777", False),
        ("77777777", "7777777", False),
        ("*7*7*7*7*", "7777", True),
        ("*7*7*7*7*", "777", False),
    ],
)
def test_a_line(text: str, line: str, *, fits: bool) -> None:
    """Each of its digits counts, zeros in front too, and a star may stand for nothing."""
    assert Mask(text, len(line)).matches(line) is fits


@pytest.mark.parametrize("line", ["", "7", "07", "0077"])
def test_a_line_of_another_length(line: str) -> None:
    """It does not match, whatever the mask."""
    assert not Mask("*", 3).matches(line)


@pytest.mark.parametrize("text", ["**7", "***7", "*" * 31 + "7"])
def test_stars_in_a_row(text: str) -> None:
    """They mean what one means, and make nothing larger."""
    several, one = Mask(text, 7), Mask("*7", 7)
    assert (several.total, several.states) == (one.total, one.states)
    assert several.nth(123456, 0, several.lines - 1) == 1234567


@pytest.mark.parametrize("text", HOSTILE)
def test_the_size_of_a_mask(text: str) -> None:
    """However it is made, it stays small."""
    assert Mask(text, 7).states <= 100


def test_the_size_of_a_mask_of_another_length() -> None:
    """That no line can match is known before its digits are: each state tells it at once."""
    assert Mask("777", 7).states == Mask("7" * 32, 7).states == 8


def test_lines_without_digits() -> None:
    """Behind a code of ten digits there is one line, and it is empty."""
    assert [Mask(text, 0).matches("") for text in ("", "*", "***", "7", "?")] == [
        *(True, True, True, False, False)
    ]


def test_how_many_masks_are_kept() -> None:
    """The latest, so that nobody fills the memory."""
    assert compiled.cache_info().maxsize == 128


@pytest.mark.properties
@given(st.sampled_from(["*", "*777*", "???00??", "7*", *HOSTILE]), st.data())
def test_the_steps_to_a_line(text: str, data: st.DataObject) -> None:
    """They do not grow with the lines to skip: a few for each digit, and none for a line."""
    mask = Mask(text, 7)
    bound = st.integers(0, mask.lines - 1)
    low, high = sorted((data.draw(bound), data.draw(bound)))
    assert steps(lambda: mask.count(low, high)) <= 7 * 100
    count = mask.count(low, high)
    if count:
        wanted = data.draw(st.integers(0, count - 1))
        assert steps(lambda: mask.nth(wanted, low, high)) <= 7 * 100
