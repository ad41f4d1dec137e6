"""Faults of the client in PHP, planted in what its code is made of.

Those of the code that is written by hand are in tests/clients/runners/php/faults.json.
"""

from tests.faults import Fault

INPUTS = "scripts/generators/php/"
CLIENT = "tests/test_php_client.py::"
PACKAGE = "tests/test_php_package.py::"

PHP_FAULTS = [
    Fault(
        "ForgetsWhatTheItemsMustBeInPhp",
        f"{INPUTS}templates/rules.mustache",
        "$item{{>rules}}",
        "$item",
        f"{CLIENT}test_a_value_that_the_document_forbids",
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
        "tests/test_clients_build.py::test_twice",
        only="php",
    ),
]
