"""A walk through the operations, by the document's links and by chance, beside a model."""

import itertools
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from scripts.mock_server import Clock, create_app
from tests.account import START, Account
from tests.contract import OPERATIONS, is_list, is_object, resolve
from tests.model import Held

pytestmark = pytest.mark.properties


# Where a link leads to, told by operation and name: the request that it makes of an answer.
LINKS = [
    (operation.name, name, link)
    for operation in OPERATIONS.values()
    for name, link in sorted(
        resolve(operation.definition["responses"]["200"]).get("links", {}).items()
    )
]
SEARCHES: list[dict[str, Any]] = [
    {},
    {"owner_type": "business"},
    {"phone_type": "def", "owner_type": "personal"},
    {"phone_type": "800"},
    {"city_code": 495, "number_type": "0"},
    {"phone_number": "*77"},
    {"phone_number": "?1*"},
    {"region": 65, "owner_type": "business"},
]
FORWARDINGS: list[dict[str, Any]] = [
    {"type": "empty"},
    {"type": "sip", "sip_id": 73, "cli_type": "Y"},
    {"type": "sip", "sip_id": 99, "cli_type": "Y"},
    {"type": "number", "destination_number": "79161234567", "cli_type": "N"},
    {"type": "number", "destination_number": "79161234567", "cli_type": "Q"},
    {"type": "group", "group_id": 16, "cli_type": "Y"},
    {
        "type": "amo",
        "host": "test.amocrm.ru",
        "cli_type": "N",
        "type_default": "sip",
        "sip_id": 73,
        "cli_type_default": "Y",
    },
    {
        "type": "bitrix",
        "host": "test.bitrix24.ru",
        "cli_type": "Y",
        "type_default": "group",
        "group_id": 16,
        "cli_type_default": "N",
    },
]


def evaluated(node: Any, request: Any, answer: Any) -> Any:
    """A link's argument with its expressions replaced by what they point to.

    Raises:
        LookupError: They point to nothing in this answer.
    """
    if is_object(node):
        return {name: evaluated(item, request, answer) for name, item in node.items()}
    if is_list(node):
        return [evaluated(item, request, answer) for item in node]
    source, _, pointer = str(node).partition("#/")
    if source not in ("$response.body", "$request.body"):
        return node
    value = answer if source == "$response.body" else request
    for step in pointer.split("/"):
        value = value[int(step) if is_list(value) else step]
    return value


class Walk(RuleBasedStateMachine):
    """Two accounts of one mock, each beside its model; time passes for both."""

    awaits = False
    accounts = st.sampled_from([0, 1])
    chance = st.integers(min_value=0, max_value=9999)
    owner_types = st.sampled_from(["business", "personal"])

    def __init__(self) -> None:
        super().__init__()
        self.mock = create_app(clock=Clock(START))
        tokens = ("test-alice", "test-bob")
        self.both = [Account(self.mock, token, awaits=self.awaits) for token in tokens]

    @initialize(owner_types=st.lists(owner_types, min_size=2, max_size=6))
    def start_with_something(self, owner_types: list[str]) -> None:
        """An account that holds nothing has little to lose: let both own and reserve."""
        for account, step in itertools.product(self.both, range(len(owner_types))):
            owner_type, offers = owner_types[step], account.model.shelf
            free = [n for n in sorted(account.model.free) if offers[n]["owner_type"] == owner_type]
            number = free[step * 40 % len(free)]
            account.change("reserveNumber", {"number": number, "owner_type": owner_type})
            if step < len(owner_types) - 1:
                account.change("buyNumbers", {"numbers": [number], "owner_type": owner_type})

    def number(self, account: Account, chance: int) -> int:
        """A number that is reserved, owned, free, or unknown: each as likely."""
        model = account.model
        kinds = [[*model.reserved], [*model.owned], sorted(model.free), [4950000000]]
        some = [kind for kind in kinds if kind][chance % sum(map(bool, kinds))]
        return some[chance // 4 % len(some)]

    def id(self, wanted: dict[int, Held], other: dict[int, Held], chance: int) -> int:
        """An id: mostly one that is wanted, sometimes one of another kind, or of nothing."""
        ids = [held.id for held in [*wanted.values()] * 3 + [*other.values()] if held.id]
        return [*ids, 987654321][chance % (len(ids) + 1)]

    def owned_id(self, account: Account, chance: int) -> int:
        """The id of an owned number, mostly."""
        return self.id(account.model.owned, account.model.reserved, chance)

    @rule(
        who=accounts, link=st.sampled_from(LINKS), filters=st.sampled_from(SEARCHES), chance=chance
    )
    def follow_a_link(self, who: int, link: Any, filters: dict[str, Any], chance: int) -> None:
        """What an answer leads to by the document is what the model expects."""
        account, (producer, _, target) = self.both[who], link
        request: Any = filters if producer == "searchNumbers" else None
        if producer in ("reserveNumber", "buyNumbers"):
            free = sorted(account.model.free)
            number = free[chance % len(free)]
            request = {"number": number, "owner_type": account.model.shelf[number]["owner_type"]}
            account.change("reserveNumber", request)
        elif producer in ("forwardNumbers", "assignBlackList"):
            pass
        else:
            account.call(producer, request)
        answer = msgspec.json.decode(account.recorder.content)
        try:
            body = evaluated(target.get("requestBody"), request, answer)
            parameters = tuple(
                evaluated(list(target.get("parameters", {}).values()), request, answer)
            )
        except LookupError:
            return  # an empty page leads nowhere
        if OPERATIONS[target["operationId"]].method == "GET":
            account.call(target["operationId"], body)
        else:
            account.change(target["operationId"], body, parameters)

    @rule(who=accounts, chance=chance, owner_type=owner_types, short=st.sampled_from([None, 1]))
    def reserve(self, who: int, chance: int, owner_type: str, short: int | None) -> None:
        """Reserve a number."""
        account = self.both[who]
        body = {"number": self.number(account, chance), "owner_type": owner_type}
        account.change("reserveNumber", body | ({"short": short} if short else {}))

    @rule(
        who=accounts,
        chances=st.lists(chance, min_size=1, max_size=4),
        short=st.sampled_from([None, 1]),
    )
    def reserve_what_is_free(self, who: int, chances: list[int], short: int | None) -> None:
        """Reserve numbers that can be reserved."""
        account = self.both[who]
        for chance in chances:
            number = sorted(account.model.free)[chance % len(account.model.free)]
            body = {"number": number, "owner_type": account.model.shelf[number]["owner_type"]}
            account.change("reserveNumber", body | ({"short": short} if short else {}))

    @rule(who=accounts, chance=chance)
    def cancel(self, who: int, chance: int) -> None:
        """Cancel a reservation."""
        account = self.both[who]
        account.change(
            "cancelReservation",
            parameters=(self.id(account.model.reserved, account.model.owned, chance),),
        )

    @rule(who=accounts, chances=st.lists(chance, min_size=1, max_size=3), owner_type=owner_types)
    def buy(self, who: int, chances: list[int], owner_type: str) -> None:
        """Buy numbers, the first of them often one that can be bought."""
        account = self.both[who]
        held = account.model.reserved
        first = [number for number in held if held[number].owner_type == owner_type][:1]
        numbers = [*first, *(self.number(account, chance) for chance in chances)]
        unique = list(dict.fromkeys(numbers))
        account.change("buyNumbers", {"numbers": unique, "owner_type": owner_type})

    @rule(who=accounts, chance=chance, owner_type=owner_types)
    def buy_one_for_a_use(self, who: int, chance: int, owner_type: str) -> None:
        """Buy one that is reserved, perhaps for the other use."""
        account = self.both[who]
        held = [*account.model.reserved]
        if held:
            number = held[chance % len(held)]
            account.change("buyNumbers", {"numbers": [number], "owner_type": owner_type})

    @rule(who=accounts, owner_type=owner_types)
    def buy_what_is_reserved(self, who: int, owner_type: str) -> None:
        """Buy all that is reserved for one use."""
        account = self.both[who]
        held = account.model.reserved
        numbers = [number for number, one in held.items() if one.owner_type == owner_type]
        if numbers:
            account.change("buyNumbers", {"numbers": numbers, "owner_type": owner_type})

    @rule(who=accounts, chance=chance)
    def release(self, who: int, chance: int) -> None:
        """Release a number."""
        account = self.both[who]
        account.change("releaseNumber", parameters=(self.owned_id(account, chance),))

    @rule(
        who=accounts,
        chances=st.lists(chance, min_size=1, max_size=2),
        ways=st.lists(st.sampled_from(FORWARDINGS), min_size=2, max_size=5),
    )
    def forward(self, who: int, chances: list[int], ways: list[dict[str, Any]]) -> None:
        """Forward numbers one way after another."""
        account = self.both[who]
        ids = list(dict.fromkeys(self.owned_id(account, chance) for chance in chances))
        for way in ways:
            account.change("forwardNumbers", way | {"numbers": ids})
            account.check()

    @rule(who=accounts, chance=chance, black_list=st.sampled_from([None, 15, 99]))
    def black_list(self, who: int, chance: int, black_list: int | None) -> None:
        """Assign a black list, or take it off."""
        account = self.both[who]
        body: dict[str, Any] = {"numbers": [self.owned_id(account, chance)]}
        body |= {} if black_list is None else {"contact_list_id": black_list}
        account.change("assignBlackList", body)

    @rule(who=accounts, filters=st.sampled_from(SEARCHES))
    def search(self, who: int, filters: dict[str, Any]) -> None:
        """Search the shelf, all pages."""
        self.both[who].check_search(filters)

    @rule(who=accounts, kind=st.sampled_from(["abc", "def", "800"]))
    def list_one_kind(self, who: int, kind: str) -> None:
        """List what is held of one kind, all pages."""
        account = self.both[who]
        for operation, held in (
            ("listNumbers", account.model.owned),
            ("listReservations", account.model.reserved),
        ):
            found = {int(item.number[1:]) for item in account.pages(operation, phone_type=kind)}
            offers = account.model.shelf
            assert found == {n for n in held if offers[n]["phone_type"] == kind}, operation

    @rule(amount=st.sampled_from([timedelta(minutes=m) for m in (10, 59, 60, 24 * 60)]))
    def wait(self, amount: timedelta) -> None:
        """Let time pass."""
        self.mock.sandbox.clock.advance(seconds=amount.total_seconds())
        for account in self.both:
            account.model.advance(amount)

    @invariant()
    def accounts_are_as_the_models_say(self) -> None:
        """One holder per number; a refused request, and what others do, changes nothing."""
        for account in self.both:
            account.check()

    def teardown(self) -> None:
        """Nothing has appeared or vanished."""
        for account in self.both:
            account.check_shelf()


class AwaitedWalk(Walk):
    """The same walk with the client that awaits."""

    awaits = True


@pytest.mark.parametrize("walk", [Walk, AwaitedWalk], ids=["waiting", "awaiting"])
def test_a_walk_through_the_operations(walk: type[Walk]) -> None:
    """Whatever is done in whatever order, the mock, the client and the model agree."""
    runs = settings().max_examples
    run_state_machine_as_test(
        walk, settings=settings(max_examples=2 * runs, stateful_step_count=30)
    )
