"""Make the calls of all vectors with the Python client, or one number's whole life with a sandbox.

Reads VECTORS and BASE_URL, or with FLOW=1 BASE_URL and PLUSOFON_TOKEN; prints a line of JSON for
each call or step. With --async the client that awaits does it.
"""

import asyncio
import json
import os
import re
import sys
from inspect import isawaitable
from pathlib import Path
from typing import Any

import msgspec
import plusofon_numbers
from plusofon_numbers import AsyncPlusofon, EmptyForward, NumberForward, Plusofon, PlusofonError

# An argument that is a word of Python has another name there.
RENAMED = {"type": "type_"}


def arguments_of(call: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a call, as the client's method takes them."""
    given: dict[str, Any] = dict(call["arguments"])
    if call["operation"] == "forwardNumbers":
        kind = given.pop("type")
        name = "".join(word.capitalize() for word in kind.split("_")) + "Forward"
        return {"forwarding": getattr(plusofon_numbers, name)(**given)}
    return {RENAMED.get(name, name): value for name, value in given.items()}


def method_of(operation: str) -> str:
    """The client's method for an operation."""
    return re.sub("([A-Z])", r"_\1", operation).lower()


def configuration_of(call: dict[str, Any]) -> dict[str, Any]:
    """What the client is told. Nothing is retried, so that each call is one request."""
    told = {"token": call["id"], "base_url": os.environ["BASE_URL"], "max_retries": 0}
    return told | ({"client_code": call["client"]} if "client" in call else {})


def value_of(answer: Any) -> Any:
    """An answer as the client delivers it: its objects, and from `raw` what these do not have."""
    return with_the_rest(msgspec.to_builtins(answer), json.loads(answer.raw.content))


def with_the_rest(value: Any, raw: Any) -> Any:
    """A value, and those properties that the document does not list."""
    match value:
        case {**known}:
            return raw | {name: with_the_rest(item, raw[name]) for name, item in known.items()}
        case [*listed]:
            return [with_the_rest(*each) for each in zip(listed, raw, strict=True)]
        case _:
            return value


def failed(error: PlusofonError) -> dict[str, Any]:
    """What the client says of a failure."""
    return {
        "error": type(error).__name__,
        "status": error.status,
        "message": error.message,
        "retry_after": getattr(error, "retry_after", None),
    }


async def outcome_of(
    call: dict[str, Any], client: type[Plusofon | AsyncPlusofon]
) -> dict[str, Any]:
    """Make a call; what came of it."""
    plusofon = client(**configuration_of(call))
    try:
        done = getattr(plusofon, method_of(call["operation"]))(**arguments_of(call))
        return {"value": value_of(await done if isawaitable(done) else done)}
    except PlusofonError as error:
        return failed(error)
    finally:
        await close(plusofon)


async def close(plusofon: Plusofon | AsyncPlusofon) -> None:
    """Close a client of either kind."""
    if isinstance(plusofon, Plusofon):
        plusofon.close()
    else:
        await plusofon.aclose()


async def run_vectors(client: type[Plusofon | AsyncPlusofon]) -> None:
    """Make the calls of all vectors."""
    for call in json.loads(Path(os.environ["VECTORS"]).read_text(encoding="utf-8")):
        say(id=call["id"], **await outcome_of(call, client))


async def run_flow(client: type[Plusofon | AsyncPlusofon]) -> None:
    """A number's life: search, reserve, buy, list, forward, switch that off, release."""
    plusofon = client(base_url=os.environ["BASE_URL"])

    async def ask(name: str, *given: Any, **named: Any) -> Any:
        done = getattr(plusofon, name)(*given, **named)
        return await done if isawaitable(done) else done

    page = await ask(
        "search_numbers", owner_type="personal", phone_type="abc", city_code=495, number_type="0"
    )
    number = page.data[0].number
    say(step="search", number=number)
    await ask("reserve_number", number=number, owner_type="personal", short=1)
    say(step="reserve", number=(await ask("list_reservations")).data[0].number)
    await ask("buy_numbers", numbers=[number], owner_type="personal")
    say(step="buy", number=number)
    owned = (await ask("list_numbers")).data[0]
    say(step="list", number=owned.number, id=owned.id)
    calls = NumberForward(numbers=[owned.id], destination_number="79161234567", cli_type="Y")
    await ask("forward_numbers", calls)
    say(step="forward", following=(await ask("list_numbers")).data[0].following.name)
    await ask("forward_numbers", EmptyForward(numbers=[owned.id]))
    say(step="unforward", following=(await ask("list_numbers")).data[0].following)
    await ask("release_number", owned.id)
    say(step="release", owned=(await ask("list_numbers")).total)
    await close(plusofon)


def say(**line: Any) -> None:
    """Print a line of JSON."""
    print(json.dumps(line, ensure_ascii=False), flush=True)


def main() -> None:
    """Run what the environment asks for."""
    client = AsyncPlusofon if "--async" in sys.argv else Plusofon
    asyncio.run(run_flow(client) if os.environ.get("FLOW") else run_vectors(client))


if __name__ == "__main__":
    main()
