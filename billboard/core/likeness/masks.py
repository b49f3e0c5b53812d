"""Words with letters struck out: f*ck, f**k, sh💩t, f4ck. What a sign hides only the word looked for can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

import regex

from billboard.core.likeness.alphabets import Alphabet, alphabet_of, in_latin
from billboard.core.likeness.folding import fold
from billboard.core.likeness.words import Parted, Word

LEAST_SHOWN = 2  # letters
SHARE_SHOWN = 0.7  # of the letters of a word whose last is hidden
LEAST_FOR_LAST, LEAST_FOR_FIRST = 4, 5  # letters of a word whose last, or first, may be the one that is hidden
LEAST_FOR_DASHES = 4  # letters of a word in which a point or a dash may hide one
MOST_TOKENS = 40  # that are tried on every word; a text with more of them is no slogan
LONGEST_TOKEN = 60
MOST_GUESSES = 3

_VOWELS = "aeiou"
_TOKEN = regex.compile(r"\S+")
_EDGES = ".,;:!?…'\"()[]{}“”‘’«»-–—/\\"  # what stands around words and hides nothing
# Signs that stand for a letter somebody would rather not write; so does any emoji.
_STRUCK = regex.compile(r"[*#%?&×•●○◦■□▪█▓▒░✱✲∗⁎¤§\p{So}≠]")
# These part words more often than they hide a letter: one of them may, and a vowel.
_DASHES = frozenset(".-_'’~·–—‑‐^")
_RULED = regex.compile(r"(?<=\p{L})[-–—_.]{2,}(?=\p{L})")  # d--n: several in a row hide as many letters
_LETTER = regex.compile(r"[\p{L}\p{M}]")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_ANY = "\x01"
_DASH = "\x02"
_GOES_ON = regex.compile(rf"\p{{L}}{_ANY}+\n|\n{_ANY}+\p{{L}}")  # more is hidden around what was found
# What a digit or a sign may be but for a vowel, any of which it may hide.
_LOOKS = {"s": "5$2", "t": "7+", "b": "86", "g": "69", "q": "9", "z": "2", "c": "(<¢"}
_SIGNS = frozenset("0123456789@$!|+(<¢€£")


class _Token(NamedTuple):
    """A token that may hide letters, each of its characters made a letter, a digit or sign, `_ANY` or `_DASH`."""

    text: str
    places: tuple[int, ...]


def unmasked(text: str, words: Sequence[Word], wanted: Mapping[str, bool]) -> Iterator[list[Word]]:
    """The words of a text with such of the wanted ones in their places as its tokens may hide; by turns, if several.

    Of a wanted word it is known whether it is looked for by itself; a word of a phrase needs to show less.
    """
    guesses: list[list[list[Word]]] = []
    for token in islice(_tokens(text), MOST_TOKENS):
        likely = (word for word, is_alone in wanted.items() if _is_likely(token, word, LEAST_SHOWN if is_alone else 1))
        found = [
            _restored(token, word, *span)
            for word in sorted(likely, key=len, reverse=True)
            for span in _find(token, word, wanted[word])
        ]
        if found:
            guesses.append(found[:MOST_GUESSES])
    for turn in range(max(map(len, guesses), default=0)):
        yield _put_in(words, [each[min(turn, len(each) - 1)] for each in guesses])


def _is_likely(token: _Token, word: str, least: int) -> bool:
    letters = set(word)
    return sum(char in letters for char in token.text) >= least


def _tokens(text: str) -> Iterator[_Token]:
    """The tokens of a text that may hide letters, in each way that they may be read."""
    folded = fold(text)
    for token in _TOKEN.finditer(folded.text):
        start = token.start() + len(token.group()) - len(token.group().lstrip(_EDGES))
        core = token.group().strip(_EDGES)
        if len(core) > LONGEST_TOKEN or core.isalpha() or not _LETTER.search(core):
            continue
        core_span = range(start, start + len(core))
        shown = _RULED.sub(lambda dashes: _ANY * len(dashes.group()), core)
        in_own = [(_shown(char), folded.places[index]) for char, index in zip(shown, core_span, strict=True)]
        yield from _both(in_own)
        if alphabet_of(core, frozenset(), False) is Alphabet.LATIN and not core.isascii():
            sources = [folded.sources[index] for index in core_span]
            dressed = zip(in_own, sources, strict=True)
            yield from _both([(part, place) for (char, place), source in dressed for part in in_latin(char, source)])


def _both(pairs: Sequence[tuple[str, int]]) -> Iterator[_Token]:
    """A token as it is, and without its dashes, for they may stand between the letters that are shown."""
    yield _token(pairs)
    apart = [pair for pair in pairs if pair[0] != _DASH]
    if 1 < len(apart) < len(pairs):
        yield _token(apart)


def _token(pairs: Sequence[tuple[str, int]]) -> _Token:
    return _Token("".join(char for char, _ in pairs), tuple(place for _, place in pairs))


def _shown(char: str) -> str:
    if _LETTER.match(char) or char in _SIGNS:
        return char
    if char in _DASHES:
        return _DASH
    return _ANY if _STRUCK.match(char) else char


def _find(token: _Token, word: str, is_alone: bool) -> Iterator[tuple[int, int]]:
    """Where a token may be read as a word, as far as it hides any of it."""
    for found in _pattern(word).finditer(token.text, overlapped=True):
        if not _GOES_ON.search(token.text[: found.start()] + "\n" + token.text[found.end() :]) and (
            _is_fair(found.group(), word) if is_alone else _is_whole(token.text, found)
        ):
            yield found.span()


def _restored(token: _Token, word: str, start: int, end: int) -> list[Word]:
    """A token's words, a stretch of it replaced by a word."""
    steps = len(word) - 1 or 1
    inner = [token.places[start + (end - 1 - start) * step // steps] for step in range(len(word))]
    text = token.text[:start] + word + token.text[end:]
    places = (*token.places[:start], *inner, *token.places[end:])
    return [Word(each.group(), places[slice(*each.span())], Parted.BY_SIGNS) for each in _WORD.finditer(text)]


def _put_in(words: Sequence[Word], tokens: Sequence[list[Word]]) -> list[Word]:
    """Words with those of tokens instead of what was read at their places."""
    taken: list[range] = []
    found: list[Word] = []
    for first, *others in tokens:
        places = [place for word in (first, *others) for place in word.places]
        if not any(min(places) in each or max(places) in each for each in taken):
            taken.append(range(min(places), max(places) + 1))
            found += [first._replace(parted=Parted.BY_SPACE), *others]
    found += [word for word in words if not any(word.places[0] in each for each in taken)]
    return sorted(found, key=lambda word: min(word.places))


@lru_cache(4096)
def _pattern(word: str) -> regex.Pattern[str]:
    """A word's letters, each shown or hidden; one that is shown may be repeated."""
    parts = []
    for char, run in groupby(word.replace("l", "i")):
        count = len(list(run))
        hidden = _ANY + _LOOKS.get(char, "")
        if char in _VOWELS:
            hidden += "".join(_SIGNS) + (_DASH if len(word) >= LEAST_FOR_DASHES else "")
        letter = "[il]" if char == "i" else regex.escape(char)
        one = f"(?:{letter}|[{regex.escape(hidden, special_only=False)}])"
        parts.append(f"(?:{letter}{{{count},}}|{one}{{{count}}})")
    return regex.compile("".join(parts))


def _is_whole(token: str, found: regex.Match[str]) -> bool:
    """Whether a word of a phrase stands by itself and shows something; the phrase's other words vouch for it."""
    shown = sum(map(str.isalpha, found.group()))
    beside = token[max(0, found.start() - 1) : found.start()] + token[found.end() : found.end() + 1]
    return 0 < shown < len(found.group()) and not any(map(str.isalpha, beside))


def _is_fair(found: str, word: str) -> bool:
    """Whether enough of a word is shown to know it by, and something is hidden."""
    shown = sum(map(str.isalpha, found))
    if shown < LEAST_SHOWN or shown >= len(found) or found.count(_DASH) > 1:
        return False
    if found[0].isalpha() and found[-1].isalpha():
        return True
    if found[0].isalpha():
        return len(word) >= LEAST_FOR_LAST and shown >= SHARE_SHOWN * len(word)
    return len(word) >= LEAST_FOR_FIRST and shown == len(word) - 1
