"""Test a server against the contract of the Plusofon number API.

    plusofon-contract BASE_URL        requests that read only, and with --allow-changes others
    plusofon-contract learn FILE      what recorded traffic says about the contract, as a patch
    plusofon-contract undo BASE_URL   undo what a run that was killed has left

The token is taken from the environment, PLUSOFON_TOKEN, and never printed. A difference on what the
contract has documented, sampled or observed is a broken promise; one on what it has inferred is
news about the provider.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn
from urllib.parse import urlsplit

from .errors import CannotRun
from .masks import keep_secret

PROGRAM = "plusofon-contract"
TOKEN = "PLUSOFON_TOKEN"  # noqa: S105 - its variable's name
SHOWN = 80


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and leaves the options to --help."""

    def error(self, message: str) -> NoReturn:
        """Exit with 2."""
        self.exit(2, f"{self.prog}: {message}. See --help.\n")


def main() -> None:
    """Exit with one of the codes that --help tells."""
    sys.exit(_main(sys.argv[1:]))


def _main(arguments: list[str]) -> int:
    name = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    try:
        return COMMANDS[name](arguments[1:] if name else arguments)
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        print(
            f"{error.name} is not installed. Run: pip install 'plusofon-numbers-mock[contract]'",
            file=sys.stderr,
        )
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001, RUF100 - no traceback reaches a user
        # Neither its text nor its notes: they may have the token.
        where = _where(error)
        print(
            f"{PROGRAM} failed, please report: {type(error).__name__} at {where}.", file=sys.stderr
        )
        return 70


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    place = ""
    while trace:
        name = Path(trace.tb_frame.f_code.co_filename)
        if name.parent.name in ("contract", "plusofon_numbers_contract", "report", "learning"):
            place = f"{name.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _test(arguments: list[str]) -> int:
    options = _read(arguments, TEST, "", __doc__)
    for path in (options.junit, options.json, options.html):
        _check_writable(path)
    document = _document(options)
    order = _order(options, document)
    from .command import carried_out, exit_code
    from .report.findings import as_json
    from .report.junit import as_junit
    from .report.page import as_page
    from .report.text import as_text

    with TemporaryDirectory(prefix=f"{PROGRAM}-") as folder:
        # Hypothesis would keep its tables where the command was started.
        os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", folder)
        findings = carried_out(document, order)
    print(as_text(findings, verbose=options.verbose), end="", flush=True)
    _write(options.junit, lambda: as_junit(findings))
    _write(
        options.json, lambda: _encoded(json.dumps(as_json(findings), ensure_ascii=False, indent=2))
    )
    _write(options.html, lambda: _encoded(as_page(findings)))
    return exit_code(findings)


def _undo(arguments: list[str]) -> int:
    options = _read(arguments, UNDO, "undo", "Undo what a run has left that was killed.")
    document = _document(options)
    from .command import undone

    findings = undone(document, _order(options, document))
    for step in findings.left:
        print(f"NOT UNDONE: {step}.")
    print("" if findings.left else "All is undone.")
    return 5 if findings.left else 0


def _learn(arguments: list[str]) -> int:
    from .learning.command import learned

    options = _read(arguments, LEARN, "learn", LEARN_TEXT)
    _check_writable(options.output)
    lesson = learned(_document(options), options.traffic, options.host)
    if options.output:
        _write(options.output, lambda: _encoded(lesson.patch))
    else:
        print(lesson.patch, end="", flush=True)
    print(lesson.summary, file=sys.stderr)
    return 0


def _read(
    arguments: list[str], options: dict[str, dict[str, Any]], name: str, text: str | None
) -> argparse.Namespace:
    from .codes import told_codes

    parser = Parser(
        prog=f"{PROGRAM} {name}".strip(),
        description=text,
        epilog=told_codes() if options is TEST else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for option, settings in options.items():
        parser.add_argument(option, **settings)
    return parser.parse_args(arguments)


def _document(options: argparse.Namespace) -> Any:
    from .document import DOCUMENT, Document

    return Document.load(options.document or DOCUMENT)


def _order(options: argparse.Namespace, document: Any) -> Any:
    from .command import Order
    from .offers import Allowance

    allowance = _allowance(options, Allowance)
    is_sure = getattr(options, "yes", True)
    if allowance.changes and not is_sure and not sys.stdin.isatty():
        raise CannotRun("Nobody can be asked here: with --allow-changes, say --yes as well.")
    return Order(
        base_url=options.base_url,
        headers=_headers(options, document),
        rate=options.rate,
        cases=getattr(options, "cases", 0),
        dice=getattr(options, "seed", 0),
        allowance=allowance,
        journal=options.journal,
        is_sure=is_sure,
    )


def _allowance(options: argparse.Namespace, kind: Any) -> Any:
    spends = getattr(options, "allow_spending", False)
    budget = (getattr(options, "max_roubles", None), getattr(options, "max_numbers", None))
    changes = getattr(options, "allow_changes", False)
    if spends and None in budget:
        raise CannotRun("--allow-spending needs a budget: --max-roubles and --max-numbers.")
    if not spends and budget != (None, None):
        raise CannotRun("--max-roubles and --max-numbers go with --allow-spending.")
    if spends and not changes:
        raise CannotRun("--allow-spending goes with --allow-changes: a purchase is a change.")
    given = (getattr(options, "number_id", None), getattr(options, "destination", None))
    if given != (None, None) and not changes:
        raise CannotRun("--number-id and --destination go with --allow-changes.")
    if given[1] and given[0] is None and not spends:
        raise CannotRun("--destination goes with --number-id: say whose calls go there.")
    return kind(changes, budget[0] if spends else None, budget[1] or 0, *given)


def _headers(options: argparse.Namespace, document: Any) -> dict[str, str]:
    token = os.environ.get(TOKEN, "")
    if not token:
        raise CannotRun(f"No token: set {TOKEN} in the environment.")
    if not re.fullmatch(r"[!-~]+", token):
        raise CannotRun(f"{TOKEN} has characters that no token has, such as spaces.")
    keep_secret(token)
    client = document.tree["components"]["securitySchemes"]["client"]
    return {
        "Authorization": f"Bearer {token}",
        client["name"]: options.client or client["x-default"],
        "Accept": "application/json",
    }


def _check_writable(path: Path | None) -> None:
    """Find out before the run that its report has a place. Raises CannotRun."""
    if path:
        try:
            with path.open("ab"):
                pass
        except OSError as error:
            reason = os.strerror(error.errno or 0).lower()
            raise CannotRun(f"{path} cannot be written: {reason}.") from None


def _write(path: Path | None, content: Callable[[], bytes]) -> None:
    if path:
        try:
            path.write_bytes(content())
        except OSError as error:
            reason = os.strerror(error.errno or 0).lower()
            raise CannotRun(f"{path} cannot be written: {reason}.") from None


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise argparse.ArgumentTypeError(f"{text[:SHOWN]} is no URL such as https://host/api/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError("BASE_URL has neither a user nor a query")
    return text.rstrip("/")


def _number(kind: type[Any], least: Any, most: Any, what: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        wrong = argparse.ArgumentTypeError(f'"{text[:SHOWN]}" is no {what} from {least} to {most}')
        if not re.fullmatch(r"[0-9]{1,16}" if kind is int else r"[0-9]{1,9}(\.[0-9]{1,6})?", text):
            raise wrong
        value = kind(text)
        if not kind(str(least)) <= value <= kind(str(most)):
            raise wrong
        return value

    return read


def _digits(text: str) -> str:
    if not re.fullmatch(r"\+?[0-9]{3,15}", text):
        raise argparse.ArgumentTypeError(
            f'"{text[:SHOWN]}" is no telephone number of 3 to 15 digits'
        )
    return text


_BASE_URL: dict[str, Any] = {
    "type": _url,
    "metavar": "BASE_URL",
    "help": "the server, with what all paths begin with: https://restapi.plusofon.ru/api/v1",
}
_DOCUMENT: dict[str, Any] = {
    "type": Path,
    "metavar": "FILE",
    "help": "the contract to go by (default: the one that comes with the command)",
}
_SHARED: dict[str, dict[str, Any]] = {
    "--rate": {
        "type": _number(float, "0.01", 1000, "number of requests a second"),
        "default": 1.0,
        "help": "requests a second, at most (default: 1)",
    },
    "--client": {"metavar": "CODE", "help": "the header Client (default: the contract's)"},
    "--journal": {
        "type": Path,
        "default": Path("plusofon-contract.journal"),
        "metavar": "FILE",
        "help": "where to write down what is to be undone (default: %(default)s); it has numbers,"
        " and goes once all is undone",
    },
    "--document": _DOCUMENT,
}
# By its name, what argparse is told of each option.
TEST: dict[str, dict[str, Any]] = {
    "base_url": _BASE_URL,
    "--cases": {
        "type": _number(int, 0, 100, "number"),
        "default": 2,
        "metavar": "N",
        "help": "bodies that schemathesis makes up for each operation, as many allowed as forbidden"
        " (default: %(default)s)",
    },
    "--seed": {
        "type": _number(int, 0, 999999999, "number"),
        "default": 1,
        "metavar": "N",
        "help": "what the dice begin with that make them up (default: %(default)s)",
    },
    "--allow-changes": {
        "action": "store_true",
        "help": "reserve and cancel, too; what is done is undone",
    },
    "--number-id": {
        "type": _number(int, 1, 9007199254740991, "id"),
        "metavar": "ID",
        "help": "an owned number, whose forwarding may be switched off (if it is off) and whose"
        " black list may be taken off for a moment",
    },
    "--destination": {
        "type": _digits,
        "metavar": "NUMBER",
        "help": "a telephone of yours that its calls may go to for a moment",
    },
    "--allow-spending": {
        "action": "store_true",
        "help": "buy one number, the cheapest that was seen, and release it; the money is gone",
    },
    "--max-roubles": {
        "type": _number(Decimal, 1, 100000, "amount of roubles"),
        "metavar": "N",
        "help": "what it may cost, connection and first rent together",
    },
    "--max-numbers": {
        "type": _number(int, 1, 100, "number"),
        "metavar": "N",
        "help": "how many numbers may be bought; it buys one",
    },
    "--yes": {"action": "store_true", "help": "carry the plan out without asking"},
    **_SHARED,
    "--verbose": {"action": "store_true", "help": "list the facts that held as well"},
    "--junit": {"type": Path, "metavar": "FILE", "help": "write the report as JUnit XML too"},
    "--json": {"type": Path, "metavar": "FILE", "help": "write the report as JSON too"},
    "--html": {"type": Path, "metavar": "FILE", "help": "write the report as one HTML page too"},
}
UNDO: dict[str, dict[str, Any]] = {"base_url": _BASE_URL, **_SHARED}
LEARN_TEXT = """Compare recorded traffic with the contract, and propose what it changes as a patch.

Nothing is sent. Tokens and telephone numbers are redacted before anything is written; from other
values only the shape is kept."""
LEARN: dict[str, dict[str, Any]] = {
    "traffic": {
        "type": Path,
        "metavar": "FILE",
        "help": "an HTTP Archive (of a browser, a proxy, schemathesis), or a schemathesis cassette",
    },
    "--host": {
        "metavar": "NAME",
        "help": "whose traffic counts (default: the live service's; a mock is no evidence)",
    },
    "--output": {
        "type": Path,
        "metavar": "FILE",
        "help": "where to write the patch (default: stdout)",
    },
    "--document": _DOCUMENT,
}
COMMANDS: dict[str, Callable[[list[str]], int]] = {"": _test, "undo": _undo, "learn": _learn}


if __name__ == "__main__":
    main()
