"""What every contestant sends."""

TOKEN = "test-bench"  # noqa: S105 - no secret: the server is ours and takes anything
CLIENT_CODE = "10553"
FILTER = {"phone_type": "def"}
NUMBER = 4951332210
OWNER_TYPE = "personal"
PURCHASE = {"numbers": [NUMBER], "owner_type": OWNER_TYPE}

HEADERS = {
    "Authorization": f"Bearer {TOKEN}",
    "Client": CLIENT_CODE,
    "Accept": "application/json",
    "Content-Type": "application/json",
}
