"""Faults of the client in what it sends and reads, planted in the templates that make it."""

from tests.faults import Fault

TEMPLATES = "scripts/generators/python/"
API = f"{TEMPLATES}api_init.py.jinja"
CHECKS = f"{TEMPLATES}checks.py.jinja"
CLIENT = f"{TEMPLATES}client.py.jinja"
CONFIGURATION = f"{TEMPLATES}configuration.py.jinja"
ENDPOINT = f"{TEMPLATES}endpoint_module.py.jinja"
ERRORS = f"{TEMPLATES}errors.py.jinja"
MODEL = f"{TEMPLATES}model.py.jinja"
OPERATIONS = f"{TEMPLATES}operations.jinja"
PAGES = f"{TEMPLATES}pages.py.jinja"
TYPES = f"{TEMPLATES}types.py.jinja"

AWAITED_WALK = "tests/test_stateful.py::test_a_walk_through_the_operations[awaiting]"
WAITS = "tests/test_properties.py::test_a_request_through_the_client_that_waits"
AWAITS = "tests/test_properties.py::test_a_request_through_the_client_that_awaits"
VALID = "tests/test_answers.py::test_a_valid_answer_is_read_and_encodes_back"
OTHER = "tests/test_answers.py::test_an_answer_with_one_other_value"
REFUSED_BEFORE = "tests/test_client.py::test_a_value_that_the_document_forbids"
OF_THE_CLIENT = "tests/test_client_"
PAGING = f"{OF_THE_CLIENT}pages.py"
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
        "HidesItsVersion",
        CONFIGURATION,
        '"{{ project_name }}/{{ package_version | in_double_quote_literal }}"',
        '"{{ project_name }}"',
        f"{OF_THE_CLIENT}options.py::test_what_the_client_calls_itself",
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
        "BelievesASuccessBesideAFailure",
        API,
        "if b'\"jsonrpc\"' in raw.content and ",
        "if b'\"jsonrpc\"' in raw.status.to_bytes(2) and ",
        "tests/test_answers.py::test_an_answer_that_is_both_success_and_failure",
        only="buy",
    ),
    Fault(
        "BelievesAFailureBesideASuccess",
        API,
        'if _is_envelope(body) and "success" not in body:',
        "if _is_envelope(body):",
        "tests/test_answers.py::test_an_answer_that_is_both_success_and_failure",
        only="buy",
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
        CHECKS,
        "    sound.check()\n",
        "",
        REFUSED_BEFORE,
    ),
    Fault(
        "SendsBytesAsText",
        CHECKS,
        "to_builtins(request, builtin_types=_NO_JSON)",
        "to_builtins(request, builtin_types=())",
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
        "if number - self._first >= MOST_PAGES:",
        "if number - self._first >= 2 * MOST_PAGES:",
        f"{PAGING}::test_pages_that_go_round_in_a_circle",
        only="ever",
    ),
]
