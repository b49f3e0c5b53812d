"""Codes that are not seen: which of them say something, and which only came along with a paste.

Kept is what a writer steers the setting with, and what belongs to a letter or a picture: joiners in scripts that use
them, selectors on Han and emoji, direction marks and isolates as UAX 9 reads them, and what says where a line may or
may not end. All else that nobody could see to take out goes without a word. An override that turns letters round is
left for `wording.check` to refuse: nothing else makes a line read otherwise than it was written.
"""

from __future__ import annotations

import regex

from billboard.core.text.scripts import JOINING, SOUTH_EAST_ASIAN

SOFT_HYPHEN, BREAK, NO_BREAK = "\u00ad", "\u200b", "\u2060"  # a line may end here, with a hyphen or without; may not
ENDING = SOFT_HYPHEN + BREAK + NO_BREAK
LTR_ISOLATE, RTL_ISOLATE, FIRST_STRONG_ISOLATE, POP = "\u2066", "\u2067", "\u2068", "\u2069"
ISOLATES = LTR_ISOLATE + RTL_ISOLATE + FIRST_STRONG_ISOLATE
STEERING = "\u200e\u200f\u061c" + ISOLATES + POP  # direction
LTR_OVERRIDE, RTL_OVERRIDE = "\u202d", "\u202e"

# An embedding is read as the isolate of its direction, which Unicode recommends in its place; it is closed by a code of
# its own.
_EMBEDDINGS = {"\u202a": LTR_ISOLATE, "\u202b": RTL_ISOLATE}
_POP_EMBEDDING = "\u202c"
MOST_NESTED = 8  # isolates in one another; what is opened deeper is left out, with what closes it
_OPENING = frozenset({*_EMBEDDINGS, LTR_OVERRIDE, RTL_OVERRIDE})
_EXPLICIT = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}\p{Bidi_Class=AN}]")
_LEFT_TO_RIGHT = regex.compile(r"[\p{Bidi_Class=L}\p{Bidi_Class=EN}]")

# A flag of tag characters: black flag, the letters of a region, the cancel tag. Only these three are in general use.
_TAGS = {letter: chr(0xE0000 + ord(letter)) for letter in "gbenscotwl"}
_REGIONS = "|".join("".join(_TAGS[letter] for letter in region) for region in ("gbeng", "gbsct", "gbwls"))
_FILLERS = r"\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\ufffc"
_VISIBLE_FORMATS = r"\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
_SUBJECT_TO_LOSS = rf"(?:[\p{{M}}--[\p{{Variation_Selector}}{_FILLERS}]]*)"  # marks that stay between letter and joiner
_KEPT_OR_LOST = regex.compile(
    rf"""(?=[\p{{Cc}}\p{{Cf}}\p{{Variation_Selector}}{_FILLERS}])(?P<kept>
        (?<=\U0001f3f4)(?:{_REGIONS})\U000e007f
      | (?<=\p{{Emoji}})[\ufe0e\ufe0f]
      | (?<=\p{{Han}})[\ufe00-\ufe0d\U000e0100-\U000e01ef]
      | (?<=\p{{Extended_Pictographic}}[\ufe0e\ufe0f]?|\p{{Emoji_Modifier}})\u200d(?=\p{{Extended_Pictographic}})
      | (?<=[{JOINING}]{_SUBJECT_TO_LOSS})[\u200c\u200d]
      | [{ENDING}{STEERING}\u202a-\u202e]
      | [\n{_VISIBLE_FORMATS}]
    )
    | [\p{{Cc}}\p{{Cf}}\p{{Variation_Selector}}{_FILLERS}]""",
    regex.VERBOSE | regex.V1,
)
_BLANKS = r"\s"
# Beside a space or at an end of a line these say nothing; twice they say no more than once.
_IDLE = regex.compile(rf"(?m)[{ENDING}]+(?=[{_BLANKS}]|$)|(?<=[{_BLANKS}]|^)[{ENDING}]+")
_TWICE = regex.compile(rf"([{ENDING}\u200e\u200f\u061c])\1+")
_EMPTY = regex.compile(rf"(?m)^[{ENDING}{STEERING}{_BLANKS}]+$")
_UNDRAWN = regex.compile(f"[{ENDING}{STEERING}]")
_ENDING = regex.compile(f"[{ENDING}]")
_BETWEEN_SPACED_LETTERS = regex.compile(rf"(?<![{SOUTH_EAST_ASIAN}])\u200b")
_UNSPOKEN = regex.compile(f"[{SOFT_HYPHEN}{NO_BREAK}{STEERING}]")


def without_noise(text: str) -> str:
    """A text without the codes that say nothing where they stand; its lines end with \\n."""
    return _KEPT_OR_LOST.sub(lambda found: found["kept"] or "", text)


def tidied(text: str) -> str:
    """A text whose marks of direction and of breaking are put in order, each line for itself."""
    if _EXPLICIT.search(text):
        text = "\n".join(map(_balanced, text.split("\n")))
    return _EMPTY.sub("", _TWICE.sub(r"\1", _IDLE.sub("", text)))


def drawn(text: str) -> str:
    """What of a text is drawn: all but the marks that steer it."""
    return text if text.isascii() else _UNDRAWN.sub("", text)


def unbroken(text: str) -> str:
    """A text without what says where its lines may end."""
    return _ENDING.sub("", text)


def spoken(text: str) -> str:
    """A text as it is searched. A break between letters parts words where a script has no spaces for it."""
    return _BETWEEN_SPACED_LETTERS.sub("", _UNSPOKEN.sub("", text))


def _balanced(line: str) -> str:
    """A line whose isolates are opened and closed in pairs; overrides that turn nothing round are taken out."""
    if not _EXPLICIT.search(line):
        return line
    found: list[str] = []
    opened: list[tuple[str, int]] = []  # codes and where they stand in what was found
    for char in line:
        if char in ISOLATES or char in _OPENING:
            opened.append((char, len(found)))
            found.append(_EMBEDDINGS.get(char, char) if len(opened) <= MOST_NESTED else "")
        elif char in (POP, _POP_EMBEDDING):
            if opened and (opened[-1][0] in ISOLATES) == (char == POP):
                found.append(_closed(found, *opened.pop()))
        else:
            found.append(char)
    while opened:
        found.append(_closed(found, *opened.pop()))
    return "".join(found)


def _closed(found: list[str], code: str, place: int) -> str:
    """What closes a code that was opened at that place; nothing, and no code either, for a harmless override."""
    if not found[place]:
        return ""
    if code not in (LTR_OVERRIDE, RTL_OVERRIDE):
        return POP
    turned = _RIGHT_TO_LEFT if code == LTR_OVERRIDE else _LEFT_TO_RIGHT
    if not turned.search("".join(found[place + 1 :])):
        found[place] = ""
        return ""
    return _POP_EMBEDDING
