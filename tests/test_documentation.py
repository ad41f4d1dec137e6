"""What help() tells: of every public class, method and argument, what it is for."""

import ast
import dataclasses
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import msgspec
import plusofon_numbers
import pytest

from tests.bridge import snake_case
from tests.contract import OPERATIONS

PACKAGE = plusofon_numbers.__name__
CLASSES: dict[str, type[Any]] = {
    name: found
    for name in plusofon_numbers.__all__
    if isinstance(found := getattr(plusofon_numbers, name), type)
}
CLIENTS = [plusofon_numbers.Plusofon, plusofon_numbers.AsyncPlusofon]
each_client = pytest.mark.parametrize("client", CLIENTS)


def section(documentation: str, name: str) -> str:
    """A section of a docstring, such as Args; empty where there is none."""
    found = f"\n{documentation}\n\n".partition(f"\n{name}:\n")[2]
    return found.partition("\n\n")[0]


def entries(documentation: str, name: str) -> list[str]:
    """What a section tells about: the names in front of the colons."""
    lines = section(documentation, name).splitlines()
    entries = [line.strip() for line in lines if line.startswith("    ") and line[4] != " "]
    return [entry.partition(": ")[0] for entry in entries if entry.partition(": ")[2]]


def told(thing: object) -> str:
    """The docstring of a thing itself, not of what it inherits from."""
    return inspect.cleandoc(thing.__doc__ or "")


def members(owner: type[Any]) -> Iterator[tuple[str, Any]]:
    """The public methods and properties of a class that this package wrote."""
    for base in owner.__mro__:
        if base.__module__.startswith(PACKAGE):
            for name, member in vars(base).items():
                is_method = inspect.isfunction(member) or isinstance(
                    member, property | classmethod | staticmethod
                )
                if is_method and not name.startswith("_"):
                    yield f"{owner.__name__}.{name}", member


def fields_told(owner: type[Any]) -> set[str]:
    """The fields of a class that have a docstring below them, or are told of above."""
    told_of: set[str] = set()
    for base in owner.__mro__:
        if base.__module__.startswith(PACKAGE):
            told_of |= {*entries(told(base), "Attributes"), *entries(told(base), "Args")}
            (tree,) = ast.parse(textwrap.dedent(inspect.getsource(base))).body
            assert isinstance(tree, ast.ClassDef)
            for node, below in zip(tree.body, tree.body[1:], strict=False):
                match node, below:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(
                        value=ast.Constant(value=str())
                    ):
                        told_of.add(name)
                    case _:
                        pass
    return told_of


def fields(owner: type[Any]) -> set[str]:
    """What a class is made of and made with."""
    if issubclass(owner, msgspec.Struct):
        return set(owner.__struct_fields__)
    if dataclasses.is_dataclass(owner):
        return {field.name for field in dataclasses.fields(owner)}
    return {*arguments(owner.__init__), *annotated(owner)}


def annotated(owner: type[Any]) -> set[str]:
    """The public attributes that the classes of this package declare."""
    own = [base for base in owner.__mro__ if base.__module__.startswith(PACKAGE)]
    names = {name for base in own for name in inspect.get_annotations(base)}
    return {name for name in names if not name.startswith("_")}


def arguments(function: Any) -> list[str]:
    """The names of what a function takes, but for the object that it belongs to."""
    names = [
        parameter.name
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    ]
    return [name for name in names if name not in ("self", "cls")]


@pytest.mark.parametrize("owner", CLASSES.values(), ids=CLASSES)
def test_a_class(owner: type[Any]) -> None:
    """It is told what it is, and so is each of its fields and arguments."""
    assert told(owner)
    is_whole = issubclass(owner, msgspec.Struct) or dataclasses.is_dataclass(owner)
    has_own = any("__init__" in vars(b) for b in owner.__mro__ if b.__module__.startswith(PACKAGE))
    if is_whole or has_own:
        assert sorted(fields(owner) - fields_told(owner)) == []


@pytest.mark.parametrize("owner", CLASSES.values(), ids=CLASSES)
def test_the_methods_of_a_class(owner: type[Any]) -> None:
    """Each is told what it does, and what each of its arguments is."""
    gaps: list[str] = []
    for name, member in members(owner):
        function = member.fget if isinstance(member, property) else inspect.unwrap(member)
        function = getattr(function, "__func__", function)
        if not told(function):
            gaps.append(name)
        names = entries(told(function), "Args")
        gaps += [f"{name}({each})" for each in arguments(function) if each not in names]
    assert gaps == []


@each_client
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_method_that_calls_the_service(client: type[Any], operation: str) -> None:
    """It is told what it answers, what it raises, how it is called, and what it comes from."""
    method = getattr(client, snake_case(operation))
    documentation = told(method)
    described = OPERATIONS[operation]
    raised = entries(documentation, "Raises")
    assert entries(documentation, "Args") == [] or len(arguments(method)) > 0
    assert section(documentation, "Returns")
    assert "InvalidRequest" in raised
    assert [name for name in raised if name not in plusofon_numbers.__all__] == []
    assert f"plusofon.{method.__name__}(" in section(documentation, "Example")
    compile(
        section(documentation, "Example").strip(), operation, "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    )
    assert f"\nSource: {described.method} {described.path}, " in documentation


@each_client
def test_what_help_shows(client: type[Any], capsys: pytest.CaptureFixture[str]) -> None:
    """`help(Plusofon.buy_numbers)` warns of the money, and tells each argument."""
    help(client.buy_numbers)
    shown = capsys.readouterr().out
    for words in ("Spends money", "numbers: ", "owner_type: ", "max_price: ", "OutcomeUnknown: "):
        assert words in shown
    assert "One of 'business', 'personal'." in shown
    assert "A text of these digits will do as well." in " ".join(shown.split())
    help(client.search_numbers)
    assert "'0' (simple), '5' (bronze), " in " ".join(capsys.readouterr().out.split())
    help(client.forward_numbers)
    shown = capsys.readouterr().out
    forwards = [name for name in plusofon_numbers.__all__ if name.endswith("Forward")]
    assert len(forwards) > 5
    assert [name for name in forwards if not re.search(rf"\b{name}[,.]", shown)] == []


@pytest.mark.parametrize("name", plusofon_numbers.__all__)
def test_what_is_called_in_python(name: str) -> None:
    """Where the document names an operation, the client names the method."""
    found = getattr(plusofon_numbers, name)
    source = inspect.getsource(found) if isinstance(found, type) else ""
    told_of = [told(found), *re.findall(r'"""(.*?)"""', source, re.DOTALL)]
    assert [text for text in told_of if re.search(rf"\b({'|'.join(OPERATIONS)})\b", text)] == []
