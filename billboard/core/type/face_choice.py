"""Which face draws a letter: the slot's own, the likest of those that stand in for it, or colour emoji."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import regex

from billboard.core.cached_method import cached_method
from billboard.core.errors import UndrawableCharacter
from billboard.core.text.language import Han
from billboard.core.text.scripts import EUROPEAN
from billboard.core.text.unseen import ENDING, STEERING
from billboard.core.text.wording import undrawable
from billboard.core.type.emoji import EMOJI, looks_like_emoji
from billboard.core.type.face_measures import FaceMeasures
from billboard.core.type.fallbacks import CJK_SCRIPTS

ABOVE = 230  # the combining class of accents over a letter
PILED = 0.1  # em by which one that stands on another reaches higher, at least
NO_CJK = (
    "Chinese, Japanese and Korean type is not installed here, so this cannot be set. Try other words; whoever runs "
    "this site finds in its README what to install."
)

_UNSEEN = regex.compile(rf"[\p{{Variation_Selector}}\u200c\u200d{ENDING}{STEERING}\U000e0020-\U000e007f]")
# What has no character of its own: m̃, за́мок, the ọ̀ of Yoruba.
_ACCENTED = regex.compile(rf"[{EUROPEAN}]\p{{Mn}}")


@dataclass(frozen=True)
class FaceChoice:
    """What a text is set in: Han characters in one language's forms, and slots' own faces for no `foreign` script.

    Foreign are scripts, as `regex` names them, of whose letters in the text a slot's own face has only some.
    """

    measures: FaceMeasures
    han: Han = "sc"
    foreign: frozenset[str] = frozenset()

    @cached_method()
    def covered(self, stem: str) -> frozenset[str]:
        """The characters that a face has and may be used for."""
        covered = self.measures.files.covered(stem)
        if not self.foreign or not self.measures.files.is_slots_own(stem):
            return covered
        other = regex.compile("[" + "".join(rf"\p{{{script}}}" for script in sorted(self.foreign)) + "]")
        return frozenset(char for char in covered if not other.match(char))

    def has(self, stem: str, grapheme: str) -> bool:
        """Whether a face draws a grapheme, whole or from letter and marks."""
        covered, seen = self.covered(stem), _UNSEEN.sub("", grapheme)
        if covered.issuperset(seen) and not _ACCENTED.match(seen):
            return True
        apart = unicodedata.normalize("NFD", seen)
        if not covered.issuperset(apart):
            return False
        if len(apart) == 1:
            return True
        return self.measures.files.anchors(stem).hold(apart, covered) and self._piles(stem, apart)

    def _piles(self, stem: str, apart: str) -> bool:
        """Whether each accent above a letter stands on the one before, and not in its place."""
        ends = [end for end, char in enumerate(apart, 1) if unicodedata.combining(char) == ABOVE]
        reaches = [unicodedata.normalize("NFC", apart[:end]) for end in ends]
        tops = [self.measures.extents(stem, reach, "ltr").top for reach in reaches]
        return all(higher > top + PILED for top, higher in pairwise(tops))

    @cached_method(20_000)
    def face_for(self, stem: str, grapheme: str) -> str:
        """The face that draws a grapheme in a slot set in `stem`. Raises UndrawableCharacter."""
        if looks_like_emoji(grapheme) and self.has(EMOJI, grapheme):
            return EMOJI
        if self.has(stem, grapheme):
            return stem
        for face in (*self._ranked(stem), EMOJI):
            if self.has(face, grapheme):
                return face
        apart = unicodedata.normalize("NFD", _UNSEEN.sub("", grapheme))
        for face in self._ranked(stem):  # an accent beside its letter is better than none
            if self.covered(face).issuperset(apart):
                return face
        if CJK_SCRIPTS.search(grapheme) and not self.measures.files.fallbacks.cjk_files:
            raise UndrawableCharacter(NO_CJK)
        missing = next((char for char in grapheme if char not in self.covered(stem)), grapheme[0])
        raise UndrawableCharacter(undrawable(missing))

    @cached_method()
    def _ranked(self, stem: str) -> list[str]:
        """The faces that stand in for this one, the likest first."""
        return self.measures.files.fallbacks.ranked(self.measures.look(stem), self.han)
