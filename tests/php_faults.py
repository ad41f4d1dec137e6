"""Faults of the client in PHP, planted in the inputs that it is made of."""

from tests.faults import Fault

INPUTS = "scripts/generators/php/"
SOURCE = f"{INPUTS}files/src/"
GUARD = f"{SOURCE}Guard.php"
CLIENT = "tests/test_php_client.py::"
PACKAGE = "tests/test_php_package.py::"

PHP_FAULTS = [
    Fault(
        "TakesNothingForDoneInPhp",
        f"{SOURCE}Answer.php",
        "['success'] ?? null) !== true",
        "['success'] ?? true) === false",
        f"{CLIENT}test_a_change_without_success",
    ),
    Fault(
        "TakesAPurchaseForAWrongPathInPhp",
        GUARD,
        "if (!$is_done && ",
        "if (",
        f"{CLIENT}test_a_change_with_success",
    ),
    Fault(
        "TakesNothingForAnAnswerInPhp",
        f"{SOURCE}Answer.php",
        "if ($own !== [] && ",
        "if (false && ",
        f"{CLIENT}test_an_answer_of_another_shape",
    ),
    Fault(
        "MakesAnIntegerOfATextInPhp",
        f"{SOURCE}Value.php",
        "return \\is_int($value) ? $value : throw self::other('an integer', $value, $place);",
        "return (int) $value;",
        f"{CLIENT}test_an_answer_of_another_shape",
    ),
    Fault(
        "TakesALateAnswerForOneThatWasNotAskedForInPhp",
        GUARD,
        "\\in_array($told['pretransfer_time'] ?? null, [0, 0.0], true)",
        "true",
        f"{CLIENT}test_a_silent_service",
    ),
    Fault(
        "DoubtsWhatNobodyTookInPhp",
        GUARD,
        "\\in_array($told['pretransfer_time'] ?? null, [0, 0.0], true)",
        "false",
        f"{CLIENT}test_a_service_that_does_not_take_the_call",
    ),
    Fault(
        "DoubtsWhatWasNeverSentInPhp",
        GUARD,
        "return $is_unsent ? $failure : ",
        "return ",
        f"{CLIENT}test_nobody_listens",
    ),
    Fault(
        "TrustsABrokenLineInPhp",
        GUARD,
        "return !$failure instanceof RefusedAnswer;",
        "return false;",
        f"{CLIENT}test_a_broken_line",
    ),
    Fault(
        "KeepsTheTokenInTheBodyInPhp",
        GUARD,
        "$this->token->redact((string) $response->getBody())",
        "(string) $response->getBody()",
        f"{CLIENT}test_a_token_that_comes_back",
    ),
    Fault(
        "ShowsTheTokenInATraceInPhp",
        GUARD,
        "ResponseInterface $response, #[\\SensitiveParameter] string $message",
        "ResponseInterface $response, string $message",
        f"{CLIENT}test_a_token_that_comes_back",
    ),
    Fault(
        "ShowsTheTokenInADumpInPhp",
        f"{SOURCE}Token.php",
        "return ['value' => '[token]'];",
        "return ['value' => $this->reveal()];",
        f"{CLIENT}test_a_dump_of_the_client",
    ),
    Fault(
        "TellsTheTokenToEverybodyInPhp",
        f"{SOURCE}Settings.php",
        "!self::isThisMachine($host) && !$insecureHttp",
        "!$insecureHttp && false",
        f"{CLIENT}test_a_setting",
    ),
    Fault(
        "GoesThroughAProxyToThisMachineInPhp",
        f"{SOURCE}Plusofon.php.jinja",
        "['proxy' => '']",
        "[]",
        f"{CLIENT}test_a_proxy_of_the_environment",
    ),
    Fault(
        "BuysTwiceOverAnOldConnectionInPhp",
        f"{SOURCE}Plusofon.php.jinja",
        "[\\CURLOPT_FRESH_CONNECT => true]",
        "[]",
        f"{CLIENT}test_a_connection_that_was_used_before",
    ),
    Fault(
        "CountsBytesInPhp",
        f"{SOURCE}Rules.php",
        "\\mb_strlen($value) <= $maxLength",
        "\\strlen($value) <= $maxLength",
        f"{CLIENT}test_a_text_of_many_letters",
    ),
    Fault(
        "ForgetsWhatTheItemsMustBeInPhp",
        f"{INPUTS}templates/rules.mustache",
        "$item{{>rules}}",
        "$item",
        f"{CLIENT}test_a_value_that_the_document_forbids",
    ),
    Fault(
        "TellsAMomentThatIsOverInPhp",
        f"{SOURCE}RetryAfter.php",
        "\\max(0, $moment->getTimestamp() - \\time())",
        "($moment->getTimestamp() - \\time())",
        f"{CLIENT}test_a_time_to_wait",
    ),
    Fault(
        "TellsAMomentOfAnotherPlaceInPhp",
        f"{SOURCE}RetryAfter.php",
        ", new \\DateTimeZone('UTC')",
        "",
        f"{CLIENT}test_a_moment_to_wait_for",
    ),
    Fault(
        "StopsAtTheFirstPageInPhp",
        f"{SOURCE}Pages.php",
        "$page->next_page_url !== null && ",
        "$page->next_page_url === null && ",
        f"{CLIENT}test_all_pages",
    ),
    Fault(
        "TakesAnythingForACodeInPhp",
        f"{INPUTS}templates/api.mustache",
        "{{^required}}?{{/required}}{{{dataType}}} ${{paramName}}",
        "${{paramName}}",
        f"{PACKAGE}test_wrong_calls",
    ),
    Fault(
        "NamesItsVersionTwiceInPhp",
        f"{INPUTS}files/composer.json.jinja",
        '"type": "library",',
        '"type": "library", "version": "0.1.0",',
        f"{PACKAGE}test_the_manifest",
    ),
    Fault(
        "ShowsAnExampleThatFailsInPhp",
        f"{INPUTS}files/README.md.jinja",
        "foreach ($page->data as $offer)",
        "foreach ($page->offers as $offer)",
        f"{PACKAGE}test_an_example",
    ),
    Fault(
        "DiffersFromBuildToBuildInPhp",
        f"{INPUTS}files/src/Plusofon.php.jinja",
        "public const VERSION = '{{ version }}';",
        "public const VERSION = '{{ version }}{{ range(10**9) | random }}';",
        f"{PACKAGE}test_a_second_build",
    ),
]
