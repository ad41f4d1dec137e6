"""Faults in what a user of the client meets: arguments, answers, pages and help."""

from tests.client_faults import (
    CHECKS,
    CONFIGURATION,
    OF_THE_CLIENT,
    OPERATIONS,
    PAGES,
    TEMPLATES,
    TYPES,
)
from tests.faults import Fault

ARGUMENTS = f"{OF_THE_CLIENT}arguments.py"
DOCUMENTATION = "tests/test_documentation.py"

USAGE_FAULTS = [
    Fault(
        "NamesNoArgument",
        CHECKS,
        '        return b""\n',
        "        raise\n",
        f"{ARGUMENTS}::test_a_value_that_no_argument_takes",
        only="waits and buyNumbers",
    ),
    Fault(
        "LetsHalfALetterThrough",
        CHECKS,
        "        return msgspec.json.encode(request)\n    except UnicodeEncodeError as error:",
        "        return msgspec.json.encode(request)\n    except EOFError as error:",
        f"{ARGUMENTS}::test_a_value_that_no_argument_takes",
        only="waits and releaseNumber",
    ),
    Fault(
        "TakesBytesForAList",
        TYPES,
        "str | bytes | bytearray | memoryview",
        "str | bytes",
        f"{ARGUMENTS}::test_a_value_that_no_argument_takes",
        only="waits and assignBlackList",
    ),
    Fault(
        "ShowsTheCodeOfAMember",
        CHECKS,
        "_value_at(_given(request)[wire], steps)",
        "_value_at(_plainly(_given(request)[wire]), steps)",
        f"{ARGUMENTS}::test_a_code_of_an_answer_that_no_request_takes",
    ),
    Fault(
        "HidesThatItCanBeLeftOut",
        CHECKS,
        '"; leave it out instead" if can_leave_out else ""',
        '""',
        f"{ARGUMENTS}::test_nothing_where_something_may_be_left_out",
    ),
    Fault(
        "RemembersAnotherWalk",
        PAGES,
        "if self._reached not in (None, page.current_page):",
        "if self._reached not in (None, *range(99)):",
        f"{OF_THE_CLIENT}pages.py::test_a_list_that_changes_between_two_walks",
    ),
    Fault(
        "TakesNothingForSomething",
        PAGES,
        "        return bool(self.data)\n",
        "        return self.data is not None\n",
        f"{OF_THE_CLIENT}pages.py::test_whether_there_is_something",
        times=2,
    ),
    Fault(
        "SendsToAnEmptyQuery",
        CONFIGURATION,
        r"[^\s?#]+",
        r".+",
        f"{OF_THE_CLIENT}options.py::test_a_base_url_that_cannot_be_one",
    ),
    Fault(
        "KeepsTheCodesToItself",
        OPERATIONS,
        "description_of(property) | trim ~ also_taken(property)",
        "description_of(property)",
        f"{DOCUMENTATION}::test_what_help_shows",
    ),
    Fault(
        "SpeaksOfOperations",
        f"{TEMPLATES}document.jinja",
        "{{ in_python(text) | trim | safe_for_docstring",
        "{{ text | trim | safe_for_docstring",
        f"{DOCUMENTATION}::test_what_is_called_in_python",
    ),
]
