"""What is looked for where a watched word is: its letters, and the few spellings of it that folding cannot undo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from billboard.core.likeness.letter_runs import Stream, stream
from billboard.core.likeness.words import read

LEAST_TELEPHONE = 8  # digits
LEAST_CONSONANTS = 3  # that a word must have to be known without its vowels

_DOT = regex.compile(r"(?<=\w)\.(?=\w)")
_FIRST_VOWEL = regex.compile(r"(?<=^[^aeiou]+)[aeiou]+")
_VOWELS = regex.compile("[aeiou]")

# What may follow a word that was respelt, that was cut in two, that lost its vowels.
PLURAL = frozenset(("", "s"))
CUT_ENDINGS = frozenset(("", "s", "es", "ed", "er", "ers", "ing"))
ENDINGS = frozenset(("", "s", "es", "ed", "er", "ers", "ing", "ng", "y"))


class Spelling(NamedTuple):
    """A string to be found in a stream's text, and what each of its runs must hold at least."""

    text: str
    needs: tuple[str, ...]
    breaks: frozenset[int]  # the runs that a word of a phrase begins with, but for the first
    endings: frozenset[str] | None = None  # of a word that must stand as it is, with nothing in it, what may follow
    is_telephone: bool = False


def spellings(text: str) -> Iterator[Spelling]:
    """The spellings of a watched word or phrase; none of what has neither letters nor figures."""
    base = stream(read(text))
    if not base.text:
        return
    digits = "".join(char for char in base.text if char.isdigit())
    if base.text.isdigit() and len(digits) >= LEAST_TELEPHONE:
        digits = digits.lstrip("0")  # a country's code may stand in its place
        yield Spelling(digits, tuple(digits), frozenset(), is_telephone=True)
        return
    yield _spelling(base)
    yield from _run_together(base)
    yield from _parted(base)
    if _DOT.search(text):
        yield _spelling(stream(read(_DOT.sub(" dot ", text))))
    if len(base.words) == 1 and base.text.isascii():
        word = base.words[0].letters
        yield from (_strict(each, PLURAL) for each in sorted(_respelt(word)))
        yield from (_strict(each, ENDINGS) for each in sorted(_shortened(word)))


def _spelling(words: Stream) -> Spelling:
    breaks = frozenset(index for index, run in enumerate(words.runs) if run.is_first and index)
    return Spelling(words.text, tuple(run.letters for run in words.runs), breaks)


def _strict(word: str, endings: frozenset[str]) -> Spelling:
    return _spelling(stream(read(word)))._replace(endings=endings)


def _run_together(words: Stream) -> Iterator[Spelling]:
    """A phrase in which a word begins with the letter that ends the one before: together they are one run."""
    joined = read("".join(word.letters for word in words.words))
    if len(words.words) > 1 and len(joined) == 1 and (whole := stream(joined)).text != words.text:
        needs = ("".join(dict.fromkeys(run.letters)) for run in whole.runs)
        yield Spelling(whole.text, tuple(needs), frozenset())


def _parted(words: Stream) -> Iterator[Spelling]:
    """A word with a gap between two letters that are one run where there is none: bel lend."""
    base = _spelling(words)
    for index, need in enumerate(base.needs):
        if len(need) > 1:
            yield Spelling(
                base.text[: index + 1] + base.text[index:],
                (*base.needs[:index], need[0], need[1:], *base.needs[index + 1 :]),
                frozenset(each + (each > index) for each in base.breaks),
            )


def _respelt(word: str) -> set[str]:
    """ph for f, z for s, v for u, q for ck. What makes a word of another language (kunt, dik) wants its own entry."""
    sounds = {word.replace("u", "v"), word.replace("s", "z"), word.replace("f", "ph"), word.replace("ck", "q")}
    return sounds - {word}


def _shortened(word: str) -> set[str]:
    """A word without its first vowel, and without any."""
    if len(_VOWELS.sub("", word)) < LEAST_CONSONANTS:
        return set()
    return {_FIRST_VOWEL.sub("", word), _VOWELS.sub("", word)} - {word}
