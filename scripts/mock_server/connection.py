"""One connection of a caller: its bytes become requests, one at a time, and replies its bytes."""

import asyncio
import socket
import struct
from threading import get_ident
from typing import cast

from msgspec.structs import replace

from .access import Fields
from .connections import NEVER, READ, Connections, Done
from .limits import UNSENT
from .parser import WHOLE, Parser, Stage
from .rejections import Rejected
from .reply import Reply, Wire, head
from .request import Request
from .waits import ANSWER, END, READER, READING, REQUEST, SLOW, Wait
from .wire import CONTINUE, Ending, faulty

# Requests of one connection that are taken before it is another one's turn.
TURN = 16
# Closing a socket that lingers for no time resets the connection.
_RESET = struct.pack("ii", 1, 0)
# Seconds between two looks whether the bytes before a reset have left.
_PATIENCE = 0.005
_SITE = "sec-fetch-site"


class Connection(asyncio.BufferedProtocol):
    """A connection. No request reaches the engine before all of it is there, or never will be.

    deadline: when what it waits for is late, in the loop's seconds.
    """

    __slots__ = (
        *("_admitted", "_connections", "_cors", "_done", "_drained", "_eof", "_host", "_limits"),
        *("_loop", "_parser", "_paused", "_pending", "_taking", "_timer", "_transport", "_unread"),
        *("_wait", "deadline"),
    )

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._limits = connections.limits
        self._loop = connections.loop
        self._transport: asyncio.Transport | None = None
        self._parser: Parser | None = None
        self._done: Done = self.done
        self._pending = b""
        self._wait = REQUEST
        self._host: str | None = None
        self._cors: Fields = ()
        self._admitted = False
        self._taking = False
        self._paused = False
        self._unread = False
        self._eof = False
        self._drained = 0
        self._timer: asyncio.TimerHandle | None = None
        self.deadline = NEVER

    # What the loop tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=UNSENT)
        self.deadline = self._loop.time() + self._limits.idle
        self._connections.enter(self)

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 - it is asyncio's interface
        """Lend the place to read into."""
        return self._connections.buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Take what was read."""
        if self._wait is END:
            self._drain(nbytes)
            return
        data = bytes(self._connections.buffer[:nbytes])
        if nbytes < READ and self._wait is REQUEST and self._is_known(data):
            return
        self._pending = self._pending + data if self._pending else data
        self._proceed()
        if nbytes == READ and not self._paused:
            self._give_way()

    def eof_received(self) -> bool:
        """The caller sends no more; it may still read."""
        self._eof = True
        if self._wait is END:
            return False
        self._proceed()
        return True

    def pause_writing(self) -> None:
        """The caller does not read."""
        self._unread = True

    def resume_writing(self) -> None:
        """The caller has read."""
        self._unread = False
        self._proceed()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's interface
        """End."""
        if self._timer:
            self._timer.cancel()
        self._connections.leave(self)
        self._wait = END
        self._transport = None
        self._forget()
        # What refers to this connection would keep it until the next garbage collection.
        self._done = _ignore

    # What the other connections ask for.

    @property
    def busy(self) -> bool:
        """Whether its caller waits for the mock, and not the other way round."""
        return self._wait is ANSWER

    def expire(self) -> None:
        """Its deadline has passed."""
        slow = SLOW.get(self._wait)
        if slow:
            self._reject(Rejected(slow, seconds=self._limits.slow))
        else:
            self.drop()

    def drop(self) -> None:
        """End it at once."""
        self._wait = END
        if self._transport:
            self._transport.abort()

    def make_room(self) -> None:
        """Let go of what came of a request."""
        self._reject(Rejected("no_room", limit=self._limits.unfinished))

    # From bytes to a request.

    def _is_known(self, data: bytes) -> bool:
        """Take one whole request as it came lately: nearly all are, and nothing else is to do."""
        parser = self._parser
        if parser is None or self._pending or self._taking or self._unread:
            return False
        taken = parser.recognise(data)
        if not taken:
            return False
        self._pending = data[taken:]
        try:
            if self._admit(parser):
                self._ask(parser)
        except Rejected as rejected:
            self._reject(rejected)
        if self._pending:
            self._settle()
        return True

    def _give_way(self) -> None:
        """Let the others have their turn; the loop would read on while there is something."""
        if self._transport and self._wait is not END:
            self._paused = True
            self._transport.pause_reading()
            self._loop.call_soon(self._proceed)

    def _proceed(self) -> None:
        """Read on while there is something to read, and nobody to wait for."""
        if self._taking or self._wait is END:
            return  # In the first case this loop goes on, further up.
        self._taking = True
        try:
            self._take()
        except Rejected as rejected:
            self._reject(rejected)
        self._taking = False
        self._settle()

    def _take(self) -> None:
        turn = 0
        while self._pending and self._is_free():
            # Behind what was not yet tried to send, too: whether the caller reads shows after that.
            if turn == TURN or (turn and self._unsent() > UNSENT):
                self._loop.call_soon(self._proceed)
                return
            self._read()
            turn += 1
        if self._eof and not self._pending and self._is_free():
            self._stop_reading()

    def _is_free(self) -> bool:
        return not (self._unread or self._wait is ANSWER or self._wait is END)

    def _unsent(self) -> int:
        return self._transport.get_write_buffer_size() if self._transport else 0

    def _read(self) -> None:
        parser = self._parser
        if parser is None:
            parser = self._parser = Parser(self._limits, self._connections.lately)
        self._pending = parser.feed(self._pending)
        if parser.stage is WHOLE:
            if self._admitted or self._admit(parser):
                self._ask(parser)
        elif parser.stage is Stage.BODY and not self._admitted and self._admit(parser):
            self._admitted = True
            if parser.awaits_leave and not self._pending and self._transport:
                self._transport.write(CONTINUE)

    def _admit(self, parser: Parser) -> bool:
        """Check the head, and answer at once what the mock need not see. Raises Rejected."""
        headers = parser.headers
        host = headers.get("host")
        if host and host == self._host and "origin" not in headers and _SITE not in headers:
            return True
        access = self._connections.access
        access.check(headers, old=parser.old)
        self._host = host
        self._cors = access.opened_to(headers)
        preflight = access.preflight(parser.method, headers)
        if preflight is None:
            return True
        self._wait = ANSWER
        self._carry_out(replace(preflight, close=parser.stage is not WHOLE))
        return False

    def _ask(self, parser: Parser) -> None:
        connections = self._connections
        if self._wait is not REQUEST:
            connections.release(self)
        self._wait = ANSWER
        self.deadline = NEVER
        method, target, headers, raw = parser.method, parser.target, parser.headers, parser.raw
        where, broken = connections.authority, parser.broken
        request = Request(method, target, headers, raw, authority=where, broken=broken)
        connections.handle(request, self._done)

    def _stop_reading(self) -> None:
        """The caller has ended. Raises Rejected in the middle of a head."""
        if self._parser is None or self._parser.idle:
            self._close(linger=False)
        else:
            self._parser.cut_off()
            self._ask(self._parser)

    def _settle(self) -> None:
        """Wait for what is missing, for as long as that may take."""
        transport = self._transport
        if transport is None or self._wait is END:
            return
        if self._paused is not bool(self._pending):
            self._paused = not self._paused
            (transport.pause_reading if self._paused else transport.resume_reading)()
        if self._wait is not ANSWER:
            self._await(self._missing())

    def _missing(self) -> Wait:
        parser = self._parser
        if self._unread:
            return READER
        return REQUEST if parser is None or parser.idle else READING[parser.stage]

    def _await(self, wait: Wait) -> None:
        now = self._loop.time()
        if wait is REQUEST:
            self.deadline = now + self._limits.idle
        elif wait is not self._wait:
            self.deadline = now + (self._limits.unread if self._unread else self._limits.slow)
            self._connections.stir(self)
        self._wait = wait
        if wait in SLOW and self._parser:
            self._connections.hold(self, self._parser.size)

    # From a reply to bytes.

    def done(self, reply: Reply) -> None:
        """Take the answer of the engine, from any thread."""
        if get_ident() == self._connections.thread:
            self._carry_out(reply)
        else:
            self._connections.call(self._carry_out, reply)

    def _carry_out(self, reply: Reply) -> None:
        parser = self._parser
        transport = self._transport
        if parser is None or transport is None or self._wait is not ANSWER:
            return  # The caller has gone.
        if self._cors:
            reply = replace(reply, headers=(*reply.headers, *self._cors))
        keeps = parser.keeps and not reply.close
        ending = Ending.KEEP if keeps else Ending.CLOSE
        opening = head(reply, ("keep-alive" if parser.old else "") if keeps else "close")
        content = b"" if parser.method == "HEAD" else reply.content
        if reply.wire is None:
            transport.write(opening + content)
            self._follow(ending)
        else:
            self._misbehave(*faulty(opening, content, reply.wire, ending), reply.wire)

    def _misbehave(self, sent: bytes, ending: Ending, wire: Wire) -> None:
        if wire.delay > 0:
            self._timer = self._loop.call_later(wire.delay, self._send, sent, ending, wire.trickle)
        else:
            self._send(sent, ending, wire.trickle)

    def _send(self, sent: bytes, ending: Ending, trickle: float | None) -> None:
        if self._transport is None:
            return
        now = len(sent) if trickle is None else 1
        self._transport.write(sent[:now])
        if len(sent) > now:
            self._timer = self._loop.call_later(
                trickle or 0, self._send, sent[now:], ending, trickle
            )
        else:
            self._follow(ending)

    def _follow(self, ending: Ending) -> None:
        """Do what comes behind an answer."""
        parser = self._parser
        if ending is Ending.RESET or parser is None:
            self.deadline = self._loop.time() + self._limits.unread
            self._reset()
        elif ending is Ending.CLOSE:
            whole = parser.broken is None and parser.stage is WHOLE
            self._close(linger=bool(self._pending) or not whole)
        else:
            parser.renew()
            self._cors = ()
            self._admitted = False
            self._wait = REQUEST
            self._connections.stir(self)
            if self._pending or self._paused or self._eof or self._taking:
                self._proceed()
            else:
                self.deadline = self._loop.time() + self._limits.idle

    def _reset(self) -> None:
        """Reset the connection, once what comes before that has left."""
        if self._transport is None:
            return
        if self._unsent():
            self._timer = self._loop.call_later(_PATIENCE, self._reset)
            return
        handle = self._transport.get_extra_info("socket")
        handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.drop()

    def _reject(self, rejected: Rejected) -> None:
        if self._transport is None or self._wait is END:
            return
        reply = rejected.reply()
        reply = replace(reply, headers=(*reply.headers, *self._cors))
        silent = self._parser is not None and self._parser.method == "HEAD"
        self._transport.write(head(reply, "close") + (b"" if silent else reply.content))
        self._close(linger=True)

    def _close(self, *, linger: bool) -> None:
        """Close it behind its answers; `linger` where the caller may still be sending."""
        transport = self._transport
        if transport is None:
            return
        self._wait = END
        self._forget()
        self._connections.release(self)
        late = self._limits.unread
        if linger and not self._eof:
            late = late if self._unsent() > UNSENT else self._limits.linger
            self._linger(transport)
        else:
            transport.close()
        self.deadline = self._loop.time() + late

    def _forget(self) -> None:
        """Let go of what has been read."""
        if self._parser:
            self._parser.close()
        self._parser, self._pending = None, b""

    def _linger(self, transport: asyncio.Transport) -> None:
        try:
            transport.write_eof()
        except OSError:  # The caller has gone in the meantime.
            transport.abort()
            return
        if self._paused:
            self._paused = False
            transport.resume_reading()

    def _drain(self, count: int) -> None:
        self._drained += count
        if self._drained > self._limits.drained:
            self.drop()


def _ignore(reply: Reply) -> None:
    """Nobody waits for the answer any more."""
