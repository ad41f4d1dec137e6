"""What is hidden before anything is written: tokens, and telephone numbers."""

import re
from typing import Any

from .document import is_list, is_object

HIDDEN = "[hidden]"
# Seven digits or more in a row, or in groups as people write a telephone number.
_DIGITS = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?")
_BEARER = re.compile(r"(?i)\b(bearer|basic|token)\s+[^\s\"',;]+")
_LONG = re.compile(r"\b(?=[A-Za-z_-]*\d)[\w-]{32,}(?:\.[\w-]+)*|\beyJ[\w-]+(?:\.[\w-]*)*")
_SECRET = re.compile(r"(?i)token|secret|passw|authori[sz]ation|cookie|api.?key|session|csrf|^pin$")
LAST = 2
# Shorter texts would be found in words that are no secret.
LEAST = 4


# What is hidden wherever it turns up, as it stands.
_SECRETS: set[str] = set()


def keep_secret(text: str) -> None:
    """Hide a text from now on."""
    if len(text) >= LEAST:
        _SECRETS.add(text)


def masked(value: Any) -> Any:
    """A value without tokens, and with the last two digits of telephone numbers only."""
    if is_object(value):
        return {
            masked_text(name): HIDDEN if is_secret_name(name) else masked(inner)
            for name, inner in value.items()
        }
    if is_list(value):
        return [masked(inner) for inner in value]
    if isinstance(value, str):
        return masked_text(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**9:
        return masked_text(str(value))
    return value


def masked_text(text: str) -> str:
    """A text without them."""
    for secret in sorted(_SECRETS, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    text = _BEARER.sub(rf"\1 {HIDDEN}", text)
    text = _LONG.sub(HIDDEN, text)
    times = [match.span() for match in _TIME.finditer(text)]

    def hide(match: re.Match[str]) -> str:
        if any(start <= match.start() and match.end() <= end for start, end in times):
            return match[0]
        digits = re.sub(r"\D", "", match[0])
        return "•" * (len(digits) - LAST) + digits[-LAST:]

    return _DIGITS.sub(hide, text)


def is_secret_name(name: str) -> bool:
    """Whether what has this name is nobody's business."""
    return bool(_SECRET.search(name))
