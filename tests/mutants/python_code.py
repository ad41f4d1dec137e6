"""Mutants of Python: what mutmut changes, in whole modules, and a few changes that it has not.

mutmut runs a mutant through a trampoline in the healthy module. That changes how many steps a call
takes, which tests of this repository count, and leaves out all that is no function's body: tables,
properties, constants. So its operators are used, and each mutant is a module of its own.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, cast

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider
from mutmut.mutation import mutators

from tests.mutants.mutant import Mutant, difference

Operator = Callable[[Any], Iterable[cst.CSTNode]]
# Types, which nothing reads when the program runs, and what keeps attributes from being set: mypy
# and pyright look at them. So it is with the arguments frozen and gc of classes, and with strict of
# zip, which ruff demands: that lists are as long as each other holds without it; gc saves time.
TYPES = {"Literal", "TypeVar", "ParamSpec", "NewType", "cast", "dataclass"}
STATEMENTS = (cst.SimpleStatementLine, cst.BaseCompoundStatement)
# What stands in a body and does nothing.
IDLE = (cst.SimpleString, cst.ConcatenatedString, cst.Ellipsis)


def first_of(operator: Operator) -> Operator:
    """Only the first change that an operator makes of a node."""

    def first(node: Any) -> Iterable[cst.CSTNode]:
        yield from list(operator(node))[:1]

    first.__name__ = operator.__name__
    return first


def argument_dropped(node: cst.Call) -> Iterable[cst.CSTNode]:
    """Leave out an argument that has a name, or the last of several.

    An encoding is not left out, nor strict of zip: the linter demands them.
    """
    for index, argument in enumerate(node.args):
        if argument.keyword and argument.keyword.value in ("encoding", "strict"):
            continue
        last = index == len(node.args) - 1 and len(node.args) > 1
        if argument.keyword or argument.star or last:
            yield node.with_changes(args=[*node.args[:index], *node.args[index + 1 :]])


def condition_negated(node: cst.If | cst.While | cst.CompIf) -> Iterable[cst.CSTNode]:
    """Do what should be done only otherwise."""
    inside = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    yield node.with_changes(test=cst.UnaryOperation(cst.Not(), inside))


def statement_dropped(node: cst.SimpleStatementLine) -> Iterable[cst.CSTNode]:
    """Leave out a call, a raise, or a change of what is there."""
    match node.body:
        case [cst.Expr(value=value)] if not isinstance(value, IDLE):
            yield node.with_changes(body=[cst.Pass()])
        case [cst.Raise()] | [cst.Del()]:
            yield node.with_changes(body=[cst.Pass()])
        case _:
            return


def answer_dropped(node: cst.Return) -> Iterable[cst.CSTNode]:
    """Answer None."""
    if node.value and not isinstance(node.value, cst.Name | cst.Call):
        yield node.with_changes(value=cst.Name("None"))


# mutmut's first change of a string is another text. The others change the case of its letters: what
# finds the first finds them. Arguments and assignments become None with mutmut: mypy refuses that.
OPERATORS: dict[str, tuple[type[Any] | tuple[type[Any], ...], Operator]] = {
    "number": (cst.BaseNumber, mutators.operator_number),
    "text": (cst.BaseString, first_of(mutators.operator_string)),
    "truth": (cst.Name, mutators.operator_name),
    "sum": (cst.AugAssign, mutators.operator_augmented_assignment),
    "unary": (cst.UnaryOperation, mutators.operator_remove_unary_ops),
    "method": (cst.Call, mutators.operator_symmetric_string_methods_swap),
    "split": (cst.Call, mutators.operator_unsymmetrical_string_methods_swap),
    "lambda": (cst.Lambda, mutators.operator_lambda),
    "keyword": (cst.CSTNode, mutators.operator_keywords),
    "operator": (cst.CSTNode, mutators.operator_swap_op),
    "case": (cst.Match, mutators.operator_match),
    "choice": (cst.IfExp, mutators.operator_if_exp),
    "argument": (cst.Call, argument_dropped),
    "condition": ((cst.If, cst.While, cst.CompIf), condition_negated),
    "statement": (cst.SimpleStatementLine, statement_dropped),
    "answer": (cst.Return, answer_dropped),
}


class _Change(NamedTuple):
    kind: str
    place: str
    node: cst.CSTNode
    changed: cst.CSTNode
    lines: tuple[int, int]


class _Changes(cst.CSTVisitor):
    """Walks through a module and collects what becomes of its nodes, with kind and place."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Change] = []
        self._place: list[str] = []
        self._statements: list[int] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _is_type(node) or isinstance(node, cst.Import | cst.ImportFrom):
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._place.append(node.name.value)
        if isinstance(node, STATEMENTS):
            self._statements.append(self._range(node).start.line)
        for kind, (types, operator) in OPERATORS.items():
            if isinstance(node, types):
                self.found += [self._change(kind, node, changed) for changed in operator(node)]
        return True

    def _change(self, kind: str, node: cst.CSTNode, changed: cst.CSTNode) -> _Change:
        end = node.test if isinstance(node, cst.If | cst.While) else node
        first = self._statements[-1] if self._statements else 1
        last = self._range(end).end.line
        lines = min(first, last), max(first, last)
        return _Change(kind, ".".join(self._place) or "module", node, changed, lines)

    def _range(self, node: cst.CSTNode) -> CodeRange:
        found = self.get_metadata(PositionProvider, node)
        assert isinstance(found, CodeRange)
        return found

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef):
            self._place.pop()
        if isinstance(original_node, STATEMENTS) and not _is_type(original_node):
            self._statements.pop()


def mutants_of(file: str, healthy: str) -> Iterator[Mutant]:
    """Every mutant of a module that is still a program, each once."""
    wrapper = MetadataWrapper(cst.parse_module(healthy))
    changes = _Changes()
    wrapper.visit(changes)
    texts = {healthy}
    for each in changes.found:
        faulty = wrapper.module.deep_replace(each.node, each.changed)
        text = cast(cst.Module, faulty).code
        if text not in texts and _is_program(text):
            texts.add(text)
            changed = difference(healthy, text)
            yield Mutant(file, each.place, each.kind, *changed, text, each.lines)


def _is_type(node: cst.CSTNode) -> bool:
    match node:
        case cst.Annotation():
            return True
        case cst.Arg(keyword=cst.Name(value="frozen" | "gc" | "strict")):
            return True
        case cst.If(test=cst.Name(value="TYPE_CHECKING")):
            return True
        case cst.Subscript(value=cst.Name(value=name)) | cst.Call(func=cst.Name(value=name)):
            return name in TYPES
        case _:
            return False


def _is_program(text: str) -> bool:
    try:
        compile(text, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True
