"""A text read: its words in plain letters, each letter with the place where it was typed.

Everything that is done to a text is done here once, for skeletons and for watched words alike: it is set upright,
folded character by character, letters that were spelled out one by one are joined, words are read in one alphabet and
leet is undone. All of it takes time in proportion to the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

import regex

from billboard.core.likeness.alphabets import Alphabet, alphabet, alphabet_of, in_alphabet, in_latin, is_native
from billboard.core.likeness.characters import REFUSAL
from billboard.core.likeness.folding import Folded, fold
from billboard.core.likeness.leet import LETTERS, NOTHING, STRONG, is_busy, unleet, unleet_boldly, unleet_throughout

_TOKEN = regex.compile(r"\S+")
_STOP = regex.compile(r"[,;:!?…]\s|\.\.\s|\s[–—]\s")
_NUMBER = r"(?P<before>[$£€¥]?)(?P<figures>\d+)(?P<after>[$£€¥]?)"
_PIECE = regex.compile(rf"[\p{{L}}\p{{M}}{NOTHING}]+|{_NUMBER}|(?<!\p{{L}}){REFUSAL}+|{REFUSAL}+(?!\p{{L}})")
# 3.50, 24/7, 9-5, 12:30: two numbers that are one, and another one without what is between them.
_PAIR = regex.compile(
    r"[^\w$£€¥]*+(?P<before>[$£€¥]?)(?P<figures>\d+)(?P<joint>[.,:/-])(?P<rest>\d{1,2})(?P<after>[$£€¥]?)[^\w$£€¥]*"
)
LONGEST_WHOLE = 4  # digits before the joint; what has more is no pair but a telephone
# One letter or digit after another, each by itself: h a t e, h.a.t.e. Read boldly, signs that pass for letters too.
_ALONE = r"(?<![\p{L}\p{N}\p{M}])%(one)s(?:[^\p{L}\p{N}\p{M}%(never)s]+%(one)s){2,}(?![\p{L}\p{N}\p{M}])"
_SIGNS = "@$!|+€(<"
_ONE = r"[\p{L}\p{Nd}]\p{M}*"
_ONE_BOLDLY = rf"(?:{_ONE}|[{_SIGNS}])"
_SPELLED = regex.compile(_ALONE % {"one": _ONE, "never": REFUSAL}), regex.compile(_ONE)
_SPELLED_BOLDLY = regex.compile(_ALONE % {"one": _ONE_BOLDLY, "never": _SIGNS + REFUSAL}), regex.compile(_ONE_BOLDLY)


class Parted(IntEnum):
    """What stands between a word and the one before it."""

    NOT = 0
    BY_SIGNS = 1
    BY_SPACE = 2
    BY_STOP = 3  # a sentence or a part of one has ended


class Word(NamedTuple):
    """Letters that belong together, or the figures of one number; with the place in the text of each of them."""

    letters: str
    places: tuple[int, ...]
    parted: Parted
    is_spelled: bool = False  # joined from letters that stood by themselves

    @property
    def is_number(self) -> bool:
        return self.letters[-1].isdigit()


class _Piece(NamedTuple):
    """A word with the indices in the folded text that it takes up."""

    letters: str
    indices: tuple[int, ...]
    is_spelled: bool = False


def read(text: str, boldly: bool = False) -> list[Word]:
    """The words and numbers of a text in order.

    Where a digit or a letter of another alphabet may be what it is or stand for something, it is what it is; read
    boldly, it stands for something. A sign that says no (🚫, ❌) is a word: `REFUSAL`.
    """
    folded = fold(text)
    words: list[Word] = []
    end = 0
    for piece in _pieces(folded, boldly):
        first = piece.indices[0]
        parted = _parted(folded.text[end:first], folded.sources[first]) if end else Parted.BY_SPACE
        words.append(
            Word(piece.letters, tuple(folded.places[each] for each in piece.indices), parted, piece.is_spelled)
        )
        end = piece.indices[-1] + 1
    return words


def _parted(between: str, following: str) -> Parted:
    if not between:
        return Parted.NOT
    if not any(map(str.isspace, between)):
        return Parted.BY_SIGNS
    ended = _STOP.search(between) or ("." in between and following.isupper())
    return Parted.BY_STOP if ended else Parted.BY_SPACE


def _pieces(folded: Folded, boldly: bool) -> Iterator[_Piece]:
    folded = folded._replace(text=unleet_throughout(folded.text))
    native = _native_alphabets(folded.text)
    busy = is_busy(folded.text)
    spelled, one = _SPELLED_BOLDLY if boldly else _SPELLED
    done = 0
    for stretch in spelled.finditer(folded.text):
        if _is_spelling(stretch.group(), boldly):
            yield from _tokens(folded, (done, stretch.start()), native, busy, boldly)
            letters = list(one.finditer(folded.text, *stretch.span()))
            yield from _joined(folded, letters, alphabet_of(stretch.group(), native, boldly))
            done = stretch.end()
    yield from _tokens(folded, (done, len(folded.text)), native, busy, boldly)


def _native_alphabets(text: str) -> Set[Alphabet]:
    """The alphabets that some word of a text is surely written in."""
    if text.isascii():
        return frozenset()
    found: set[Alphabet] = set()
    for token in _TOKEN.findall(text):
        kinds = {alphabet(char) for char in token if char.isalpha()}
        if len(kinds) == 1 and is_native(token):
            found |= kinds
    return found


def _is_spelling(stretch: str, boldly: bool) -> bool:
    letters = sum(map(str.isalpha, stretch))
    digits = [char for char in stretch if char.isdigit()]
    if boldly:
        return letters > any(map(str.isspace, stretch))
    return letters > 1 and len(digits) <= letters + 1 and STRONG.issuperset(digits)


def _joined(folded: Folded, letters: Sequence[regex.Match[str]], kind: Alphabet) -> Iterator[_Piece]:
    """The words of a stretch of single letters: words end where a gap is wider than is usual."""
    gaps = [_width(folded.text[one.end() : other.start()]) for one, other in pairwise(letters)]
    counts = Counter(gaps)
    usual = min(counts, key=lambda gap: (-counts[gap], gap))
    word: list[tuple[str, int]] = []
    for letter, gap in zip(letters, [*gaps, usual + 1], strict=True):
        for index in range(*letter.span()):
            standing = folded.text[index].translate(LETTERS)
            word += [(char, index) for char in _in(kind, folded.text[index], standing, folded.sources[index])]
        if gap > usual:
            yield _Piece("".join(char for char, _ in word), tuple(index for _, index in word), len(word) > 1)
            word = []


def _width(gap: str) -> int:
    return len(gap) + gap.count("\n") + any(map(str.isspace, gap))


def _in(kind: Alphabet, char: str, standing: str, source: str) -> str:
    """A character in an alphabet; `standing` is the letter it stands for, itself where it is what it is."""
    if kind is Alphabet.LATIN:
        return in_latin(standing, source)
    if standing == char and not char.isalpha():
        return char
    other = in_alphabet(char, kind)
    return other if other != char else in_alphabet(standing, kind)


def _tokens(folded: Folded, span: tuple[int, int], native: Set[Alphabet], busy: bool, boldly: bool) -> Iterator[_Piece]:
    for token in _TOKEN.finditer(folded.text, *span):
        text, start = token.group(), token.start()
        if text.isalpha() and text.isascii() and "vv" not in text:
            yield _Piece(text, tuple(range(start, token.end())))
        elif pair := _PAIR.fullmatch(text):
            yield _pair(pair, start)
        else:
            yield from _cut(*_read_token(folded, token.span(), alphabet_of(text, native, boldly), busy, boldly))


def _pair(pair: regex.Match[str], start: int) -> _Piece:
    """Two figures as one number; the telephone number that it would be with more of them has no joint."""
    currency = pair["before"] or pair["after"]
    joint = "." if len(pair["figures"]) <= LONGEST_WHOLE else ""
    figures = (*range(*pair.span("figures")), *(pair.span("joint")[:1] if joint else ()), *range(*pair.span("rest")))
    sign = (figures[0],) if currency else ()
    return _Piece(
        f"{currency}{pair['figures']}{joint}{pair['rest']}", tuple(start + each for each in (*sign, *figures))
    )


def _read_token(
    folded: Folded, span: tuple[int, int], kind: Alphabet, busy: bool, boldly: bool
) -> tuple[str, list[int]]:
    """A token in letters of one alphabet, whatever stood for them, and the folded index of each character."""
    chars: list[str] = []
    indices: list[int] = []
    for index in range(*span):
        char = folded.text[index]
        for part in in_latin(char, folded.sources[index]) if kind is Alphabet.LATIN else char:
            chars.append(part)
            indices.append(index)
    plain = "".join(chars)
    if kind is Alphabet.DISTINCT:
        return plain, indices
    if kind is Alphabet.LATIN:
        return unleet_boldly(plain) if boldly else unleet(plain, busy), indices
    standing = unleet(plain, only_within=True)
    return "".join(_in(kind, char, letter, char) for char, letter in zip(plain, standing, strict=True)), indices


def _cut(token: str, indices: Sequence[int]) -> Iterator[_Piece]:
    for piece in _PIECE.finditer(token):
        places = [place for place in range(*piece.span()) if token[place] != NOTHING]
        if not places:
            continue
        letters = piece.group().replace(NOTHING, "")
        if piece["figures"]:
            letters = (piece["before"] or piece["after"]) + piece["figures"]
            places = [*places[: len(letters)]]
        elif letters[0] == REFUSAL:
            letters, places = REFUSAL, places[:1]
        yield _Piece(letters, tuple(indices[place] for place in places))
