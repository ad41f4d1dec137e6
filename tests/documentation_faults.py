"""Faults in how documents are derived and published."""

from tests.faults import Fault

OVERLAY = "scripts/overlay.py"
TRANSLATION = "scripts/check_translation.py"
PUBLISHING = "scripts/publish_docs.py"
VERSIONS = "scripts/build_docs/versions.py"
WORKFLOW = ".github/workflows/documentation.yaml"
BY_PUBLISHING = "tests/test_publish.py"
BY_WORKFLOW = "tests/test_workflow.py"
SAMPLES = "scripts/overlays/samples.yaml"
BY_OVERLAY = "tests/test_overlay.py"
BY_TRANSLATION = "tests/test_translation.py"
BY_SAMPLES = "tests/test_samples.py"

DOCUMENTATION_FAULTS = [
    Fault(
        name="ChangesTheFirstOfSeveralNodes",
        file=OVERLAY,
        healthy="    if len(matches) != 1:",
        faulty="    if not matches:",
        caught_by=f"{BY_OVERLAY}::test_an_action_that_cannot_be_carried_out",
    ),
    Fault(
        name="PutsAListInThePlaceOfAnother",
        file=OVERLAY,
        healthy="            there.extend(copy.deepcopy(value))",
        faulty="            node[key] = copy.deepcopy(value)",
        caught_by=f"{BY_OVERLAY}::test_an_update_of_a_list",
    ),
    Fault(
        name="ChangesWhatAnAliasShares",
        file=OVERLAY,
        healthy="    changed: dict[str, Any] = unshared(document)",
        faulty="    changed: dict[str, Any] = copy.deepcopy({**document})",
        caught_by=f"{BY_OVERLAY}::test_a_node_that_yaml_shares",
    ),
    Fault(
        name="TakesAnEmptyUpdateForARemoval",
        file=OVERLAY,
        healthy="    if remove is (update is not None) or remove not in (True, False):",
        faulty="    if remove not in (True, False):",
        caught_by=f"{BY_OVERLAY}::test_an_action_that_cannot_be_carried_out",
    ),
    Fault(
        name="OverlooksThatTheEnglishHasChanged",
        file=TRANSLATION,
        healthy='        if action.extensions.get("x-english") != now:',
        faulty='        if "x-english" not in action.extensions:',
        caught_by=f"{BY_TRANSLATION}::test_a_changed_text",
    ),
    Fault(
        name="TakesEnglishForRussian",
        file=TRANSLATION,
        healthy='    if russian == english or not re.search("[а-яё]", russian, re.I):',
        faulty="    if not russian:",
        caught_by=f"{BY_TRANSLATION}::test_a_new_text",
    ),
    Fault(
        name="LetsAnEnglishWordStand",
        file=TRANSLATION,
        healthy="    if left := LATIN.findall(prose):",
        faulty="    if left := LATIN.findall(prose)[:0]:",
        caught_by=f"{BY_TRANSLATION}::test_a_text_in_english",
    ),
    Fault(
        name="LetsATranslationLoseANumber",
        file=TRANSLATION,
        healthy='    patterns = {"code": CODE, "number": DIGITS}',
        faulty='    patterns = {"code": CODE}',
        caught_by=f"{BY_TRANSLATION}::test_a_translation_that_lost_a_number",
    ),
    Fault(
        name="LetsAnActionTranslateData",
        file=TRANSLATION,
        healthy="            if place not in english:",
        faulty='            if place == ("",):',
        caught_by=f"{BY_TRANSLATION}::test_a_translation_of_data",
    ),
    Fault(
        name="PassesOverAnUnknownKeyword",
        file="scripts/people_text.py",
        healthy="    elif isinstance(node, str):\n        raise UnknownKeyword(",
        faulty="    elif isinstance(node, bytes):\n        raise UnknownKeyword(",
        caught_by=f"{BY_TRANSLATION}::test_a_new_keyword",
    ),
    Fault(
        name="LosesTheFilterOfAGet",
        file=SAMPLES,
        healthy="""-d '{"owner_type": "personal", "phone_type": "abc",""",
        faulty="""-G -d '{"owner_type": "personal", "phone_type": "abc",""",
        caught_by=f"{BY_SAMPLES}::test_a_sample",
        only="searchNumbers and curl",
    ),
    Fault(
        name="LosesTheBodyOfAPost",
        file=SAMPLES,
        healthy="""            CURLOPT_POSTFIELDS => json_encode(['number' => 4951332210,""",
        faulty="""            CURLOPT_COOKIE => json_encode(['number' => 4951332210,""",
        caught_by=f"{BY_SAMPLES}::test_a_sample",
        only="reserveNumber and PHP",
    ),
    Fault(
        name="SendsAnotherIdThanThePageSays",
        file=SAMPLES,
        healthy="plusofon.release_number(NumberId(31))",
        faulty="plusofon.release_number(NumberId(15))",
        caught_by=f"{BY_SAMPLES}::test_a_sample",
        only="releaseNumber and Python",
    ),
    Fault(
        name="AsksForWhatTheSandboxRefuses",
        file=SAMPLES,
        healthy="4951332210",
        faulty="4951332211",
        times=12,
        caught_by=f"{BY_SAMPLES}::test_a_sample",
        only="reserveNumber and JavaScript",
    ),
    Fault(
        name="ForgetsAHeader",
        file=SAMPLES,
        healthy="""        curl "$PLUSOFON_BASE_URL/number/sms" \\
          -H "Authorization: Bearer $PLUSOFON_TOKEN" \\
          -H "Client: 10553" \\
          -H "Accept: application/json\"""",
        faulty="""        curl "$PLUSOFON_BASE_URL/number/sms" \\
          -H "Authorization: Bearer $PLUSOFON_TOKEN" \\
          -H "Client: 10553\"""",
        caught_by=f"{BY_SAMPLES}::test_a_sample",
        only="listSmsNumbers and curl",
    ),
    Fault(
        name="PrintsNoAnswer",
        file=SAMPLES,
        healthy="answer = plusofon.list_regions()\n            print(answer)",
        faulty="answer = plusofon.list_regions()\n            print(plusofon)",
        caught_by=f"{BY_SAMPLES}::test_a_sample",
        only="listRegions and Python",
    ),
    Fault(
        name="SendsTextInThePlaceOfJson",
        file="scripts/generators/samples/javascript.mjs.jinja",
        healthy="JSON.stringify({{ body | javascript }})",
        faulty="String({{ body | javascript }})",
        caught_by=f"{BY_SAMPLES}::test_the_samples_are_those_of_the_document",
    ),
    Fault(
        name="OverlooksAStalePage",
        file=TRANSLATION,
        healthy="        elif not (found := STAMP.match(russian[path])) or found[1] != now:",
        faulty="        elif not STAMP.match(russian[path]):",
        caught_by=f"{BY_TRANSLATION}::test_a_written_page_that_has_changed",
    ),
    Fault(
        name="TakesAPageWithoutAStamp",
        file=TRANSLATION,
        healthy="        elif not (found := STAMP.match(russian[path])) or found[1] != now:",
        faulty="        elif (found := STAMP.match(russian[path])) and found[1] != now:",
        caught_by=f"{BY_TRANSLATION}::test_a_written_page_without_a_stamp",
    ),
    Fault(
        name="ChangesAnEnglishPageAlone",
        file="docs/en/recipes/lost-answer.md",
        healthy="Was it bought?",
        faulty="Was it sold?",
        caught_by=f"{BY_TRANSLATION}::test_the_written_pages",
    ),
    Fault(
        name="ExplainsAnOptionInEnglishAlone",
        file="scripts/mock_server/__main__.py",
        healthy="print the version and exit",
        faulty="print the version of the document and exit",
        caught_by=f"{BY_TRANSLATION}::test_a_translation",
        only="sandbox",
    ),
    Fault(
        name="ExplainsAControlInEnglishAlone",
        file="scripts/mock_server/control.yaml",
        healthy="summary: Reset an account",
        faulty="summary: Let an account begin anew",
        caught_by=f"{BY_TRANSLATION}::test_a_translation",
        only="control",
    ),
    Fault(
        name="LosesAnOlderVersion",
        file=PUBLISHING,
        healthy="    replace(built, site / version.name)",
        faulty="    shutil.rmtree(site, True)\n    replace(built, site / version.name)",
        caught_by=f"{BY_PUBLISHING}::test_one_more_version",
    ),
    Fault(
        name="LetsAnOlderVersionForgetTheNewOne",
        file=PUBLISHING,
        healthy="    for folder in (LATEST, *(each.name for each in versions)):",
        faulty="    for folder in (LATEST, version.name):",
        caught_by=f"{BY_PUBLISHING}::test_one_more_version",
    ),
    Fault(
        name="LetsTheLastThatCameBeTheLatest",
        file=PUBLISHING,
        healthy="    replace(site / latest_of(versions).name, site / LATEST)",
        faulty="    replace(site / version.name, site / LATEST)",
        caught_by=f"{BY_PUBLISHING}::test_an_older_version_that_is_published_later",
    ),
    Fault(
        name="LeavesPagesOfTheFormerBuild",
        file=PUBLISHING,
        healthy="    shutil.rmtree(target, ignore_errors=True)\n    fresh.rename(target)",
        faulty="    shutil.copytree(fresh, target, dirs_exist_ok=True)\n    shutil.rmtree(fresh)",
        caught_by=f"{BY_PUBLISHING}::test_a_version_that_is_published_again",
    ),
    Fault(
        name="PublishesIntoTheFolderOfAnother",
        file=PUBLISHING,
        healthy="    if others and LATEST not in others:",
        faulty="    if not others and LATEST in others:",
        caught_by=f"{BY_PUBLISHING}::test_a_folder_that_is_for_something_else",
        only="folder",
    ),
    Fault(
        name="LosesThePlaceBetweenVersions",
        file=VERSIONS,
        healthy="    target = page if (there / page).exists() else",
        faulty="    target = page if page.name == LATEST else",
        caught_by=f"{BY_PUBLISHING}::test_one_more_version",
    ),
    Fault(
        name="LeadsToAPageThatAVersionDoesNotHave",
        file=VERSIONS,
        healthy="    target = page if (there / page).exists() else",
        faulty="    target = page if there.exists() else",
        caught_by=f"{BY_PUBLISHING}::test_a_page_that_another_version_does_not_have",
    ),
    Fault(
        name="ComparesVersionsAsTexts",
        file=VERSIONS,
        healthy='[int(number) for number in numbers.split(".")]',
        faulty="[ord(letter) for letter in numbers]",
        caught_by=f"{BY_PUBLISHING}::test_the_order_of_versions",
    ),
    Fault(
        name="LeadsToOneHostOnly",
        file=VERSIONS,
        healthy="    address = f\"{'../' * len(page.parts)}{name}/{target.as_posix()}\"",
        faulty='    address = f"/{name}/{target.as_posix()}"',
        caught_by=f"{BY_PUBLISHING}::test_a_switcher_without_javascript",
    ),
    Fault(
        name="ForgetsWhatIsServed",
        file=WORKFLOW,
        healthy="          if git fetch --depth 1 origin gh-pages; then",
        faulty="          if git fetch --depth 1 origin pages; then",
        caught_by=f"{BY_WORKFLOW}::test_the_first_version_and_one_more",
    ),
    Fault(
        name="PublishesATagThatTheDocumentIsNot",
        file=WORKFLOW,
        healthy="            exit 1\n",
        faulty="",
        caught_by=f"{BY_WORKFLOW}::test_a_tag",
    ),
    Fault(
        name="PublishesTheRepositoryToo",
        file=WORKFLOW,
        healthy="            git -C build/site rm -r --force --quiet .\n",
        faulty="",
        caught_by=f"{BY_WORKFLOW}::test_the_first_version_and_one_more",
    ),
    Fault(
        name="TrustsWhateverAnActionBecomes",
        file=WORKFLOW,
        healthy="actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
        faulty="actions/checkout@v5",
        caught_by=f"{BY_WORKFLOW}::test_each_action_is_pinned",
    ),
    Fault(
        name="MakesATargetThatThereIsNot",
        file="Makefile",
        healthy="docs-publish: docs ##",
        faulty="publish-docs: docs ##",
        caught_by=f"{BY_WORKFLOW}::test_the_targets_that_it_makes_exist",
    ),
    Fault(
        name="OrdersAFaultThatThereIsNot",
        file="docs/examples/sandbox/order_a_fault.sh",
        healthy="too_many_requests",
        faulty="too_many_calls",
        caught_by="tests/test_examples.py::test_an_example",
        only="order_a_fault",
    ),
    Fault(
        name="ForgetsWhereItRemembers",
        file="docs/examples/sandbox/serve_from_a_file.sh",
        healthy="sqlite:///sandbox.db",
        faulty="memory",
        caught_by="tests/test_examples.py::test_a_command_that_serves",
        only="serve_from_a_file",
    ),
    Fault(
        name="LeadsToAnotherPort",
        file="docs/examples/sandbox/environment.sh",
        healthy="CONTROL_URL=http://127.0.0.1:8080",
        faulty="CONTROL_URL=http://127.0.0.1:8000",
        caught_by="tests/test_examples.py::test_the_variables_that_are_set",
    ),
    Fault(
        name="PaysAnyPrice",
        file="docs/examples/shop/shop.py",
        healthy=", max_price=250",
        faulty="",
        caught_by="tests/test_recipe.py::test_the_recipe",
        only="test_the_recipe and not care and not typed",
    ),
]
