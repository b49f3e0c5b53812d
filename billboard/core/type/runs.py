"""Cut a line into runs of one face and one direction.

Lengths are in em of the slot's own face; a fallback run is scaled so that its capitals stand as high.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import regex

from billboard.core.text import bidi
from billboard.core.text.bidi import NOTHING, Around
from billboard.core.text.capitals import upper
from billboard.core.text.graphemes import graphemes
from billboard.core.text.scripts import FILLING
from billboard.core.text.unseen import drawn
from billboard.core.type.emoji import EMOJI, EMOJI_BOTTOM, EMOJI_TOP
from billboard.core.type.face_choice import FaceChoice
from billboard.core.type.slots import Minor

EMOJI_HEIGHT = 1.2  # of the capitals, centred on them
LEAST_SCALE, MOST_SCALE = 0.8, 1.35
DIRECTIONS = "ltr", "rtl"  # of even levels and of odd ones
_COMMON = regex.compile(r"[\p{Script=Common}--\p{Emoji_Presentation}]", regex.V1)
_FILLING = regex.compile(f"[{FILLING}]")
_WORDS = {script: regex.compile(rf"(?:\p{{{script}}}\p{{M}}*)+") for script in ("Latin", "Greek", "Cyrillic")}
_WORD = regex.compile(r"\S+\s*|\s+")
_CAPITAL, _SMALL = regex.compile(r"\p{Lu}|\p{Lt}"), regex.compile(r"\p{Ll}")


class Run(NamedTuple):
    text: str
    face: str
    level: int  # of direction; odd runs from right to left
    scale: float  # size of the face, of the slot's size
    rise: float = 0.0  # em upwards from the baseline

    @property
    def direction(self) -> str:
        return DIRECTIONS[self.level % 2]


def scale_of(faces: FaceChoice, stem: str, face: str, text: str = "") -> float:
    """How much larger a text is set in a fallback face than its slot says."""
    if face == stem:
        return 1.0
    cap = faces.measures.cap_height(stem)
    if face == EMOJI:
        return EMOJI_HEIGHT * cap / (EMOJI_TOP + EMOJI_BOTTOM)
    return min(1.0 if _FILLING.search(text) else MOST_SCALE, max(LEAST_SCALE, cap / faces.measures.cap_height(face)))


def foreign_scripts(faces: FaceChoice, stems: Sequence[str], text: str) -> frozenset[str]:
    """The scripts that a face has a few letters of and not all of a word's: they are better set in another throughout.

    Many a Latin face has the mathematicians' π and μ, or the Russian letters and not the Kazakh ones.
    """
    found = set()
    for script, word in () if text.isascii() else _WORDS.items():
        for letters in map(graphemes, word.findall(text)):
            if any(len({faces.has(stem, letter) for letter in letters}) > 1 for stem in stems):
                found.add(script)
    return frozenset(found)


def itemise(
    faces: FaceChoice, stem: str, text: str, base: int = 0, minor: Minor | None = None, around: Around = NOTHING
) -> list[Run]:
    """Runs in the order of reading. Raises UndrawableCharacter.

    With `minor` all is set in capitals, as film credits are: words typed without one take its face and its scale.
    """
    if minor:
        return _billed(faces, stem, text, base, minor, around)
    mixed = base or bidi.is_mixed(text) or around != NOTHING
    if not mixed:
        text = drawn(text)
        if faces.covered(stem).issuperset(text):
            return [Run(text, stem, 0, 1.0)]
    parts = graphemes(text.replace("\u00a0", " "))
    chosen = _chosen(faces, stem, parts)
    levels = bidi.levels(parts, base, around) if mixed else [0] * len(parts)
    runs: list[Run] = []
    for (face, level), group in groupby(zip(parts, chosen, levels, strict=True), key=lambda each: each[1:]):
        stretch = drawn("".join(part for part, _, _ in group))
        scale = scale_of(faces, stem, face, stretch)
        if face == EMOJI:
            rise = faces.measures.cap_height(stem) / 2 - (EMOJI_TOP - EMOJI_BOTTOM) / 2 * scale
            runs += [Run(part, face, level, scale, rise) for part in graphemes(stretch)]
        elif stretch:
            runs.append(Run(stretch, face, level, scale))
    return runs


def _billed(faces: FaceChoice, stem: str, text: str, base: int, minor: Minor, around: Around) -> list[Run]:
    words = [
        (bool(_SMALL.search(word)) and not _CAPITAL.search(word), upper(word, minor.turkic))
        for word in _WORD.findall(text)
    ]
    groups = groupby(words, key=lambda each: each[0])
    stretches = [(small, "".join(word for _, word in group)) for small, group in groups]
    if not any(small for small, _ in stretches):
        return itemise(faces, stem, upper(text, minor.turkic), base, around=around)
    scale = minor.scale * faces.measures.cap_height(stem) / faces.measures.cap_height(minor.font)
    whole = "".join(stretch for _, stretch in stretches)
    runs, start = list[Run](), 0
    for small, stretch in stretches:
        end = start + len(stretch)
        beside = (around[0] + whole[:start], whole[end:] + around[1]) if base or bidi.is_mixed(whole) else around
        if small:
            set_small = itemise(faces, minor.font, stretch, base, around=beside)
            runs += [run._replace(scale=run.scale * scale, rise=run.rise * scale) for run in set_small]
        else:
            runs += itemise(faces, stem, stretch, base, around=beside)
        start = end
    return runs


def _chosen(faces: FaceChoice, stem: str, parts: list[str]) -> list[str]:
    """A face per grapheme; spaces, digits and points keep the face of the word they follow, or else lead."""
    chosen = [faces.face_for(stem, part) for part in parts]
    if len(set(chosen)) == 1:
        return chosen
    first = next((place for place, part in enumerate(parts) if not _COMMON.match(part)), 0)
    for order in (range(len(parts)), range(len(parts) - 1, -1, -1)):
        current = ""
        for place in order:
            face, common = chosen[place], _COMMON.match(parts[place])
            if not common and face != EMOJI:
                current = face
            elif common and face == stem and current and (order.step == 1 or place < first):
                chosen[place] = current if faces.has(current, parts[place]) else face
    return chosen
