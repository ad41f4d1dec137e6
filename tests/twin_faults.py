"""Faults in the portable twin: what it keeps of the contract, and what its rules let through."""

from tests.faults import Fault

SCHEMAS = "scripts/portable_twin/schemas.py"
OPERATIONS = "scripts/portable_twin/operations.py"
OLDER = "scripts/portable_twin/form_3_0.py"
RULES = "scripts/portable_twin/rules.py"
TWIN = "scripts/portable_twin/twin.py"
COMMAND = "scripts/portable_twin/__main__.py"
OVERLAY = "scripts/overlays/portable.yaml"
BY_LIST = "tests/test_twin.py::test_the_differences_from_the_contract"
BY_FORMS = "tests/test_twin.py::test_the_forms_say_the_same"
BY_REFUSAL = "tests/test_twin.py::test_what_the_older_form_cannot_say"
BY_CONTRACT = "tests/test_twin.py::test_a_contract_without_a_twin"
BY_RULE = "tests/test_twin_rules.py::test_a_document_that_breaks_one_rule"

TWIN_FAULTS = [
    Fault(
        name="LeavesAFilterOut",
        file=OPERATIONS,
        healthy='    for name, each in schema["properties"].items():',
        faulty='    for name, each in [*schema["properties"].items()][:6]:',
        caught_by=BY_LIST,
    ),
    Fault(
        name="DemandsAFilter",
        file=OPERATIONS,
        healthy='"in": "query", "required": False}',
        faulty='"in": "query", "required": True}',
        caught_by=BY_LIST,
    ),
    Fault(
        name="KeepsTheLinks",
        file=OPERATIONS,
        healthy='        answer.pop("links", None)\n',
        faulty="",
        caught_by=BY_LIST,
    ),
    Fault(
        name="TakesAFailureForWhatWasAskedFor",
        file=OPERATIONS,
        healthy='key=lambda each: "x-failure" in resolved(document, each))',
        faulty='key=lambda each: "x-failure" not in resolved(document, each))',
        caught_by=BY_LIST,
    ),
    Fault(
        name="GivesTheTextOfAnErrorToBothForms",
        file=OPERATIONS,
        healthy='    if all(each.get("type") == full[0].get("type") for each in full):',
        faulty="    if full:",
        caught_by="tests/test_twin.py::test_the_examples",
    ),
    Fault(
        name="LosesALimitOfARequest",
        file=SCHEMAS,
        healthy='keyword in DEMANDS | {"const", "format"}',
        faulty='keyword in DEMANDS - {"maxLength"} | {"const", "format"}',
        caught_by=BY_LIST,
    ),
    Fault(
        name="LosesTheSizeOfANumber",
        file=SCHEMAS,
        healthy='(keyword, value) == ("format", "int64")',
        faulty='(keyword, value) == ("format", "int32")',
        caught_by=BY_LIST,
    ),
    Fault(
        name="TakesTheEnumerationForThePlainType",
        file=SCHEMAS,
        healthy='[each for each in branches if "enum" not in resolved(self.document, each)]',
        faulty="branches[:1]",
        caught_by=BY_LIST,
    ),
    Fault(
        name="ForgetsThatSomethingMayBeNull",
        file=SCHEMAS,
        healthy='            self.named[name]["type"] = ["object", "null"]\n',
        faulty="            pass\n",
        caught_by=BY_LIST,
    ),
    Fault(
        name="LetsAnUnknownKeywordPass",
        file=SCHEMAS,
        healthy="        if unknown := schema.keys() - KNOWN:",
        faulty="        if unknown := schema.keys() - KNOWN - schema.keys():",
        caught_by=BY_CONTRACT,
    ),
    Fault(
        name="SharesASchemaBetweenTheSides",
        file=SCHEMAS,
        healthy="        if self.sides.setdefault(name, side) is not side:",
        faulty="        if self.sides.setdefault(name, side) is None:",
        caught_by=BY_CONTRACT,
    ),
    Fault(
        name="WritesATwinThatBreaksARule",
        file=TWIN,
        healthy="    if findings := broken_rules(twin):",
        faulty="    if findings := broken_rules(twin)[:0]:",
        caught_by=BY_CONTRACT,
    ),
    Fault(
        name="LosesAComponentThatIsUsed",
        file=TWIN,
        healthy="        section: {",
        faulty='        section: {} if section == "examples" else {',
        caught_by="tests/test_twin.py::test_the_examples",
    ),
    Fault(
        name="LosesAnActionOfTheOverlay",
        file=OVERLAY,
        healthy="  - target: $.components.schemas.AmoForward.dependentSchemas\n    remove: true\n",
        faulty="",
        caught_by=BY_CONTRACT,
    ),
    Fault(
        name="ChangesMoreThanTheListSays",
        file=OVERLAY,
        healthy="  - target: $['x-differences']\n",
        faulty=(
            "  - target: $.paths['/number/buy'].post.description\n    remove: true\n"
            "  - target: $['x-differences']\n"
        ),
        caught_by=BY_LIST,
    ),
    Fault(
        name="ChangesOtherwiseThanTheListSays",
        file=OVERLAY,
        healthy="    update: {minimum: 1, maximum: 1}",
        faulty="    update: {minimum: 1, maximum: 2}",
        caught_by=BY_LIST,
    ),
    Fault(
        name="LosesNullInTheOlderForm",
        file=OLDER,
        healthy='{"type": types[0], "nullable": True}',
        faulty='{"type": types[0]}',
        caught_by=BY_FORMS,
    ),
    Fault(
        name="LosesTheExampleInTheOlderForm",
        file=OLDER,
        healthy='        older["example"] = examples[0]',
        faulty="        pass",
        caught_by=BY_FORMS,
    ),
    Fault(
        name="PassesAnUnknownKeywordOn",
        file=OLDER,
        healthy="    if name not in KINDS[kind]:",
        faulty='    if name not in KINDS[kind] and name != "prefixItems":',
        caught_by=BY_REFUSAL,
    ),
    Fault(
        name="PassesOnWhatStandsBesideAReference",
        file=OLDER,
        healthy='    if "$ref" in node and len(node) > 1:',
        faulty='    if "$ref" in node and len(node) > 9:',
        caught_by=BY_REFUSAL,
    ),
    Fault(
        name="TakesTheFirstOfSeveralTypes",
        file=OLDER,
        healthy='        if len(types) != 2 or types[1] != "null":',
        faulty="        if len(types) != 2:",
        caught_by=BY_REFUSAL,
    ),
    Fault(
        name="SaysTheWrongVersion",
        file=OLDER,
        healthy='VERSION = "3.0.3"',
        faulty='VERSION = "3.1.0"',
        caught_by="tests/test_twin.py::test_a_form",
    ),
    Fault(
        name="WritesInTheOrderOfASet",
        file=TWIN,
        healthy='[name for name in document["components"]["schemas"] if name in schemas.named]',
        faulty="[*{*schemas.named}]",
        caught_by="tests/test_twin.py::test_two_runs",
    ),
    Fault(
        name="IgnoresTheOverlayOfALanguage",
        file=COMMAND,
        healthy="            twin = apply_overlay(twin, load_overlay(overlay))",
        faulty="            apply_overlay(twin, load_overlay(overlay))",
        caught_by="tests/test_twin.py::test_an_overlay_of_a_language",
    ),
    Fault(
        name="ShowsATracebackToTheUser",
        file=COMMAND,
        healthy="    except (OverlayRefused, TwinRefused, OSError) as error:",
        faulty="    except (TwinRefused, OSError) as error:",
        caught_by="tests/test_twin.py::test_an_action_that_matches_nothing",
    ),
    Fault(
        name="WritesTheTwinBeforeItIsWhole",
        file=COMMAND,
        healthy="        for overlay in asked.overlay:",
        faulty="        write(twin_files(twin), asked.into)\n        for overlay in asked.overlay:",
        caught_by="tests/test_twin.py::test_an_action_that_matches_nothing",
    ),
    Fault(
        name="OffersTheTwinInOneLanguage",
        file="scripts/build_docs/downloads.py",
        healthy="    actions += load_overlay(translation) if translation.exists() else []\n",
        faulty="",
        caught_by="tests/test_twin.py::test_the_twin_to_download",
    ),
    Fault(
        name="OffersSamplesThatCallTheContract",
        file=OPERATIONS,
        healthy='            operation.pop("x-codeSamples", None)\n',
        faulty="",
        caught_by="tests/test_twin.py::test_the_twin_to_download",
    ),
    Fault(
        name="TranslatesTheTwinFromOtherWords",
        file="scripts/check_translation.py",
        healthy="if elsewhere.get(place) != text",
        faulty="if place not in elsewhere",
        caught_by="tests/test_translation.py::test_a_translation",
        only="portable",
    ),
]


def blind(rule: str, healthy: str, faulty: str) -> Fault:
    """A fault by which a rule of the twin no longer sees what it is there for."""
    name = "".join(word.capitalize() for word in rule.split("-"))
    return Fault(f"NoLongerSees{name}", RULES, healthy, faulty, BY_RULE, only=rule)


RULE_FAULTS = [
    blind(
        "union-discriminated",
        "sorted(mapped) == sorted(map(str, branches))",
        "{*mapped} <= {*map(str, branches)}",
    ),
    blind("no-base", 'if "allOf" in schema)', 'if "allOf" in schema and "type" not in schema)'),
    blind("one-type", 'len({*types} - {"null"}) != 1', "len(types) < 1"),
    blind("integer-int64", 'return re.fullmatch(r"id|', 'return re.fullmatch(r"id_|'),
    blind("schema-named", "schemas/[^/]+", "schemas/.+"),
    blind("query-zero-inline", '"0" in resolved(document, schema)', '"0" in dict(schema)'),
    blind("answer-uncoded", '("enum", "const"))', '("enum",))'),
    blind("answer-undemanding", '*("required", "pattern",', '*("required",'),
    blind("failure-declared", '"error", "code", "jsonrpc")', '"error", "code")'),
    blind(
        "query-undefaulted",
        '"default" in resolved(document, parameter["schema"])',
        '"default" in parameter["schema"]',
    ),
    blind("filter-in-query", 'place.endswith("/get")', 'place.endswith("/head")'),
    blind("client-header", "if not demanded or any(", "if not demanded or all("),
    blind("operation-named", 'len(operation.get("tags", [])) != 1', 'not operation.get("tags")'),
    Fault(
        name="OverlooksWhatAnAnswerRefersTo",
        file="scripts/portable_twin/places.py",
        healthy="            waiting += inside(reference, target(document, reference))",
        faulty="            inside(reference, target(document, reference))",
        caught_by=BY_RULE,
    ),
]
