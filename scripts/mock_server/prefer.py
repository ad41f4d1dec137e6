"""The header Prefer (RFC 7240), with the preferences that Prism reads, and one of our own.

`code` and `example` name an answer of the document, `fault` one of the wire. All others are
ignored, as the RFC has it. `;` is read like `,`, since both are in use.
"""

import re
from collections.abc import Iterable

from .faults import WIRE, Effect, Faults, Order
from .refusals import Refused, cut, either, shown

OURS = ("code", "example", "fault")
_PREFERENCE = re.compile(
    r"""([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?"""
)


def preferences(header: str) -> dict[str, str]:
    """Read the header; of a preference that is there twice the first counts."""
    found: dict[str, str] = {}
    for name, quoted, plain in _PREFERENCE.findall(header):
        found.setdefault(name.lower(), re.sub(r"\\(.)", r"\1", quoted) or plain)
    return found


def preferred(header: str, faults: Faults, operation: str) -> Effect | None:
    """What a caller prefers; None without a preference of ours.

    Raises Refused when the operation cannot be answered so; it lists what it can be.
    """
    found = preferences(header)
    asked = {name: found[name] for name in OURS if name in found}
    if not asked:
        return None
    order = _order(asked, faults, operation)
    effect = faults.effect(order, operation)
    if effect is None:
        raise _unknown("example", operation, _names(faults, operation, order.status), asked)
    applied = ", ".join(f"{name}={value}" for name, value in asked.items())
    return effect._replace(applied=applied)


def _order(asked: dict[str, str], faults: Faults, operation: str) -> Order:
    if "fault" in asked:
        if len(asked) > 1:
            expected = "either fault alone, or code and example"
            raise Refused("wrong_parameter", name="Prefer", expected=expected, came="all of them")
        if asked["fault"] not in WIRE:
            raise _unknown("fault", operation, WIRE, asked)
        return Order(fault=asked["fault"])
    return Order(status=_status(asked, faults, operation), example=asked.get("example"))


def _status(asked: dict[str, str], faults: Faults, operation: str) -> int | None:
    if "code" not in asked:
        return None
    known = {str(answer.status): answer.status for answer in faults.answers.of(operation)}
    if asked["code"] not in known:
        raise _unknown("code", operation, known, asked)
    return known[asked["code"]]


def _names(faults: Faults, operation: str, status: int | None) -> dict[str, None]:
    return dict.fromkeys(answer.name for answer in faults.answers.list(operation, status))


def _unknown(
    preference: str, operation: str, known: Iterable[str], asked: dict[str, str]
) -> Refused:
    code = f" with code {asked['code']}" if preference == "example" and "code" in asked else ""
    return Refused(
        "wrong_parameter",
        name=f"Prefer: {preference}{code} of {operation}",
        expected=either(known),
        came=shown(cut(asked[preference])),
    )
