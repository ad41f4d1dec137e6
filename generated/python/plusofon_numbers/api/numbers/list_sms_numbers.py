"""List the owned numbers that exchange SMS: GET /number/sms."""

from ...models import SmsNumberPage
from .. import Operation

OPERATION = Operation(
    "listSmsNumbers",
    "GET",
    "/number/sms",
    SmsNumberPage,
    needs_body=False,
)
