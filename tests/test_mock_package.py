"""The mock as a distribution: a wheel that needs nothing else of this repository."""

import json
import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import httpx2
import pytest
import yaml

from scripts.mock_server import create_sandbox
from scripts.mock_server.server import Server
from tests.contract import DOCUMENT, ROOT
from tests.type_checker import told_by_pyright
from tests.wheels import added, built, files, imported, installed, metadata

SOURCE = ROOT / "scripts" / "mock_server"
PACKAGE = "plusofon_numbers_mock"
CONTRACT = "plusofon_numbers_contract"
VERSION = DOCUMENT["info"]["version"]
ABOUT = f"{PACKAGE}-{VERSION}.dist-info"
OLDEST = re.compile(r"([\w-]+)(?:\[\w+\])?[^>]*>=([\d.]+)")

# Every test has the same number for itself.
MANY = """
import pytest
from shop import buy_one

@pytest.mark.parametrize("nth", range(400))
def test_buying(plusofon_mock, nth):
    plusofon_mock.seed(free=[4951332210])
    buy_one(city_code=495)
    assert plusofon_mock.owned == ["74951332210"]
    plusofon_mock.assert_calls("searchNumbers", "reserveNumber", "buyNumbers")
"""
WORDING = """
import pytest

def test_a_wrong_value(plusofon_mock):
    expected = "short: 1 was expected, 2 came"
    with pytest.raises(ValueError, match=expected):
        plusofon_mock.call("reserveNumber", number=4951332210, owner_type="personal", short=2)
"""
TYPED = """
from plusofon_numbers_mock import MockInProcess, PlusofonMock

def test_buying(plusofon_mock: PlusofonMock) -> None:
    plusofon_mock.seed(free=[4951332210, "74951332211", {"number": 4951332212, "buy_price": 5}])
    plusofon_mock.next("buyNumbers").refuse("not_reserved", after_commit=True)
    plusofon_mock.every(3).html(502)
    ordered = plusofon_mock.share(0.2, seed=1).disconnect_in_the_middle()
    plusofon_mock.freeze("2026-05-01T12:00:00Z")
    plusofon_mock.advance(hours=1)
    print(plusofon_mock.now().year, ordered.order.share, ordered.met)
    plusofon_mock.rival("bob").call("reserveNumber", number=4951332210)
    plusofon_mock.restore(plusofon_mock.snapshot())
    numbers: list[str] = plusofon_mock.owned + plusofon_mock.rival().reserved
    assert numbers == [entry.path for entry in plusofon_mock.requests]
    print([entry.json() for entry in plusofon_mock.requests if entry.status == 200])
    plusofon_mock.account.put_into("expired")
    plusofon_mock.assert_calls("searchNumbers")

def test_in_process(plusofon_mock_app: MockInProcess) -> None:
    print(plusofon_mock_app.app, plusofon_mock_app.url)
"""
MISTYPED = """
from plusofon_numbers_mock import PlusofonMock

def test_buying(plusofon_mock: PlusofonMock) -> None:
    plusofon_mock.next("buyNumbers").fail()
    plusofon_mock.advance(hour=1)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as pip builds it."""
    return built(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel and pytest."""
    folder = tmp_path_factory.mktemp("alone")
    return installed(wheel, folder, "pytest", "pytest-xdist")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with the example of the README: code of a user, and its tests."""
    text = (SOURCE / "README.md").read_text(encoding="utf-8")
    for code, name in re.findall(r"^```python\n(# (\S+\.py)\n.*?)^```", text, re.M | re.S):
        (tmp_path / name).write_text(code, encoding="utf-8")
    return tmp_path


def ran(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module in the environment, with no variables that would help it."""
    command = [str(python), "-W", "error", "-m", *arguments]
    return subprocess.run(
        command, cwd=folder, env={}, capture_output=True, text=True, timeout=300, check=False
    )


def test_the_wheel_is_named_and_typed(wheel: Path) -> None:
    """Its name and version are the document's, and it says that it is typed."""
    assert wheel.name == f"{PACKAGE}-{VERSION}-py3-none-any.whl"
    assert f"{PACKAGE}/py.typed" in files(wheel)
    assert {name.split("/")[0] for name in files(wheel)} == {PACKAGE, CONTRACT, ABOUT}
    assert {"Typing :: Typed", "Framework :: Pytest"} <= set(
        metadata(wheel).get_all("Classifier", [])
    )


def test_the_version_has_no_second_copy(wheel: Path) -> None:
    """It is told by the document, by what is made of it, and nowhere else.

    The control API's document must tell one as well, and it is the same.
    """
    content = files(wheel)
    told = {name for name, text in content.items() if VERSION in text} - {f"{ABOUT}/RECORD"}
    control = f"{PACKAGE}/control.yaml"
    assert told == {f"{PACKAGE}/openapi.yaml", f"{ABOUT}/METADATA", control}
    assert yaml.safe_load(content[control])["info"]["version"] == VERSION
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert VERSION not in project


def test_the_wheel_carries_what_it_reads(wheel: Path) -> None:
    """Its documents, its seed, its README and its license are the repository's."""
    content = files(wheel)
    for name in ("seed.yaml", "control.yaml"):
        assert content[f"{PACKAGE}/{name}"] == (SOURCE / name).read_text(encoding="utf-8")
    document = (ROOT / "openapi.yaml").read_text(encoding="utf-8")
    assert content[f"{PACKAGE}/openapi.yaml"] == document
    assert metadata(wheel).get_payload() == (SOURCE / "README.md").read_text(encoding="utf-8")
    license_text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert content[f"{ABOUT}/licenses/LICENSE"] == license_text
    assert metadata(wheel)["License-Expression"] == DOCUMENT["info"]["license"]["name"]


def test_the_wheel_names_its_command_and_its_plugin(wheel: Path) -> None:
    """There are two commands and a plugin."""
    entries = ConfigParser()
    entries.read_string(files(wheel)[f"{ABOUT}/entry_points.txt"])
    assert {name: dict(entries[name]) for name in entries.sections()} == {
        "console_scripts": {
            "plusofon-contract": f"{CONTRACT}.__main__:main",
            "plusofon-mock": f"{PACKAGE}.__main__:main",
        },
        "pytest11": {"plusofon_mock": f"{PACKAGE}.plugin"},
    }


def test_the_wheel_declares_what_it_imports(wheel: Path) -> None:
    """Nothing more, and never the client; pytest is there where its plugin is imported."""
    required = metadata(wheel).get_all("Requires-Dist", [])
    names = {"pyyaml": "yaml", "jsonschema-rs": "jsonschema_rs"}
    declared: dict[str, set[str]] = {}
    for requirement in required:
        extra = re.findall("extra == '(\\w+)'", requirement)
        name: str = re.findall(r"^[\w-]+", requirement)[0]
        declared.setdefault(extra[0] if extra else PACKAGE, set()).add(
            names.get(name, name).lower()
        )
    modules = {name: text for name, text in files(wheel).items() if name.endswith(".py")}
    needed = {
        package: {
            name.lower()
            for path, text in modules.items()
            if path.startswith(package)
            for name in imported(text)
        }
        for package in (PACKAGE, CONTRACT)
    }
    mock = declared[PACKAGE] | declared["postgresql"]
    assert mock == needed[PACKAGE] - {"_typeshed", "pytest"}
    assert declared["postgresql"] == {"psycopg"}
    assert declared["contract"] == needed[CONTRACT] - declared[PACKAGE]
    assert set(declared) == {PACKAGE, "postgresql", "contract"}


def test_a_build_that_is_repeated(wheel: Path, tmp_path: Path) -> None:
    """It has the same bytes, and so has the wheel that is made from the sdist."""
    folders = {name: tmp_path / name for name in ("again", "sdist", "unpacked", "from_sdist")}
    for folder in folders.values():
        folder.mkdir()
    assert built(ROOT, folders["again"]).read_bytes() == wheel.read_bytes()
    sdist = built(ROOT, folders["sdist"], "sdist")
    shutil.unpack_archive(sdist, folders["unpacked"])
    (source,) = folders["unpacked"].iterdir()
    assert built(source, folders["from_sdist"]).read_bytes() == wheel.read_bytes()


def test_the_tests_of_the_readme(python: Path, shop: Path) -> None:
    """They pass as they stand, where the wheel and pytest are and nothing else."""
    done = ran(python, shop, "pytest", "-q", "-p", "no:cacheprovider", "-W", "error")
    assert re.search(r"^2 passed", done.stdout, re.M), done.stdout + done.stderr
    assert done.stderr == ""
    shorter = [line for line in (shop / "test_shop.py").read_text().splitlines() if line.strip()]
    assert len(shorter) <= 14


def test_the_oldest_versions_that_it_declares(wheel: Path, shop: Path) -> None:
    """With them the same tests pass, and a refusal finds its words."""
    # What the extra wants beside these, schemathesis decides.
    told = metadata(wheel).get_all("Requires-Dist", [])
    required = [each for each in told if "extra == 'contract'" not in each]
    oldest = [f"{found[1]}=={found[2]}.*" for it in required if (found := OLDEST.match(it))]
    assert len(oldest) == len(required)
    python = installed(wheel, shop, "pytest", *oldest, pinned=False)
    (shop / "test_wording.py").write_text(WORDING, encoding="utf-8")
    done = ran(
        python, shop, "pytest", "-q", "-p", "no:cacheprovider", "test_shop.py", "test_wording.py"
    )
    assert re.search(r"^3 passed", done.stdout, re.M), done.stdout + done.stderr


@pytest.mark.parametrize("workers", ["0", "8"])
def test_many_tests_on_the_same_number(python: Path, shop: Path, workers: str) -> None:
    """They do not come into each other's way, one after the other or several at a time."""
    (shop / "test_shop.py").write_text(MANY, encoding="utf-8")
    done = ran(python, shop, "pytest", "-q", "-p", "no:cacheprovider", "-n", workers)
    found = re.search(r"^400 passed in ([\d.]+)s", done.stdout, re.M)
    assert found, done.stdout + done.stderr


def test_the_command(python: Path, tmp_path: Path) -> None:
    """Outside of the checkout it serves, and tells the document's version."""
    command = str(python.parent / "plusofon-mock")
    told = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert told.stdout == f"plusofon-mock {VERSION}\n"
    serving = [command, "--port", "0"]
    with subprocess.Popen(serving, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            (url,) = re.findall(r"http://\S+", line)
            headers = {"Authorization": "Bearer test-1", "Client": "10553"}
            answer = httpx2.get(f"{url}/number/code-regions", headers=headers, trust_env=False)
            assert answer.json()["success"] is True
        finally:
            process.terminate()
    assert process.returncode == 0


def test_the_command_that_tests_a_server(python: Path, wheel: Path, tmp_path: Path) -> None:
    """It says what is missing where its extra is not installed, and works where it is."""
    command = python.parent / "plusofon-contract"
    asked = [str(command), "http://127.0.0.1:1/api/v1"]
    environment = {"PLUSOFON_TOKEN": "test-1"}
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("Run: pip install 'plusofon-numbers-mock[contract]'\n")
    complete = added(wheel, "contract", tmp_path)
    asked[0] = str(complete.parent / "plusofon-contract")
    sandbox = create_sandbox(lenient=True)
    with Server(sandbox) as serving:
        asked[1:] = [f"{serving.url}/api/v1", "--rate", "1000", "--cases", "0"]
        done = subprocess.run(
            asked, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "0 broken promises, 0 news about the provider" in done.stdout


def test_every_type_is_known(python: Path, tmp_path: Path) -> None:
    """Those who check the types of their tests find their own mistakes, and no others."""
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    (tmp_path / "test_typed.py").write_text(TYPED, encoding="utf-8")
    (tmp_path / "test_mistyped.py").write_text(MISTYPED, encoding="utf-8")
    found = told_by_pyright(tmp_path, python, "--pythonpath", str(python))["generalDiagnostics"]
    told = [(Path(each["file"]).name, each["range"]["start"]["line"]) for each in found]
    assert {file for file, _ in told} == {"test_mistyped.py"}, found
    assert {line for _, line in told} == {4, 5}
