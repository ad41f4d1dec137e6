"""Where the calls to an owned number go, and whose calls are refused."""
