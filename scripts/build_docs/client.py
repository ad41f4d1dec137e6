"""The reference of the Python client, from its docstrings, as help() tells them."""

import ast
from collections.abc import Iterator
from typing import Any

import griffe

from scripts.build_docs.language import ROOT, BuildFailed, Language
from scripts.build_docs.markdown import (
    code,
    definition,
    definitions,
    heading,
    inline,
    link,
    paragraphs,
    small,
)

SOURCE = ROOT / "generated" / "python"
PACKAGE = "plusofon_numbers"
FOLDER = "python-client"
CLIENTS = {"Plusofon": "plusofon", "AsyncPlusofon": "async-plusofon"}
ORDER = ("plusofon", "async-plusofon", "errors", "answers", "requests", "values")
# What a class is, by a class that it comes from; anything else is a value.
KINDS = {"PlusofonError": "errors", "Answer": "answers", "Request": "requests"}
SECTIONS = {"parameters": "arguments", "attributes": "attributes", "raises": "raises"}


class UnknownSection(BuildFailed):
    """A docstring tells something in a way that no page has a place for."""


def client_pages(language: Language) -> dict[str, str]:
    """The Markdown of each page of the client's reference, by its path below the language."""
    package = load_package()
    sorted_out: dict[str, list[Any]] = {}
    for name in exported(package):
        sorted_out.setdefault(page_of(package[name]), []).append(package[name])
    pages = {f"{FOLDER}/{page}.md": class_page(language, page, sorted_out[page]) for page in ORDER}
    return {f"{FOLDER}/index.md": index_page(language, sorted_out), **pages}


def load_package() -> Any:
    """The package, read without being run."""
    loader = griffe.GriffeLoader(
        search_paths=[SOURCE], docstring_parser="google", docstring_options={"warnings": False}
    )
    package = loader.load(PACKAGE)
    loader.resolve_aliases(implicit=True)
    return package


def exported(package: Any) -> list[str]:
    """The names that the package exports."""
    return sorted(str(name).strip("'\"") for name in package.exports)


def page_of(thing: Any) -> str:
    """Which page something stands on."""
    if thing.name in CLIENTS:
        return CLIENTS[thing.name]
    if thing.is_class:
        bases = {base.rpartition(".")[2] for base in ancestors(thing)}
        for base, page in KINDS.items():
            if base in bases:
                return page
    return "values"


def ancestors(thing: Any) -> Iterator[str]:
    """The names of what a class comes from, and of the class itself."""
    yield thing.name
    for base in thing.mro():
        yield base.name


def index_page(language: Language, sorted_out: dict[str, list[Any]]) -> str:
    """What there is, on which page."""
    sections = [
        paragraphs(
            heading(2, link(language.say(f"client {page}"), f"{page}.md"), page),
            ", ".join(
                link(inline(each.name), f"{page}.md#{each.name}") for each in sorted_out[page]
            ),
        )
        for page in ORDER
    ]
    return paragraphs(
        heading(1, language.say("python client"), FOLDER),
        language.say("client intro"),
        *sections,
    )


def class_page(language: Language, page: str, things: list[Any]) -> str:
    """The things of one page."""
    return paragraphs(
        heading(1, language.say(f"client {page}"), page),
        *(thing_section(language, each) for each in things),
    )


def thing_section(language: Language, thing: Any) -> str:
    """A class, or a name for something else."""
    parts = [heading(2, inline(thing.name), thing.name)]
    if thing.is_class:
        bases = [str(base) for base in thing.bases]
        parts.append(small(inline(f"class {thing.name}({', '.join(bases)})")))
        parts.append(told(language, thing))
        parts.append(definitions(fields(language, thing)))
        parts += [method_section(language, thing, each) for each in methods(thing)]
    else:
        parts.append(code(f"{thing.name} = {thing.value}", "python"))
        parts.append(told(language, thing))
    return paragraphs(*parts)


def own(thing: Any) -> Iterator[Any]:
    """The public members that a class of this package brings, its own and those it inherits."""
    for name, member in thing.all_members.items():
        if not name.startswith("_") and member.docstring:
            yield member


def fields(language: Language, thing: Any) -> Iterator[str]:
    """The fields and properties of a class that are told of."""
    for member in own(thing):
        if member.is_attribute:
            anchor = f"{thing.name}.{member.name}"
            annotation = f" {inline(type_of(member.annotation))}" if member.annotation else ""
            term = f"{inline(member.name)}{annotation} {{ #{anchor} }}"
            yield definition(term, told(language, member))


def type_of(annotation: Any) -> str:
    """A type for people: without the limits that msgspec is told beside it."""
    return ast.unparse(Unlimited().visit(ast.parse(str(annotation), mode="eval")))


class Unlimited(ast.NodeTransformer):
    """Puts the type into the place of each `Annotated[type, limits]`."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """Look into the type, whether or not it is limited."""
        match node:
            case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *_])):
                changed: ast.AST = self.visit(inner)
                return changed
            case _:
                return self.generic_visit(node)


def methods(thing: Any) -> Iterator[Any]:
    """The methods of a class that are told of."""
    return (member for member in own(thing) if member.is_function)


def method_section(language: Language, owner: Any, method: Any) -> str:
    """A method: its signature, and what its docstring tells."""
    anchor = f"{owner.name}.{method.name}"
    return paragraphs(
        heading(3, inline(method.name), anchor),
        code(signature(method), "python"),
        told(language, method),
    )


def signature(method: Any) -> str:
    """A signature, one argument a line."""
    parameters = [str(each) for each in spelt_parameters(method)]
    prefix = "async def" if "async" in method.labels else "def"
    prefix = f"@classmethod\n{prefix}" if "classmethod" in method.labels else prefix
    returns = f" -> {method.returns}" if method.returns else ""
    if len(parameters) <= 1:
        return f"{prefix} {method.name}({', '.join(parameters)}){returns}"
    lines = "".join(f"    {each},\n" for each in parameters)
    return f"{prefix} {method.name}(\n{lines}){returns}"


def spelt_parameters(method: Any) -> Iterator[str]:
    """The arguments of a method, without self."""
    named = False
    for each in method.parameters:
        if each.name in ("self", "cls"):
            continue
        if each.kind is griffe.ParameterKind.keyword_only and not named:
            yield "*"
            named = True
        stars = {"variadic positional": "*", "variadic keyword": "**"}.get(str(each.kind.value), "")
        annotation = f": {type_of(each.annotation)}" if each.annotation else ""
        default = "" if each.default is None or stars else f" = {each.default}"
        yield f"{stars}{each.name}{annotation}{default}"


def told(language: Language, thing: Any) -> str:
    """A docstring, its sections as definition lists."""
    if not thing.docstring:
        return ""
    return paragraphs(*(section(language, each) for each in thing.docstring.parse("google")))


def section(language: Language, part: Any) -> str:
    """A section of a docstring."""
    kind = str(part.kind.value)
    if kind == "text":
        return str(part.value)
    if kind in SECTIONS:
        return paragraphs(
            f"**{language.say(SECTIONS[kind])}**", definitions(items(part.value, kind))
        )
    if kind == "returns":
        answers = " ".join(str(each.description) for each in part.value)
        return definition(language.say("returns"), answers)
    if kind == "admonition" and part.title == "Example":
        return f"**{language.say('example of a call')}**\n\n{code(part.value.contents, 'python')}"
    raise UnknownSection(f"a docstring has a section of the kind {kind}")


def items(entries: Any, kind: str) -> Iterator[str]:
    """The entries of a section: an argument, a field or an exception, and what is said about it."""
    for each in entries:
        name = str(each.annotation) if kind == "raises" else each.name
        yield definition(inline(name), str(each.description))
