"""Show what the client and the mock do together: from a search to an owned, forwarded number.

usage: python -m scripts.show_demo

Starts a mock on a free port of this machine, buys a number there, and ends the mock. Nothing
leaves the machine and nothing is charged.
"""

import re
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

from plusofon_numbers import NumberForward, OwnedNumber, Plusofon, PlusofonError


@contextmanager
def running_mock() -> Generator[str]:
    """The base URL of a mock that runs as long as it is needed.

    Raises:
        SystemExit: It did not start; its own words are on stderr.
    """
    command = [sys.executable, "-m", "scripts.mock_server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            url = re.search(r"http://\S+", line)
            if not url:
                sys.exit("make demo: the mock did not start")
            yield url[0]
        finally:
            process.terminate()


def show(plusofon: Plusofon) -> None:
    """Walk one number through its life, and say what happens."""
    say("Searching the shelf for a simple Moscow number for one user ...")
    page = plusofon.search_numbers(
        owner_type="personal", phone_type="abc", city_code=495, number_type="0"
    )
    offer = page.data[0]
    say(f"  {len(page.data)} of them on the first page; the first is {offer.number}:")
    say(f"  {offer.buy_price} roubles once, then {offer.period_price} roubles a month.")

    say("Reserving it for one hour ...")
    plusofon.reserve_number(number=offer.number, owner_type="personal", short=1)
    reservation = plusofon.list_reservations().data[0]
    say(f"  {reservation.number} is reserved until {reservation.reserved_untill}.")

    say("Buying it ...")
    plusofon.buy_numbers(numbers=[offer.number], owner_type="personal")
    owned = plusofon.list_numbers().data[0]
    say(f"  {owned.number} is ours now; its id is {owned.id}.")

    say("Forwarding its calls to +7 916 123-45-67 ...")
    plusofon.forward_numbers(
        NumberForward(numbers=[owned.id], destination_number="79161234567", cli_type="Y")
    )

    say("Listing what we own:")
    for number in plusofon.list_numbers().data:
        say(f"  {number.number}, {calls_of(number)}")


def calls_of(number: OwnedNumber) -> str:
    """Where the calls to a number go, for people."""
    if number.following is None:
        return "not forwarded"
    return f"forwarded: {number.following.name} ({number.following.cli_type})"


def say(line: str) -> None:
    """Print a line at once, so that it stands before whatever goes wrong next."""
    print(line, flush=True)


def main() -> None:
    """Run the demonstration."""
    with running_mock() as url:
        say(f"A mock of the number API runs at {url}")
        try:
            with Plusofon("test-demo", base_url=url) as plusofon:
                show(plusofon)
        except PlusofonError as error:
            sys.exit(f"make demo: {error}")
    say("Done; the mock has ended, and nothing was charged.")


if __name__ == "__main__":
    main()
