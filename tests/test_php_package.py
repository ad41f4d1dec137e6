"""The package in PHP is one that its ecosystem takes, and its README tells the truth."""

import re
from collections.abc import Generator
from pathlib import Path

import pytest

from scripts.show_demo import running_mock
from tests.php_project import INPUTS, done, installed, made, outcome, ran, said

README = (INPUTS / "files" / "README.md.jinja").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```php\n(.*?)^```", README, re.M | re.S)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package."""
    return made(tmp_path_factory.mktemp("clients"))


@pytest.fixture(scope="module")
def project(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project that requires it."""
    return installed(package, tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def mock() -> Generator[str]:
    """The base URL of a sandbox."""
    with running_mock() as url:
        yield url


def test_each_file(package: Path) -> None:
    """PHP finds nothing wrong with it, and it is strict about types."""
    files = sorted(package.rglob("*.php"))
    assert len(files) > 50
    for file in files:
        checked = done(["php", "-l", str(file)], package)
        assert checked.returncode == 0, checked.stdout
        assert file.read_text(encoding="utf-8").startswith("<?php\n\ndeclare(strict_types=1);\n")


def test_the_manifest(package: Path) -> None:
    """Composer takes it at its strictest."""
    command = ["composer", "validate", "--strict", "--no-interaction"]
    checked = done(command, package, COMPOSER_HOME=str(package.parent))
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example(example: str, project: Path, mock: str) -> None:
    """It runs without a warning, says something, and buys what it says: one number, or none."""
    told = {"PLUSOFON_TOKEN": f"test-php-{EXAMPLES.index(example)}", "PLUSOFON_BASE_URL": mock}
    assert ran(project, example, **told)
    total = outcome(project, "(new Plusofon())->listNumbers()->total", **told)
    assert total == str(example.count("->buyNumbers("))


REFUSED = (
    "TypeError|ArgumentCountError|InvalidRequest|Error: (Unknown|Call to undefined|Cannot modify)"
)


def test_wrong_calls(project: Path) -> None:
    """Each is refused before anything is sent."""
    lines = said(
        project,
        f"$calls = require '{INPUTS}/examples/wrong_calls.php';"
        "echo json_encode(array_map("
        "fn ($call) => outcome(fn () => $call(answered('{}'))), $calls));",
    )
    assert len(lines) > 10
    assert {name: line for name, line in lines.items() if not re.match(REFUSED, line)} == {}
