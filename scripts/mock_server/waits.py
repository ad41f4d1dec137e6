"""What a connection waits for."""

from enum import Enum, auto

from .parser import Stage
from .rejections import Name


class Wait(Enum):
    """What a connection waits for, each for its time.

    REQUEST: the first byte of one. HEAD, BODY: the rest of it. ANSWER: the mock's. READER: a caller
    who does not read. END: the caller's.
    """

    REQUEST = auto()
    HEAD = auto()
    BODY = auto()
    ANSWER = auto()
    READER = auto()
    END = auto()


# An enumeration takes its time to look a member up, and these are asked for with every request.
REQUEST, ANSWER, READER, END = Wait.REQUEST, Wait.ANSWER, Wait.READER, Wait.END
READING = {Stage.START: Wait.HEAD, Stage.HEAD: Wait.HEAD, Stage.BODY: Wait.BODY}
SLOW: dict[Wait, Name] = {Wait.HEAD: "slow_head", Wait.BODY: "slow_body"}
