"""What ends a run before its time.

CannotRun
└── NothingToLearn    the traffic has no exchange with the service
Stopped               the server, or whoever runs it, has had enough
├── TooManyRequests   429
├── Refused           the server does not know the token
├── Elsewhere         there is a server, and not this API
├── Unreachable       no answer came
└── Interrupted       SIGINT or SIGTERM
"""


class CannotRun(Exception):
    """Misuse, or a file that is not there; the text is one sentence for whoever started it."""


class NothingToLearn(CannotRun):
    """No exchange in the traffic is one with the service."""


class Stopped(Exception):
    """The run ends here; the text is one sentence. What was done is still to be undone."""


class TooManyRequests(Stopped):
    """The server answered 429.

    Attributes:
        wait: How many seconds it asks to wait, as far as it says so.
    """

    def __init__(self, wait: float) -> None:
        super().__init__(
            "The server answered 429, too many requests. Wait, then run it with a smaller --rate."
        )
        self.wait = wait


class Refused(Stopped):
    """The server does not know the token."""


class Elsewhere(Stopped):
    """There is a server, and it is not one of this API."""


class Unreachable(Stopped):
    """No answer came."""


class Interrupted(Stopped):
    """A signal came.

    Attributes:
        signal: Its number.
    """

    def __init__(self, signal: int) -> None:
        super().__init__("The run was interrupted.")
        self.signal = signal
