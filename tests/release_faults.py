"""Faults in a release: what it lets pass, what it forgets, what it gives away."""

from tests.faults import Fault

COMMAND = "scripts/release/__main__.py"
BILL = "scripts/release/bill.py"
BUILD = "scripts/release/distributions.py"
BY_MISUSE = "tests/test_release.py::test_a_misuse"
BY_BILL = "tests/test_release.py::test_a_bill_of_materials"

RELEASE_FAULTS = [
    Fault(
        name="ReleasesWhatIsNotCommitted",
        file=COMMAND,
        healthy="    repository.check_clean()\n",
        faulty="",
        caught_by=BY_MISUSE,
        only="uncommitted",
    ),
    Fault(
        name="ReleasesUnderAnyVersion",
        file=COMMAND,
        healthy="    if version != found.version:",
        faulty="    if not version:",
        caught_by=BY_MISUSE,
        only="another",
    ),
    Fault(
        name="MovesATag",
        file=COMMAND,
        healthy='    repository.check_free(f"v{version}")\n',
        faulty="",
        caught_by=BY_MISUSE,
        only="tag",
    ),
    Fault(
        name="ReleasesWithADraft",
        file=COMMAND,
        healthy="    check(found, text)\n",
        faulty="",
        caught_by=BY_MISUSE,
        only="draft",
    ),
    Fault(
        name="ReleasesWithoutRussian",
        file=COMMAND,
        healthy='if stale := [*stale_pages(written_pages("en"), written_pages("ru"))]:',
        faulty="if stale := list[str]():",
        caught_by=BY_MISUSE,
        only="Russian",
    ),
    Fault(
        name="ForgetsTheStampOfTheRussianChangelog",
        file="scripts/release/words.py",
        healthy="stamp(iter([english]))",
        faulty="stamp(iter([text]))",
        caught_by="tests/test_release.py::test_the_changelogs",
        only="recorded",
    ),
    Fault(
        name="PublishesByItself",
        file="scripts/release/repository.py",
        healthy='        self.git("tag", "--annotate", name, "--message", message)\n',
        faulty=(
            '        self.git("tag", "--annotate", name, "--message", message)\n'
            '        self.git("push", "--quiet", "origin", "HEAD", name)\n'
        ),
        caught_by="tests/test_release.py::test_it_publishes_nothing",
        only="recorded",
    ),
    Fault(
        name="ForgetsTheDocumentOfTheRelease",
        file=COMMAND,
        healthy="repository.commit([kept.document, sums, CHANGELOG, RUSSIAN]",
        faulty="repository.commit([CHANGELOG, RUSSIAN]",
        caught_by="tests/test_release.py::test_what_is_committed_and_tagged",
        only="recorded",
    ),
    Fault(
        name="BuildsOnceOnly",
        file=BUILD,
        healthy="            if first.read_bytes() != second.read_bytes():",
        faulty="            if first.name != second.name:",
        caught_by="tests/test_release.py::test_a_build_that_is_not_reproducible",
    ),
    Fault(
        name="LosesTheChecksumOfABill",
        file=COMMAND,
        healthy="checksums(files)",
        faulty="checksums(files[:-1])",
        caught_by="tests/test_release.py::test_what_people_download",
    ),
    Fault(
        name="TellsTheHourOfTheBill",
        file=BILL,
        healthy='"environment", "--output-reproducible"]',
        faulty='"environment"]',
        caught_by=BY_BILL,
    ),
    Fault(
        name="BillsWhatIsNotPinned",
        file=BILL,
        healthy='if "==" in line]',
        faulty='if "==" in line and not line.startswith("anyio")] + ["anyio<4.16"]',
        caught_by=BY_BILL,
    ),
]
