"""What the page of the sandbox takes from its code: options, faults, magic numbers, limits."""

from collections.abc import Iterator
from contextlib import closing
from functools import cache, partial
from typing import Any

from scripts.build_docs.document import Document
from scripts.build_docs.language import Language
from scripts.build_docs.markdown import definition, definitions, inline, link
from scripts.build_docs.prose import linked
from scripts.mock_server import conditions, journal, limits, orders, request, sandbox
from scripts.mock_server.__main__ import OPTIONS
from scripts.mock_server.faults import WIRE
from scripts.mock_server.magic import MagicNumber, magic_numbers

FOLDER = "reference/"
# What stands between the thousands of a number.
THOUSANDS = {"en": ",", "ru": "\N{NO-BREAK SPACE}"}


def sandbox_parts(language: Language) -> dict[str, Any]:
    """What the page may ask for, by the name that it has there."""
    return {
        "sandbox_options": partial(option_list, language),
        "wire_faults": partial(fault_list, language),
        "magic_numbers": partial(magic_list, language),
        "conditions": partial(condition_list, language),
        "limit": partial(limit, language),
        "control_url": language.control["servers"][0]["url"],
    }


def option_list(language: Language) -> str:
    """Each option of the command, and what it does."""
    return definitions(
        definition(f"{inline(shown(name))} {{ #option{name[1:]} }}", said["description"])
        for name, said in language.words["options"].items()
    )


def shown(name: str) -> str:
    """An option with what it takes: `--store URL`."""
    option = OPTIONS[name]
    if "action" in option and option["action"] != "append":
        return name
    return f"{name} {option.get('metavar', name.strip('-').upper())}"


def fault_list(language: Language) -> str:
    """Each fault of the wire: what happens, and its magic number, which all operations share."""
    numbers = {each.fault: each.number for each in numbers_of_all() if each.fault}
    return definitions(
        definition(
            f"{inline(name)} {{ #fault-{name} }}",
            f"{language.words['faults'][name]['description']}"
            f" {language.say('magic number', number=inline(numbers[name]))}",
        )
        for name in WIRE
    )


def magic_list(language: Language) -> str:
    """Each magic number of an answer: which answer it stands for, of which operations."""
    by_number: dict[str, dict[str, list[str]]] = {}
    for each in numbers_of_all():
        if each.example:
            by_number.setdefault(each.number, {}).setdefault(each.example, []).append(
                each.operation
            )
    answers = examples_of(language)
    return definitions(
        definition(
            f"{inline(number)} {{ #magic-{number} }}", "\n".join(lines(language, it, answers))
        )
        for number, it in sorted(by_number.items())
    )


def lines(
    language: Language, by_example: dict[str, list[str]], answers: dict[str, str]
) -> Iterator[str]:
    """What a magic number stands for, a line for each answer."""
    for example, operations in by_example.items():
        yield f"- {answers[example]}: {those(language, operations)}"


def those(language: Language, operations: list[str]) -> str:
    """Some of the operations, as links; those that are left out, where they are fewer."""
    known = [each.name for each in Document(language.document).operations]
    missing = [name for name in known if name not in operations]
    if not missing:
        return language.say("all operations")
    if len(missing) < len(operations):
        return language.say("all operations but", names=names(language, missing))
    return names(language, operations)


def names(language: Language, operations: list[str]) -> str:
    """Operations as links."""
    return ", ".join(linked(name, language, FOLDER) for name in operations)


@cache
def numbers_of_all() -> list[MagicNumber]:
    """The magic numbers, as the sandbox itself lists them."""
    with closing(sandbox.create_sandbox()) as made:
        return magic_numbers(made.answers)


def examples_of(language: Language) -> dict[str, str]:
    """The answers of the document by their names there, each with the way to the errors."""
    document = Document(language.document)
    failures = {each.name for each in document.failures}
    found: dict[str, str] = {}
    for operation in document.operations:
        for answer in operation.answers:
            for key, node in answer.content["examples"].items():
                name = node.get("$ref", "").rpartition("/")[2]
                is_failure = name in failures
                found[key] = link(inline(key), f"errors.md#{name}") if is_failure else inline(key)
    return found


def condition_list(language: Language) -> str:
    """Each condition: how tokens of accounts begin that are in it, and what they are answered."""
    answers = examples_of(language)
    return definitions(
        definition(
            f"{inline(conditions.prefix(name))} {{ #condition-{name} }}",
            language.say("condition", condition=inline(name), answer=answers[example]),
        )
        for name, example in conditions.CONDITIONS.items()
    )


# What the sandbox takes, keeps and waits for at most, by the name that the page calls it.
LIMITS: dict[str, float] = {
    "accounts": sandbox.ROOM,
    "body": request.BODY_LIMIT,
    "head": limits.HEAD,
    "headers": limits.HEADERS,
    "slow": limits.SLOW,
    "idle": limits.IDLE,
    "connections": limits.CONNECTIONS,
    "faults": orders.MOST,
    "journal": journal.ENTRIES,
    "journal_bytes": journal.BYTES // 10**6,
    "journal_body": journal.BODY,
    "calls": conditions.CALLS_PER_MINUTE,
}


def limit(language: Language, name: str) -> str:
    """A limit as the language writes numbers."""
    return f"{LIMITS[name]:,.0f}".replace(",", THOUSANDS[language.code])
