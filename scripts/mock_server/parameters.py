"""What an operation is asked for: path, query and body together, checked against the document."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import jsonschema_rs
import msgspec

from .document import JSON, Body, Operation, PathParameter, Schema
from .lenience import FORM, eased, form, is_json
from .refusals import Refused, cut, either, shown
from .request import Request

# What was expected, in words, for each keyword that can fail, from the keyword's value.
EXPECTED: Mapping[str, Callable[[Any], str]] = {
    "type": lambda value: either(_TYPES[name] for name in value),
    "enum": lambda value: either(value),
    "anyOf": lambda value: either(_expected(errors[0]) for errors in value),
    "const": lambda value: str(value),
    "minimum": lambda value: f"{value} or more",
    "maximum": lambda value: f"{value} or less",
    "minLength": lambda value: f"{value} or more characters",
    "maxLength": lambda value: f"{value} or fewer characters",
    "pattern": lambda value: f"a text that matches {value}",
    "minItems": lambda value: f"a list of {value} or more",
    "maxItems": lambda value: f"a list of {value} or fewer",
    "minProperties": lambda value: f"an object of {value} or more properties",
    "maxProperties": lambda value: f"an object of {value} or fewer properties",
    "uniqueItems": lambda _: "a list without repetitions",
    "additionalProperties": lambda names: f"an object without {cut(', '.join(names))}",
}
_TYPES: Mapping[str, str] = {
    "null": "null",
    "number": "a number",
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "integer": "an integer",
    "boolean": "true or false",
}
# What JavaScript sends for an object that nobody has written as JSON.
UNWRITTEN = b"[object Object]"
_NOTHING: dict[str, Any] = {}
_DIGITS = re.compile(r"-?[0-9]{1,20}")


def read(
    operation: Operation, texts: Mapping[str, str], request: Request, *, lenient: bool
) -> dict[str, Any]:
    """All parameters by name, checked. Raises Refused for the first that is wrong.

    Lenient, what the provider presumably tolerates is taken as it would take it.
    """
    path = _path(operation, texts) if texts else _NOTHING
    # The query is what was sent besides; where both name a parameter, the body wins.
    if lenient:
        sent = eased(operation.body, _easily(request))
    elif request.query_string:
        sent = _query(operation, request) | _body(operation, request)
    else:
        sent = _body(operation, request)
    if sent or operation.body.properties:
        _check(operation.body, sent)
    return path | sent if path else sent


def _path(operation: Operation, texts: Mapping[str, str]) -> dict[str, Any]:
    parameters = operation.parameters
    return {name: _path_value(parameters[name], text) for name, text in texts.items()}


def accepts(parameter: PathParameter, text: str) -> bool:
    """Whether a text in the path is a valid value of the parameter."""
    return parameter.validator.is_valid(_coerced(parameter.schema, text))


def _path_value(parameter: PathParameter, text: str) -> Any:
    value = _coerced(parameter.schema, text)
    if not parameter.validator.is_valid(value):
        raise _wrong(parameter.name, next(parameter.validator.iter_errors(value)))
    return value


def _query(operation: Operation, request: Request) -> dict[str, Any]:
    sent = request.query()
    if sent and operation.method != "GET":
        raise _unknown(operation.body, cut(next(iter(sent))), "query_on_write")
    for name in sent:
        if name.lstrip().startswith(("{", "[")):
            raise _unknown(operation.body, cut(name), "json_in_query")
    schemas = operation.body.properties
    return {name: _coerced(schemas.get(name, {}), text) for name, text in sent.items()}


def _easily(request: Request) -> dict[str, Any]:
    """What was sent, as far as it can be read."""
    raw, text = request.body(), request.query_string
    try:
        query = form(text.encode("latin-1").decode("utf-8", "replace"))
        if request.content_type == FORM:
            return query | form(raw.decode("utf-8", "replace"))
    except ValueError:
        raise _broken_body(raw or text.encode("latin-1")) from None
    try:
        return query | (_object(raw) if is_json(request.content_type) else {})
    except Refused:
        return query


def _body(operation: Operation, request: Request) -> dict[str, Any]:
    raw = request.body()
    if not raw and not operation.body.required:
        return {}
    if raw and request.content_type != JSON:
        if raw.strip() == UNWRITTEN:
            raise _broken_body(raw)
        came = request.content_type or "a body without a type"
        raise Refused("broken_body", "no_content_type", came=cut(came))
    return _object(raw)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = _JSON.decode(raw)
    except (msgspec.DecodeError, ValueError, ArithmeticError, RecursionError):
        raise _broken_body(raw) from None
    if not isinstance(value, dict):
        raise Refused("broken_body", came=shown(value))
    return value  # pyright: ignore[reportUnknownVariableType] - JSON is of any type


def _broken_body(raw: bytes) -> Refused:
    if raw.strip() == UNWRITTEN:
        return Refused("broken_body", "not_stringified", came=UNWRITTEN.decode())
    # Which byte was wrong is of little help; how it began is of more.
    came = shown(raw[:80].decode("utf-8", "replace"), 40) if raw else "nothing"
    return Refused("broken_body", came=came)


def _integral(text: str) -> int | float:
    """Read a number with a point; 1.0 is 1, which JSON Schema does not tell apart."""
    number = Decimal(text)
    if number.adjusted() > 300:
        raise ValueError(text)
    return int(number) if number == number.to_integral_value() else float(number)


_JSON = msgspec.json.Decoder(float_hook=_integral)


def _coerced(schema: Schema, text: str) -> Any:
    if schema.get("type") == "integer" and _DIGITS.fullmatch(text):
        return int(text)
    return text


def _check(body: Body, sent: Mapping[str, Any]) -> None:
    branch = "" if body.discriminator is None else _branch(body, body.discriminator, sent)
    validator = body.branches[branch]
    if validator.is_valid(sent):
        return
    unknown = [name for name in sent if name not in body.names[branch]]
    if unknown:
        raise _unknown(body, ", ".join(map(cut, unknown[:3])), branch=branch)
    error = _telling_error(validator, sent)
    if error.kind.name == "required":
        name = ".".join(map(str, (*error.instance_path, error.kind.value)))
        raise Refused("wrong_parameter", name=cut(name), expected="a value", came="nothing")
    raise _wrong(".".join(map(str, error.instance_path)) or "the body", error)


def _telling_error(
    validator: jsonschema_rs.Validator, sent: Mapping[str, Any]
) -> jsonschema_rs.ValidationError:
    # That something is missing tells more than what follows from it.
    try:
        return min(validator.iter_errors(sent), key=lambda error: error.kind.name != "required")
    except ValueError:
        # The validator goes no deeper than some hundred levels, and no parameter has two.
        raise Refused("broken_body", came="one that is nested too deep") from None


def _branch(body: Body, discriminator: str, sent: Mapping[str, Any]) -> str:
    """Find the branch of the body that the discriminator names."""
    value = sent.get(discriminator)
    if isinstance(value, str) and value in body.branches:
        return value
    raise Refused(
        "wrong_parameter",
        name=discriminator,
        expected=either(body.branches),
        came=shown(value) if discriminator in sent else "nothing",
    )


def _unknown(body: Body, names: str, hint: Any = None, branch: str = "") -> Refused:
    known = body.names.get(branch) or body.properties
    return Refused("unknown_parameter", hint, name=names, names=", ".join(known) or "none")


def _wrong(name: str, error: jsonschema_rs.ValidationError) -> Refused:
    came = shown(error.instance)
    return Refused("wrong_parameter", name=cut(name), expected=_expected(error), came=came)


def _expected(error: jsonschema_rs.ValidationError) -> str:
    kind = error.kind
    return EXPECTED.get(kind.name, lambda _: "what the document describes")(kind.value)
