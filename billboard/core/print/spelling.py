"""What a print tells whoever searches it, copies from it or has it read aloud."""

from __future__ import annotations

import regex

from billboard.core.text import bidi
from billboard.core.text.scripts import KANA

# A script without its language is what there is to know of a slogan (BCP 47).
_SCRIPTS = {
    "Arab": regex.compile(r"\p{Arabic}"),
    "Hebr": regex.compile(r"\p{Hebrew}"),
    "Deva": regex.compile(r"\p{Devanagari}"),
    "Beng": regex.compile(r"\p{Bengali}"),
    "Gujr": regex.compile(r"\p{Gujarati}"),
    "Guru": regex.compile(r"\p{Gurmukhi}"),
    "Taml": regex.compile(r"\p{Tamil}"),
    "Geor": regex.compile(r"\p{Georgian}"),
    "Armn": regex.compile(r"\p{Armenian}"),
    "Thai": regex.compile(r"\p{Thai}"),
    "Grek": regex.compile(r"\p{Greek}"),
    "Cyrl": regex.compile(r"\p{Cyrillic}"),
    "Jpan": regex.compile(f"[{KANA}]"),
    "Kore": regex.compile(r"\p{Hangul}"),
    "Hani": regex.compile(r"\p{Han}"),
}


def language_of(text: str) -> str:
    """A language tag for a text in no Latin script; empty otherwise."""
    return next((f"und-{name}" for name, script in _SCRIPTS.items() if script.search(text)), "")


def spelt(text: str) -> tuple[str, str]:
    """What a span says it spells, and the tag of its language.

    Nothing where a text runs from right to left: readers put glyphs that do so into the order of reading themselves,
    and some do the same with what a span says.
    """
    return "" if bidi.is_mixed(text) else text, language_of(text)
