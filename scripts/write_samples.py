"""Write scripts/overlays/samples.yaml: how to call each operation, in six languages.

usage: python -m scripts.write_samples

The templates are in scripts/generators/samples/; the values are the examples of the document.
Beside each sample stands what it must send (`x-sends`), so that whoever runs it can compare. The
address and the token come from the environment, as with the client: what is on the page runs as it
stands.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.build_docs.document import Document, Operation
from scripts.overlay import is_list, is_object
from scripts.people_text import spelt
from scripts.plain_yaml import load_yaml, plain_yaml

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "scripts" / "generators" / "samples"
OVERLAY = ROOT / "scripts" / "overlays" / "samples.yaml"

# Template, the language as highlighters name it, the language as people do.
LANGUAGES = [
    ("curl.sh.jinja", "sh", "curl"),
    ("python.py.jinja", "python", "Python"),
    ("javascript.mjs.jinja", "javascript", "JavaScript"),
    ("php.php.jinja", "php", "PHP"),
    ("go.go.jinja", "go", "Go"),
    ("java.java.jinja", "java", "Java"),
]
# These are called without a body as a rule; the others as the first example of the document has it.
WITHOUT_BODY = {"listSmsNumbers", "listReservations", "releaseNumber"}


def samples_overlay(document: Document) -> dict[str, Any]:
    """The Overlay that puts the samples into the document."""
    return {
        "overlay": "1.0.0",
        "info": {"title": "Code samples", "version": document.raw["info"]["version"]},
        "extends": "../../openapi.yaml",
        "actions": [
            {
                "target": spelt(("paths", each.path, each.method)),
                "update": {"x-codeSamples": [*samples_of(each)]},
            }
            for each in document.operations
        ],
    }


def samples_of(operation: Operation) -> Iterator[dict[str, Any]]:
    """A sample in each language, with what it must send."""
    facts = call_of(operation)
    for template, highlighted, label in LANGUAGES:
        in_query = label == "JavaScript" and operation.method == "get"
        query = facts["body"] if in_query else None
        source = ENVIRONMENT.get_template(template).render(**facts, query=query)
        if label == "Python":
            source = formatted(source)
        yield {
            "lang": highlighted,
            "label": label,
            "source": source.rstrip("\n") + "\n",
            "x-sends": sent(facts, in_query=in_query),
        }


def call_of(operation: Operation) -> dict[str, Any]:
    """What a sample sends, from the examples of the document."""
    values = {each["name"]: example_of(operation, each) for each in operation.parameters}
    body = None if operation.name in WITHOUT_BODY else first_body(operation)
    schemes = operation.document.raw["components"]["securitySchemes"]
    return {
        "name": operation.name,
        "method": operation.method.upper(),
        "path": operation.path.format(**values),
        "body": body,
        "client": schemes["client"]["x-default"],
        "python": python_call(operation, values, body),
    }


def example_of(operation: Operation, parameter: Mapping[str, Any]) -> Any:
    """The value of a parameter in its first example."""
    first = next(iter(parameter["examples"].values()))
    return operation.document.resolve(first)["value"]


def first_body(operation: Operation) -> dict[str, Any] | None:
    """The first example of the body; None where the operation takes none."""
    for example in operation.body_content.get("examples", {}).values():
        value: dict[str, Any] = operation.document.resolve(example)["value"]
        return value
    return None


def sent(facts: Mapping[str, Any], *, in_query: bool) -> dict[str, Any]:
    """What arrives: method, path with query string, and the body if there is one."""
    body = facts["body"]
    if body and in_query:
        return {"method": facts["method"], "target": f"{facts['path']}?{urlencode(body)}"}
    told = {"method": facts["method"], "target": facts["path"]}
    return told | {"body": body} if body else told


def python_call(
    operation: Operation, values: Mapping[str, Any], body: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The call of the client's method, and the names that it needs."""
    imports = {"Plusofon"}
    document = operation.document
    schemas = {each["name"]: each["schema"] for each in operation.parameters}
    arguments = [python_value(document, schemas[name], values[name], imports) for name in values]
    if body is not None:
        schema = document.resolve(operation.body_content["schema"])
        arguments += python_arguments(document, schema, body, imports)
    method = re.sub("([A-Z])", r"_\1", operation.name).lower()
    return {"call": f"{method}({', '.join(arguments)})", "imports": sorted(imports)}


def python_arguments(
    document: Document, schema: Mapping[str, Any], body: Mapping[str, Any], imports: set[str]
) -> list[str]:
    """The arguments for a body: its fields, or one object where the type decides on the fields."""
    if "oneOf" in schema:
        kind = schema["discriminator"]["propertyName"]
        reference = schema["discriminator"]["mapping"][body[kind]]
        name = reference.rpartition("/")[2]
        imports.add(name)
        rest = {key: value for key, value in body.items() if key != kind}
        fields = python_arguments(document, document.target(reference), rest, imports)
        return [f"{name}({', '.join(fields)})"]
    return [
        f"{key}={python_value(document, schema['properties'][key], value, imports)}"
        for key, value in body.items()
    ]


def python_value(document: Document, schema: Any, value: Any, imports: set[str]) -> str:
    """A value as Python; an id or a telephone number in the type that the client has for it."""
    resolved = document.resolve(schema)
    if is_list(value):
        items = [python_value(document, resolved["items"], each, imports) for each in value]
        return f"[{', '.join(items)}]"
    if resolved.get("x-distinct"):
        name = type_name(document, schema)
        imports.add(name)
        return f"{name}({value!r})"
    return repr(value)


def type_name(document: Document, schema: Any) -> str:
    """The name of the schema that a reference ends at."""
    target = document.target(schema["$ref"])
    if is_object(target) and "$ref" in target:
        return type_name(document, target)
    return str(schema["$ref"]).rpartition("/")[2]


def formatted(source: str) -> str:
    """Python as ruff formats it, for lines that fit a page."""
    command = [
        str(Path(sys.executable).parent / "ruff"),
        "format",
        "--isolated",
        "--no-cache",
        "--line-length",
        "80",
        "-",
    ]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
    return done.stdout


def json_literal(value: Any) -> str:
    """A value as JSON in one line."""
    return json.dumps(value, ensure_ascii=False)


def javascript_literal(value: Any) -> str:
    """An object as JavaScript in one line."""
    if is_object(value):
        return "{ " + ", ".join(f"{k}: {json_literal(v)}" for k, v in value.items()) + " }"
    return json_literal(value)


def php_literal(value: Any) -> str:
    """A value as PHP in one line."""
    if is_object(value):
        return "[" + ", ".join(f"'{k}' => {php_literal(v)}" for k, v in value.items()) + "]"
    if is_list(value):
        return "[" + ", ".join(map(php_literal, value)) + "]"
    return f"'{value}'" if isinstance(value, str) else json_literal(value)


ENVIRONMENT = Environment(  # noqa: S701 - code is written here, not HTML
    loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True
)
ENVIRONMENT.filters |= {"json": json_literal, "javascript": javascript_literal, "php": php_literal}


HEAD = "# How to call each operation, in six languages. Written by `make samples`; do not edit.\n\n"


def written(document: Document) -> str:
    """The Overlay as a file."""
    return HEAD + plain_yaml(samples_overlay(document), width=200)


def main() -> None:
    """Write the Overlay."""
    raw = load_yaml((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    OVERLAY.write_text(written(Document(raw)), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 1:
        sys.exit(__doc__)
    main()
