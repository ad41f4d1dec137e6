"""YAML for people: no aliases, and a block for each text of several lines; and how it is read."""

from typing import Any

import yaml

# The one in C is ten times as fast, and not everywhere.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:
    """Read YAML of plain values. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are safe


class Dumper(yaml.SafeDumper):
    """Writes each value out where it belongs."""

    def analyze_scalar(self, scalar: str) -> Any:
        """Let a text of several lines be a block though it has tabs, as Go has."""
        analysis = super().analyze_scalar(scalar)
        analysis.allow_block = analysis.allow_block or "\n" in scalar
        return analysis

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the name is PyYAML's
        """Write a value out wherever it stands."""
        return True


def represent(dumper: Dumper, text: str) -> yaml.ScalarNode:
    """A text as a block where it has several lines."""
    style = "|" if "\n" in text else None
    node: yaml.ScalarNode = dumper.represent_scalar(  # pyright: ignore[reportUnknownMemberType]
        "tag:yaml.org,2002:str", text, style=style
    )
    return node


Dumper.add_representer(str, represent)


def plain_yaml(value: Any, width: int) -> str:
    """A value as YAML, its keys in the order that they have."""
    text: str = yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=width)
    return text
