"""What a measured process does, and nothing else.

usage: python -m scripts.bench_client.workload CONTESTANT ACTION TARGET times COUNT
       python -m scripts.bench_client.workload CONTESTANT ACTION TARGET rounds COUNT
       python -m scripts.bench_client.workload CONTESTANT decode-numbers FILE held 1

`times` does the action so often and says nothing: whoever counts instructions takes the difference
of two such processes. `rounds` prints what each of so many rounds took.

`held` prints by how many bytes the process has grown once the action is done and its result is
still there. It asks the system and not the interpreter, whose tracemalloc does not see what
extensions in C allocate by themselves: what the allocators keep is in it, as it is in a program;
what a decoder needed only on its way is not, since such large pieces go back to the system.
"""

import asyncio
import gc
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

from .contestants.interface import AsyncCaller, Caller, Module, load

# Does the action so many times.
Repeat = Callable[[int], None]

IN_FLIGHT = 50
# A round takes about so long: long enough for the clock, short enough for many rounds.
ROUND = 0.05


def main(name: str, action: str, target: str, mode: str, count: int) -> None:
    """Do it."""
    contestant = load(name)
    if mode == "held":
        print(json.dumps(held(contestant.decode_numbers, Path(target).read_bytes())))
        return
    repeat = ACTIONS[action](contestant, target)
    if mode == "times":
        repeat(count)
    else:
        print(json.dumps(rounds(repeat, IN_FLIGHT if action == "get-async" else 1, count)))


def _expect(what: str, wanted: object, came: object) -> None:
    """Everybody does the same work, or nobody's numbers mean anything."""
    if came != wanted:
        sys.exit(f"expected {what} {wanted}, {came} came")


def _size(target: str) -> int:
    """How many items a page has: the end of a file's name, or the beginning of a URL's path."""
    return int(target.split("/")[3] if "://" in target else Path(target).stem.split("-")[1])


def get(contestant: Module, base_url: str) -> Repeat:
    """Ask for a page of numbers and read it."""
    get_numbers = contestant.Sync(base_url).get_numbers
    _expect("numbers", _size(base_url), len(get_numbers()))
    return _repeated(get_numbers)


def post(contestant: Module, base_url: str) -> Repeat:
    """Buy a number."""
    buy = contestant.Sync(base_url).buy
    _expect("success", True, buy())
    return _repeated(buy)


def get_async(contestant: Module, base_url: str) -> Repeat:
    """Ask for pages, many at a time over as many connections."""
    runner = asyncio.Runner()
    caller = runner.run(_opened(contestant, base_url))
    return lambda count: runner.run(_in_flight(caller, count // IN_FLIGHT))


async def _opened(contestant: Module, base_url: str) -> AsyncCaller:
    caller = contestant.Async(base_url)
    _expect("numbers", _size(base_url), len(await caller.get_numbers()))
    return caller


async def _in_flight(caller: AsyncCaller, each: int) -> None:
    async def ask() -> None:
        for _ in range(each):
            await caller.get_numbers()

    await asyncio.gather(*(ask() for _ in range(IN_FLIGHT)))


def decode_numbers(contestant: Module, file: str) -> Repeat:
    """Read the body of a page of numbers."""
    return _decoded(contestant.decode_numbers, file)


def decode_offers(contestant: Module, file: str) -> Repeat:
    """Read the body of a page of offers."""
    return _decoded(contestant.decode_offers, file)


def _decoded(decode: Callable[[bytes], Sequence[object]], file: str) -> Repeat:
    content = Path(file).read_bytes()
    _expect("items", _size(file), len(decode(content)))
    return _repeated(lambda: decode(content))


def make(contestant: Module, base_url: str) -> Repeat:
    """Make one client more, beside one that is there already, and close it."""
    first = contestant.Sync(base_url)
    return _beside(first, lambda: contestant.Sync(base_url).close())


def make_and_get(contestant: Module, base_url: str) -> Repeat:
    """The same, and ask for a page with it: what a client puts off until then is in it."""
    first = contestant.Sync(base_url)
    _expect("numbers", _size(base_url), len(first.get_numbers()))

    def one() -> None:
        second = contestant.Sync(base_url)
        second.get_numbers()
        second.close()

    return _beside(first, one)


def _beside(first: Caller, action: Callable[[], object]) -> Repeat:
    """Repeat an action while a client is there already, which may share what it has."""
    action()

    def repeat(count: int) -> None:
        for _ in range(count):
            action()
        assert first  # noqa: S101 - it stays alive up to here

    return repeat


def _repeated(action: Callable[[], object]) -> Repeat:
    def repeat(count: int) -> None:
        for _ in range(count):
            action()

    return repeat


ACTIONS: dict[str, Callable[[Module, str], Repeat]] = {
    "get": get,
    "post": post,
    "get-async": get_async,
    "decode-numbers": decode_numbers,
    "decode-offers": decode_offers,
    "make": make,
    "make-and-get": make_and_get,
}


def rounds(repeat: Repeat, size: int, count: int) -> dict[str, list[float]]:
    """The seconds that one action took in each round, of the processor and by the clock."""
    # Finding out how many actions make a round also warms the interpreter up.
    while _timed(repeat, size)[1] * size < ROUND:
        size *= 2
    taken = [_timed(repeat, size) for _ in range(count)]
    return {"cpu": [cpu for cpu, _ in taken], "wall": [wall for _, wall in taken]}


def _timed(repeat: Repeat, size: int) -> tuple[float, float]:
    cpu, wall = process_time(), perf_counter()
    repeat(size)
    return (process_time() - cpu) / size, (perf_counter() - wall) / size


def held(decode: Callable[[bytes], Sequence[object]], content: bytes) -> int:
    """By how many bytes the process has grown when it holds what it decoded."""
    gc.collect()
    before = resident()
    numbers = decode(content)
    gc.collect()
    grown = resident() - before
    del numbers
    return grown


def resident() -> int:
    """The memory that the process holds, in bytes, as Linux tells it."""
    import os

    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
