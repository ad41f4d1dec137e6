"""The theme's script, mended: its search speaks English only and is loaded by every page."""

from scripts.build_docs.language import BuildFailed, Language

# What the script says, and the label that stands in its place.
SAYS = {
    '"aria-label":"Close search"': '"aria-label":"{search close}"',
    '"aria-label":"Filters"': '"aria-label":"{search filters}"',
    'children:"Filters"': 'children:"{search filters}"',
    'children:"Tags"': 'children:"{search tags}"',
    '"aria-label":"Search results"': '"aria-label":"{search results}"',
    '"aria-label":"Search"': '"aria-label":"{search}"',
    'placeholder:"Search"': 'placeholder:"{search}"',
    '"No results"': '"{search none}"',
    '"Loading search\\u2026"': '"{search loading}"',
    '"Search is unavailable. Reload the page to try again."': '"{search unavailable}"',
    '`${new Intl.NumberFormat("en-US").format(i)} ${i===1?"result":"results"}`': (
        '`{search found}${new Intl.NumberFormat("{code}").format(i)}`'
    ),
    # A screen reader offers each landmark as a place to go, and a page has dozens of copy buttons.
    '"nav",{class:"md-code__nav"}': '"div",{class:"md-code__nav"}',
    # The index of the search would be a quarter of what a page weighs, and few search: it is
    # loaded once they touch something, or where words are to be marked (?h=).
    'Ge(new URL("search.json",zn.base))': (
        'R(b(window,"pointerdown"),b(window,"keydown"),b(window,"click"))'
        '.pipe(fe().searchParams.has("h")?G(0):de(1),de(1),'
        'g(()=>Ge(new URL("search.json",zn.base))),ne(1))'
    ),
}
LABELS = (
    *("search close", "search filters", "search tags", "search results", "search"),
    *("search none", "search loading", "search unavailable", "search found"),
)


class ScriptChanged(BuildFailed):
    """The theme's script is not the one that is known; the text says what it lacks."""


def mended(script: str, language: Language) -> str:
    """The script in a language.

    Raises:
        ScriptChanged: Something that is to be replaced is not there.
    """
    for there, instead in SAYS.items():
        if there not in script:
            raise ScriptChanged(f"the theme's script has no {there}; compare it with script.py")
        script = script.replace(there, spoken(instead, language))
    return script


def spoken(text: str, language: Language) -> str:
    """A replacement with its labels filled in."""
    for name in LABELS:
        text = text.replace(f"{{{name}}}", language.say(name) if f"{{{name}}}" in text else "")
    return text.replace("{code}", language.code)
