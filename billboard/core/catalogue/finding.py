"""Templates as they are looked for: by words of their titles, blurbs and tags, and by what means the same.

`static/js/filter.js` narrows the list by the same rule while somebody types.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import regex

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.text.searching import fold

SYNONYMS = Path(__file__).parent / "data" / "synonyms.txt"
STEM, ENDING = 3, 3  # letters that a word must have to be the beginning of what was typed, and that may follow it
LITTLE = frozenset(
    "a an the is are am was were be been it its this that these those and or of to in on at for with by my our your "
    "their i we you they he she as".split()
)
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")


def answers(template: PosterTemplate, query: str) -> bool:
    """Whether it has all the words of a query, but for little ones."""
    telling = [word for word in _WORD.findall(fold(query)) if word not in LITTLE]
    known = words_of(template)
    return all(any(_is_meant(word, typed) for word in known) for typed in telling)


@lru_cache(500)
def _words(title: str, blurb: str, tags: tuple[str, ...]) -> tuple[str, ...]:
    own = _WORD.findall(fold(f"{title} {blurb}"))
    tagged = _WORD.findall(fold(" ".join(tags)))
    more = [word for group in _groups() if not group.isdisjoint(tagged) for word in sorted(group)]
    return tuple(dict.fromkeys(word for word in [*own, *tagged, *more] if word not in LITTLE))


def words_of(template: PosterTemplate) -> tuple[str, ...]:
    """What it is found by, folded, each once."""
    return _words(template.title, template.blurb, tuple(template.tags))


def _is_meant(word: str, typed: str) -> bool:
    """Whether a word goes on as was typed so far, or what was typed is the word with an ending."""
    if word.startswith(typed):
        return True
    return len(word) >= STEM and typed.startswith(word) and len(typed) - len(word) <= ENDING


@cache
def _groups() -> tuple[frozenset[str], ...]:
    lines = SYNONYMS.read_text(encoding="utf-8").splitlines()
    return tuple(frozenset(line.split()) for line in lines if line and not line.startswith("#"))
