"""Who is who: a token is an account, and an account has a shelf of its own."""

from collections import OrderedDict

from .stock import Catalogue, World

# A token that begins so is an account; one that begins with NO_ACCESS is refused everything.
KNOWN = "test-"
NO_ACCESS = "test-no-access"
SAMPLE = "test-1"


class Accounts:
    """The worlds by account, at most `room` of them: the least recently used one goes first."""

    def __init__(self, catalogue: Catalogue, room: int) -> None:
        self._catalogue = catalogue
        self._room = room
        self._worlds: OrderedDict[str, World] = OrderedDict()

    def __len__(self) -> int:
        return len(self._worlds)

    def world(self, account: str) -> World:
        """Find the world that the account acts in; a new one is empty."""
        world = self._worlds.setdefault(account, World(self._catalogue))
        self._worlds.move_to_end(account)
        if len(self._worlds) > self._room:
            self._worlds.popitem(last=False)
        return world
