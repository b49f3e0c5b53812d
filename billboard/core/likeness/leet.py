"""Digits and signs that stand for letters: h4te, $h!t, |-|ate.

A digit is a digit first: what stands in a number, a price, a measure or a name such as A55 stays what it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from billboard.core.likeness.characters import latin_lookalike

NOTHING = "\0"  # what the rest of a letter drawn with several signs leaves behind, so that places keep

# Letters drawn with signs, longest first.
_DRAWN = {
    "|\\/|": "m",
    "/\\/\\": "m",
    "\\/\\/": "w",
    "|-|": "h",
    "|_|": "u",
    "(_)": "u",
    "|\\|": "n",
    "]-[": "h",
    "/-\\": "a",
    "\\/": "v",
    "/\\": "a",
    "|<": "k",
    "|{": "k",
    "|=": "f",
    "|)": "d",
    "|>": "p",
    "|3": "b",
    "()": "o",
    "[]": "o",
    "}{": "h",
    "vv": "w",
}
_DRAWING = regex.compile("|".join(map(regex.escape, _DRAWN)).replace("vv", "(?<!v)vv(?!v)"))
_APOSTROPHE = regex.compile(r"(?<=\p{L}{2})['’‘`´ʼ](?=\p{L})")
LETTERS = str.maketrans("0134578692@$€£¢¥!|¡+(<", "oieastbbgzaselcyiiitcc")
STRONG = frozenset("0134578")  # digits that pass for a letter at the edge of a word; 2, 6 and 9 pass inside one
_CURRENCIES = frozenset("$€£¢¥")
_CLOSING = {"(": ")", "<": ">"}
# Signs that may be letters, with letters and digits among them; what ends a sentence ends the chain.
_CHAIN = regex.compile(rf"[\p{{L}}\d{NOTHING}@$€£¢¥|¡!+(<\p{{Sm}}]*[\p{{L}}\d{NOTHING}@$€£¢¥|+(<\p{{Sm}}]")
_PRICE = regex.compile(r"[$€£¢¥]?\d+[$€£¢¥+]?")
_DIGITS = regex.compile(r"\d+")
_FIGURES = regex.compile(r"[\doil]+")
_FIGURED = str.maketrans("oil", "011")
# What follows a number and makes it a measure, a time or an ordinal.
_UNITS = (
    "st nd rd th s am pm a p m h k g d b x l v w c f bn mn tn km cm mm kg mg lb oz ml cl mph kph mpg kwh kw mb gb tb"
    " hr hrs min mins sec yr yrs ft in px pt pc er eme ieme de te ste"
)
_MEASURE = regex.compile(rf"(?:{_UNITS.replace(' ', '|')})$|x\d")
_BUSY = regex.compile(r"(?<=\p{L})[0-9$!]{1,3}(?=\p{L})")
_TOKEN = regex.compile(r"\S+")
_INSIDE = regex.compile(r"(?<=[\p{L}\d])\p{L}")
_SHORT_DIGITS = regex.compile(rf"(?<!\d)[{''.join(sorted(STRONG))}]{{1,3}}(?!\d)")
THROUGHOUT = 2  # places at which digits stand for letters beyond doubt, from which on all may


def is_busy(text: str) -> bool:
    """Whether digits stand for letters somewhere in a text beyond doubt, so that they may elsewhere in it."""
    return _BUSY.search(text) is not None


def unleet_throughout(text: str) -> str:
    """A text, as long as before, with letters for the digits that stand for them wherever those letters would stand.

    Whoever writes M337 47 M1ll L4n3 writes no e, t or a at all, unless as a word's first letter: a digit is the letter
    that is nowhere.
    """
    if len(_BUSY.findall(text)) < THROUGHOUT:
        return text
    present = {*_INSIDE.findall(text)}

    def read(run: regex.Match[str]) -> str:
        letters = run.group().translate(LETTERS)
        return run.group() if present.intersection(letters) else letters

    # A number that stands beside another is one: 0555 01 4477.
    figures = [not any(map(str.isalpha, token)) for token in _TOKEN.findall(text)]
    beside = [any(figures[place - 1 : place] + figures[place + 1 : place + 2]) for place in range(len(figures))]
    numbers = iter([one and other for one, other in zip(figures, beside, strict=True)])
    return _TOKEN.sub(lambda token: token.group() if next(numbers) else _SHORT_DIGITS.sub(read, token.group()), text)


def unleet(token: str, busy: bool = False, only_within: bool = False) -> str:
    """A token of small letters, digits and signs, as long as before, with letters for what stands for them.

    `only_within` is for alphabets whose units are not known here: digits are letters between letters alone.
    """
    if token.isalpha() and "vv" not in token:
        return token
    if _is_figures(token):
        return token.translate(_FIGURED)
    return _digits(_signs(_plain(token)), busy, only_within)


def unleet_boldly(token: str) -> str:
    """The same where every doubt is settled for letters: A55, 5h17, +w4+."""
    if token.isalpha() and "vv" not in token:
        return token
    return _CHAIN.sub(_all_letters, _plain(token))


def _is_figures(token: str) -> bool:
    """Whether a token is a number typed with letters for some of its figures: 2O1O."""
    return _FIGURES.fullmatch(token) is not None and 2 * sum(map(str.isdigit, token)) >= len(token)


def _plain(token: str) -> str:
    """A token without what is inside its letters: those that are drawn, and apostrophes."""
    drawn = _DRAWING.sub(lambda found: _DRAWN[found.group()].ljust(len(found.group()), NOTHING), token)
    return _APOSTROPHE.sub(NOTHING, drawn)


def _all_letters(chain: regex.Match[str]) -> str:
    text = chain.group()
    if text.isdigit() or _PRICE.fullmatch(text):
        return text
    first = text[0] if text[0] == "@" else ""  # @somebody
    return first + "".join(_letter(char) or char for char in text[len(first) :])


def _signs(token: str) -> str:
    if token.isalnum():
        return token
    read = list(token)
    for place, char in enumerate(token):
        if char.isalnum() or char == NOTHING:
            continue
        letter = _letter(char)
        if letter and _is_letter(read, token, place):
            read[place] = letter
    return "".join(read)


def _letter(char: str) -> str:
    letter = char.translate(LETTERS)
    if letter != char:
        return letter
    look = latin_lookalike(char) if not char.isascii() and char != "×" else ""
    return look if len(look) == 1 else ""


def _is_letter(read: Sequence[str], token: str, place: int) -> bool:
    """Whether a sign stands for a letter: it has one beside it, and is not doing its own work."""
    char = token[place]
    before = read[place - 1] if place else ""
    after = token[place + 1 : place + 2]
    follows, leads = before.isalpha(), after.isalnum() or (after != "" and after in "@$!|€")
    if char in _CURRENCIES:
        return (follows or leads) and not (before.isdigit() or after.isdigit())
    if char == "@" or not char.isascii():
        return follows or leads
    if char in _CLOSING:
        return (follows or leads) and after != "" and _CLOSING[char] not in token[place : place + 40]
    if char == "+":
        return before.isalnum() and leads
    # The end of a sentence is no letter, however loud.
    leads = token[place : place + 4].lstrip("!|¡")[:1].isalnum()
    return leads and (not place or follows) and not (_is_word(token, place, -1) and _is_word(token, place, 1))


def _is_word(token: str, place: int, step: int) -> bool:
    """Whether three letters stand on one side of a sign: then it parts two words that nobody put a space between."""
    beside = token[max(0, place - 3) : place] if step < 0 else token[place + 1 : place + 4]
    return len(beside) == 3 and beside.isalpha()


def _digits(token: str, busy: bool, only_within: bool) -> str:
    def read(run: regex.Match[str]) -> str:
        return run.group().translate(LETTERS) if _is_leet(token, run, busy, only_within) else run.group()

    return _DIGITS.sub(read, token)


def _is_leet(token: str, run: regex.Match[str], busy: bool, only_within: bool) -> bool:
    digits, (start, end) = run.group(), run.span()
    before, after = _beside(token, start, -1), _beside(token, end, 1)
    if before and after:
        return len(digits) <= 4
    if only_within or len(digits) > 2 or not STRONG.issuperset(digits):
        return False
    if after:
        return not _MEASURE.match(after) and (busy or (len(digits) == 1 and len(after) >= 2))
    return bool(before) and (len(before) > 2 or busy)


def _beside(token: str, place: int, step: int) -> str:
    """The letters and digits next to a place, four at most."""
    stretch = token[max(0, place - 4) : place][::-1] if step < 0 else token[place : place + 4]
    length = next(
        (index for index, char in enumerate(stretch) if not (char.isalnum() or char == NOTHING)), len(stretch)
    )
    return stretch[:length] if step > 0 else stretch[:length][::-1]
