"""YAML that is written for people."""

from scripts.plain_yaml import load_yaml, plain_yaml


def test_letters() -> None:
    """They stand there as they are."""
    assert plain_yaml({"city": "Москва"}, width=100) == "city: Москва\n"


def test_long_lines() -> None:
    """They are broken at the width, and read as one."""
    text = " ".join(["word"] * 30)
    written = plain_yaml({"text": text}, width=40)
    assert max(map(len, written.splitlines())) <= 45
    assert len(plain_yaml({"text": text}, width=1000).splitlines()) == 1
    assert load_yaml(written) == {"text": text}


def test_what_stands_in_several_places() -> None:
    """It is written out in each, in its order, and a text of several lines is a block."""
    twice: dict[str, object] = {"b": "1\n2\n", "a": []}
    assert plain_yaml([twice, twice], width=100) == "- b: |\n    1\n    2\n  a: []\n" * 2
