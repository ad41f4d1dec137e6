"""Faults of the client that the tests must find, planted in the templates that make it."""

from tests.faults import Fault

TEMPLATES = "scripts/generators/python/"
API = f"{TEMPLATES}api_init.py.jinja"
CLIENT = f"{TEMPLATES}client.py.jinja"
CONFIGURATION = f"{TEMPLATES}configuration.py.jinja"
ENDPOINT = f"{TEMPLATES}endpoint_module.py.jinja"
ERRORS = f"{TEMPLATES}errors.py.jinja"
LINE = f"{TEMPLATES}line.py.jinja"
MODEL = f"{TEMPLATES}model.py.jinja"
OPERATIONS = f"{TEMPLATES}operations.jinja"
PAGES = f"{TEMPLATES}pages.py.jinja"
PURCHASES = f"{TEMPLATES}purchases.py.jinja"
RETRIES = f"{TEMPLATES}retries.py.jinja"
TYPES = f"{TEMPLATES}types.py.jinja"

AWAITED_WALK = "tests/test_stateful.py::test_a_walk_through_the_operations[awaiting]"
WAITS = "tests/test_properties.py::test_a_request_through_the_client_that_waits"
AWAITS = "tests/test_properties.py::test_a_request_through_the_client_that_awaits"
VALID = "tests/test_answers.py::test_a_valid_answer_is_read_and_encodes_back"
OTHER = "tests/test_answers.py::test_an_answer_with_one_other_value"
REFUSED_BEFORE = "tests/test_client.py::test_a_value_that_the_document_forbids"
OF_THE_CLIENT = "tests/test_client_"
HOSTILE = f"{OF_THE_CLIENT}hostile.py"
PAGING = f"{OF_THE_CLIENT}pages.py"
RETRYING = f"{OF_THE_CLIENT}retries.py"
SECRECY = f"{OF_THE_CLIENT}secrecy.py"
NAME = "{{ python_identifier(wire) }}"
PASSED_ON = f"{{%- for wire in schema.properties %}}{NAME}={NAME}, {{% endfor -%}}"

CLIENT_FAULTS = [
    Fault(
        "LosesAFilter",
        OPERATIONS,
        PASSED_ON,
        PASSED_ON.replace(" %}", ' if wire != "region" %}', 1),
        WAITS,
        only="search",
    ),
    Fault(
        "LosesAFilterWhenAwaited",
        OPERATIONS,
        PASSED_ON,
        PASSED_ON.replace(" %}", ' if wire != "region" %}', 1),
        AWAITS,
        only="search",
    ),
    Fault(
        "SwapsTwoFilters",
        OPERATIONS,
        PASSED_ON,
        PASSED_ON.replace(
            f"={NAME}",
            '={{ {"region": "city_code", "city_code": "region"}.get(wire, wire) }}',
        ),
        WAITS,
        only="search",
    ),
    Fault(
        "DropsThePage",
        OPERATIONS,
        PASSED_ON,
        PASSED_ON.replace(" %}", ' if wire != "page" %}', 1),
        AWAITED_WALK,
    ),
    Fault(
        "LosesTheClientCode",
        CONFIGURATION,
        '            "{{ client.name }}": self.client_code,\n',
        "",
        WAITS,
        only="search",
    ),
    Fault(
        "SendsAnotherMethod",
        ENDPOINT,
        '    "{{ endpoint.method | upper }}",\n',
        '    "{{ "POST" if endpoint.method == "delete" else endpoint.method | upper }}",\n',
        WAITS,
        only="reserve",
    ),
    Fault(
        "SendsAnotherPath",
        ENDPOINT,
        '    "{{ path }}",\n',
        '    "{{ path | replace("/sms", "") }}",\n',
        WAITS,
        only="sms",
    ),
    Fault(
        "SendsNoBodyWhereOneIsDue",
        API,
        'content == b"{}" and not self.needs_body',
        'content == b"{}" or self.needs_body',
        WAITS,
        only="buy",
    ),
    Fault(
        "SwallowsAFailureInside200",
        API,
        'if getattr(whole, "success", True) is False:',
        "if False:",
        "tests/test_answers.py::test_a_failure_inside_a_200_is_refused",
    ),
    Fault(
        "TakesARefusalForSuccess",
        API,
        "if not 200 <= raw.status < 300:",
        "if not 200 <= raw.status < 500:",
        "tests/test_answers.py::test_a_refusal_is_named_by_its_status",
    ),
    Fault(
        "CallsEveryRefusalTheSame",
        ERRORS,
        "BY_STATUS.get(status, ",
        "BY_STATUS.get(0, ",
        "tests/test_answers.py::test_a_refusal_is_named_by_its_status",
    ),
    Fault(
        "LosesTheServicesWords",
        API,
        '("message", "error", "errors")',
        '("message",)',
        WAITS,
        only="DELETE",
    ),
    Fault(
        "RefusesANewCode",
        f"{TEMPLATES}enumeration.jinja",
        "if type(value) is not {{ scalar }}",
        "if type(value) is {{ scalar }}",
        f"{VALID}[listSmsNumbers]",
    ),
    Fault(
        "RefusesANewProperty",
        TYPES,
        "class Answer(msgspec.Struct, kw_only=True, ",
        "class Answer(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, ",
        f"{VALID}[buyNumbers]",
    ),
    Fault(
        "LosesAPropertyOfAnAnswer",
        MODEL,
        'if not (tag and wire == "type") %}',
        'if not (tag and wire == "type") and wire != "aon_for_sips" %}',
        f"{VALID}[listNumbers]",
    ),
    Fault(
        "TakesTextForANumber",
        API,
        "msgspec.json.Decoder(answer)",
        "msgspec.json.Decoder(answer, strict=False)",
        f"{OTHER}[listReservations]",
    ),
    Fault(
        "TakesLettersForDigits",
        TYPES,
        "not _lines_of(pattern).fullmatch(lines)",
        "False",
        f"{OTHER}[listNumbers]",
    ),
    Fault(
        "TakesTwoPricesForOne",
        TYPES,
        'lines.count("\\n") != len(texts) or ',
        "",
        f"{OTHER}[searchNumbers]",
    ),
    Fault(
        "LosesTheLimitsOfAPage",
        PAGES,
        "if TYPE_CHECKING:  # at run time",
        "if True:  # at run time",
        f"{OTHER}[listNumbers]",
        times=2,
    ),
    Fault(
        "RaisesSomethingElse",
        API,
        "_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, ArithmeticError, RecursionError)",
        "_UNREADABLE = (msgspec.ValidationError,)",
        "tests/test_answers.py::test_a_body_that_is_no_answer_is_unreadable",
    ),
    Fault(
        "SendsWhatIsForbidden",
        TYPES,
        "    sound.check()\n",
        "",
        REFUSED_BEFORE,
    ),
    Fault(
        "SendsBytesAsText",
        TYPES,
        "builtin_types=_NO_JSON",
        "builtin_types=()",
        REFUSED_BEFORE,
    ),
    Fault(
        "SendsAnotherRequest",
        API,
        "if not isinstance(body, self.requests):",
        "if body is None:",
        REFUSED_BEFORE,
    ),
    Fault(
        "CallsNoAccessAFailure",
        ERRORS,
        'if status == 500 and body.get("success") is False:',
        "if status == 500 and not body:",
        "tests/test_client_failures.py::test_a_refusal",
    ),
    Fault(
        "ShowsTheToken",
        CLIENT,
        "(base_url={told.base_url!r}, ",
        "(token={self._token.reveal()}, base_url={told.base_url!r}, ",
        "tests/test_client.py::test_the_token_stays_out_of_sight",
    ),
    Fault(
        "WaitsAsLongAsItLikes",
        CLIENT,
        'extensions={"timeout": self._limits(end)}',
        'extensions={"timeout": {"connect": 6.0, "read": 6.0}}',
        "tests/test_client_failures.py::test_a_server_that_never_answers",
    ),
    Fault(
        "RetriesAPost",
        RETRIES,
        "failure.again and (only_reads or not failure.sent)",
        "failure.again",
        f"{HOSTILE}::test_a_failure",
    ),
    Fault(
        "RetriesAPostAfterA503",
        RETRIES,
        "if not only_reads or not passes:",
        "if not passes:",
        f"{HOSTILE}::test_a_failure",
        only="503",
    ),
    Fault(
        "ForgetsToRetryAGet",
        RETRIES,
        "_PASSING = (502, 503, 504)",
        "_PASSING = (502, 503)",
        f"{HOSTILE}::test_a_failure",
        only="504",
    ),
    Fault(
        "HurriesTheService",
        RETRIES,
        "return max(asked or 0.0, _backoff(attempt))",
        "return _backoff(attempt)",
        f"{RETRYING}::test_what_a_service_asks_for",
    ),
    Fault(
        "WaitsForAnHour",
        RETRIES,
        "LONGEST_RETRY_AFTER = 60.0",
        "LONGEST_RETRY_AFTER = 6000.0",
        f"{RETRYING}::test_a_service_that_asks_for_too_much",
    ),
    Fault(
        "PausesBeyondTheEnd",
        CLIENT,
        "pause is None or time.monotonic() + pause >= end",
        "pause is None",
        f"{RETRYING}::test_a_pause_that_is_longer_than_the_call_may_take",
    ),
    Fault(
        "TakesALostPurchaseForARefusal",
        API,
        "failure.status in (502, 503, 504)",
        "failure.status in (502, 503)",
        f"{HOSTILE}::test_a_failure",
        only="504",
    ),
    Fault(
        "TakesAnUnreadablePurchaseForARefusal",
        API,
        "return isinstance(failure, UnreadableAnswer) or ",
        "return ",
        f"{HOSTILE}::test_a_failure",
    ),
    Fault(
        "FollowsThePageUrl",
        PAGES,
        "        return self._ask(self._call.at_page(page.current_page + 1))\n",
        """        path = f"/number{str(page.next_page_url).partition('/number')[2]}"
        return self._ask(msgspec.structs.replace(self._call, path=path, content=None))
""",
        f"{PAGING}::test_a_walk",
    ),
    Fault(
        "DropsTheFiltersOnPageTwo",
        API,
        "msgspec.structs.replace(self.body, page=number)",
        "type(self.body)(page=number)",
        f"{PAGING}::test_a_walk",
    ),
    Fault(
        "GoesRoundInACircle",
        PAGES,
        "if page.data and seen != number:",
        "if page.data and seen > number:",
        f"{PAGING}::test_pages_that_go_round_in_a_circle",
    ),
    Fault(
        "WalksForEver",
        PAGES,
        "if number - (self._first or 1) >= MOST_PAGES:",
        "if number - (self._first or 1) >= 2 * MOST_PAGES:",
        f"{PAGING}::test_pages_that_go_round_in_a_circle",
        only="ever",
    ),
    Fault(
        "LogsTheToken",
        CLIENT,
        "call.operation.method, call.path, outcome, taken)",
        "call.operation.method, self._headers.raw, outcome, taken)",
        f"{SECRECY}::test_a_failure_without_an_echo",
    ),
    Fault(
        "ShowsTheTokenInATraceback",
        CLIENT,
        "        del token  # or a traceback with local variables shows it\n",
        "",
        f"{SECRECY}::test_a_token_that_cannot_be_one",
    ),
    Fault(
        "RepeatsWhatTheServiceSaysOfTheToken",
        CLIENT,
        "self._hide_token(outcome) if isinstance(outcome, PlusofonError) else outcome",
        "outcome",
        f"{SECRECY}::test_a_server_that_repeats_it",
    ),
    Fault(
        "ShowsTheTransportsFrames",
        CLIENT,
        "raise error.with_traceback(None)",
        "raise",
        f"{OF_THE_CLIENT}secrecy_interrupted.py::test_a_call_that_is_interrupted",
    ),
    Fault(
        "ForgetsALostPurchase",
        PURCHASES,
        """        except OutcomeUnknown:
            is_known = False
""",
        """        except OutcomeUnknown:
""",
        f"{OF_THE_CLIENT}outcome.py::test_a_purchase_that_is_settled",
    ),
    Fault(
        "ForgetsACancelledPurchase",
        PURCHASES,
        "except BaseException:  # cancelled",
        "except GeneratorExit:  # cancelled",
        f"{OF_THE_CLIENT}overlap.py::test_a_purchase_that_is_cancelled",
    ),
    Fault(
        "SettlesWhatWasLostSince",
        PURCHASES,
        "if self._held.get(number) is purchase:",
        "if purchase:",
        f"{OF_THE_CLIENT}overlap.py::test_a_look_that_was_taken_before_another_purchase",
    ),
    Fault(
        "BuysTwiceAtOnce",
        PURCHASES,
        "if self._held.setdefault(n, purchase) is not purchase]",
        "if self._held.setdefault(n, purchase).is_lost]",
        f"{OF_THE_CLIENT}overlap.py::test_two_threads_that_buy_the_same_number",
    ),
    Fault(
        "BuysAboveThePrice",
        PURCHASES,
        "    if price > limit:\n",
        "    if price > 2 * limit:\n",
        f"{OF_THE_CLIENT}prices.py::test_a_number_that_costs_too_much",
    ),
    Fault(
        "LeavesTheRentOutOfThePrice",
        PURCHASES,
        "item.buy_price + item.period_price",
        "item.buy_price",
        f"{OF_THE_CLIENT}prices.py::test_a_number_that_costs_too_much",
    ),
    Fault(
        "LetsATrickleStretchTheCall",
        LINE,
        "    if seconds <= 0:\n",
        "    if seconds <= -60:\n",
        f"{HOSTILE}::test_an_answer_that_does_not_end",
    ),
    Fault(
        "FollowsARedirect",
        LINE,
        "follow_redirects=False",
        "follow_redirects=True",
        f"{OF_THE_CLIENT}lines.py::test_a_client_of_the_callers_own",
    ),
    Fault(
        "TakesASurplusForTheNextAnswer",
        f"{TEMPLATES}transport.py.jinja",
        "        self.is_surplus = True\n",
        "        self.is_surplus = False\n",
        f"{OF_THE_CLIENT}connections.py::test_a_body_that_is_longer_than_its_length",
    ),
    Fault(
        "SharesConnectionsWithAFork",
        LINE,
        "process = os.getpid()",
        "process = 0",
        f"{OF_THE_CLIENT}lines.py::test_a_client_in_two_processes",
    ),
    Fault(
        "SendsInADryRun",
        CLIENT,
        "        if dry_run:\n",
        "        if dry_run is None:\n",
        f"{OF_THE_CLIENT}options.py::test_a_dry_run",
    ),
    Fault(
        "SpeaksPlainHttpToAnybody",
        CONFIGURATION,
        "not is_this_machine(parsed.host) and not is_insecure_wanted",
        "not parsed.host and not is_insecure_wanted",
        f"{OF_THE_CLIENT}options.py::test_http_to_another_machine",
    ),
]
