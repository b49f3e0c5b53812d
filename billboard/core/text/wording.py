"""Normalise a slogan, and refuse what cannot or should not be drawn.

Properties come from `regex`, whose tables are newer than those of `unicodedata`.
"""

from __future__ import annotations

import unicodedata

import regex

from billboard.core.errors import SloganRefused
from billboard.core.text import unseen
from billboard.core.text.graphemes import LONGEST_GRAPHEME, graphemes
from billboard.core.text.scripts import SET

MOST_MARKS = 4

_NEWLINES = regex.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_GLUE = regex.compile(r"[\u00a0\u202f\u2007]+")
_BLANKS = regex.compile(r"[\t \u1680\u2000-\u2006\u2008-\u200a\u205f\u2800\u3000]")
_AROUND_NEWLINE = regex.compile(r"[ \u00a0]*\n(?:[ \u00a0\n]*\n)?(?:[ \u00a0](?!\p{M}))*")
_EDGES = regex.compile(r"^(?:[ \u00a0\n]*\n)?(?:[ \u00a0](?!\p{M}))*|[ \u00a0\n]+$")
# A mark on a space stands on one that no line ends at (The Unicode Standard, 2.11).
_BARE_MARK = regex.compile(r"(?:^|(?<=\n)|[ \u00a0])(?=\p{M})")
_MARK_FLOOD = regex.compile(rf"(?:\p{{M}}[\u200c\u200d]*){{{MOST_MARKS + 1},}}")
_SUSPECT = regex.compile(r"[\p{Cs}\p{Co}\p{Cn}\ufffd\u202d\u202e]")

_SCRIPT_NAME = regex.compile(r"(.+?) (?:LETTER|SYLLABLE|VOWEL SIGN|INDEPENDENT VOWEL)\b")
_SET = regex.compile(f"[{SET}]")


def normalise(text: str) -> str:
    """The one form in which a slogan is kept: NFC, LF, single spaces, single deliberate newlines, trimmed."""
    text = regex.sub(" {2,}", " ", cleaned(text))
    text = _GLUE.sub("\u00a0", text)
    text = regex.sub(r" *\u00a0 +| +\u00a0 *", " ", text)
    text = _BARE_MARK.sub("\u00a0", _AROUND_NEWLINE.sub("\n", text))
    return _EDGES.sub("", text)


def cleaned(text: str) -> str:
    """A text of several paragraphs: NFC, LF, plain blanks, and without the codes that nobody sees or means."""
    text = _BLANKS.sub(" ", _NEWLINES.sub("\n", text))
    return unicodedata.normalize("NFC", unseen.tidied(unseen.without_noise(text)))


def code_point(char: str) -> str:
    return f"U+{ord(char):04X}"


def describe(char: str) -> str:
    """A character for a sentence: “★” (U+2605, black star)."""
    name = unicodedata.name(char, "").lower()
    return f"“{char}” ({code_point(char)}{', ' + name if name else ''})"


def undrawable(char: str) -> str:
    """What to say of a character that no face has: of a letter, its whole script."""
    script = _SCRIPT_NAME.match(unicodedata.name(char, ""))
    if script and not _SET.match(char):
        return f"There is no type for {script.group(1).title()} letters here. Try another language, or other words."
    return f"No type here can draw {describe(char)}. Take it out and try again."


def check(text: str, field: str | None = None) -> None:
    """Refuse a normalised text that hides something or floods the page; the sentence names the fault.

    Its length has been bounded: this takes longer than in proportion to it.
    """
    if text.isascii() and text.replace("\n", " ").isprintable():
        return
    if found := _SUSPECT.search(text):
        raise SloganRefused(_fault(found.group()), field)
    if any(len(grapheme) > LONGEST_GRAPHEME for grapheme in graphemes(text)):
        # An emoji of a thousand joined parts would count as one character and take a second to draw.
        raise SloganRefused("One character is glued together from too many. Take it out and try again.", field)
    if flood := _MARK_FLOOD.search(text):
        base = text[max(0, flood.start() - 1)]
        raise SloganRefused(f"Too many accents are piled on “{base}”. Leave at most {MOST_MARKS} and try again.", field)


def _fault(char: str) -> str:
    """The sentence for a suspect character."""
    code, where = ord(char), f"({code_point(char)}) and try again."
    if char in unseen.LTR_OVERRIDE + unseen.RTL_OVERRIDE:
        return f"Take out the invisible direction mark ({code_point(char)}), which turns letters round, and try again."
    if char == "\ufffd":
        return f"A character was lost in copying ({code_point(char)}). Type it afresh and try again."
    if 0xD800 <= code <= 0xDFFF:
        return f"The text holds half of a character ({code_point(char)}). Type it afresh and try again."
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return f"Take out the code that is no character {where}"
    if regex.match(r"\p{Co}", char):
        return f"Take out the private-use character {where} It looks different on every machine."
    return f"Take out the unassigned character {where}"


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
