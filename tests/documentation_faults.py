"""Faults in how documents are derived and published."""

from tests.faults import Fault

OVERLAY = "scripts/overlay.py"
TRANSLATION = "scripts/check_translation.py"
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
]
