"""List the owned numbers that exchange SMS: GET /number/sms."""

from ... import models
from ...models import SmsNumberPage
from .. import Operation

OPERATION = Operation(
    "listSmsNumbers",
    "GET",
    "/number/sms",
    SmsNumberPage,
    requests=(models.ListSmsNumbersRequest,),
    needs_body=False,
)
