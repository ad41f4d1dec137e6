"""How the command ends."""

HELD, BROKEN, MISUSE, NEWS, ENDED, LEFT = range(6)
FAILED = 70
CODES = {
    HELD: "all that was tried held",
    BROKEN: "a promise of the provider is broken",
    MISUSE: "misuse, or a file that cannot be read or written",
    NEWS: "no promise is broken, and there is news about the provider",
    ENDED: "it ended early: a 429, an unknown token, another API, or nobody there",
    LEFT: "something could not be undone; the report says what",
    FAILED: "a mistake of this program",
    130: "interrupted (terminated: 143); what was done is undone",
}


def told_codes() -> str:
    """All of them, for --help."""
    return "exit codes:\n" + "\n".join(f"  {code:<4} {text}" for code, text in CODES.items())
