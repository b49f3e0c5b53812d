"""Lines of type, measured: where each of their runs stands and where their ink lies, em from the line's origin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import regex

from billboard.core.text import bidi
from billboard.core.text.bidi import NOTHING, Around
from billboard.core.text.graphemes import graphemes
from billboard.core.text.scripts import EUROPEAN, UNTRACKED
from billboard.core.text.unseen import drawn
from billboard.core.type.emoji import EMOJI
from billboard.core.type.face_choice import FaceChoice
from billboard.core.type.runs import DIRECTIONS, Run, itemise
from billboard.core.type.slots import Minor

_SIGNS = rf"[{EUROPEAN}0-9\"'’“”‘.,:;!?%()&-]++"
_PLAIN = regex.compile(rf"{_SIGNS}(?: {_SIGNS})*+")
_UNTRACKED = regex.compile(f"[{UNTRACKED}]")


class Placed(NamedTuple):
    run: Run
    x: float  # em from the line's origin


@dataclass(frozen=True, slots=True)
class Line:
    """A line's runs from left to right and where its ink lies, em from the line's origin on the baseline."""

    text: str
    placed: tuple[Placed, ...]
    left: float
    right: float
    top: float
    bottom: float


def track(faces: FaceChoice, runs: list[Run], tracking: float) -> list[list[tuple[Run, float]]]:
    """Each run as pieces with their offsets in em: itself, or its letters spaced apart where the script allows."""
    pieces: list[list[tuple[Run, float]]] = []
    kerned = faces.measures.kerned
    for run in runs:
        letters = graphemes(run.text)
        if not tracking or run.face == EMOJI or len(letters) < 2 or _UNTRACKED.search(run.text):
            pieces.append([(run, 0.0)])
            continue
        if run.level % 2:
            letters.reverse()
        spaced: list[tuple[Run, float]] = []
        x, direction = 0.0, run.direction
        for letter, following in zip(letters, [*letters[1:], ""], strict=True):
            spaced.append((Run(letter, run.face, run.level, run.scale, run.rise), x))
            x += kerned(run.face, letter, following, direction) * run.scale + tracking
        pieces.append(spaced)
    return pieces


def measure_line(
    faces: FaceChoice,
    stem: str,
    text: str,
    base: int,
    tracking: float,
    minor: Minor | None = None,
    around: Around = NOTHING,
) -> Line:
    """Lay out one line from x = 0 and find its ink."""
    if (
        not (base or tracking or minor or around != NOTHING)
        and _PLAIN.fullmatch(text)
        and faces.covered(stem).issuperset(text)
    ):
        return _measure_plain(faces, stem, text)
    runs = bidi.visual_order(itemise(faces, stem, text, base, minor, around), lambda run: run.level)
    placed = _placed(faces, track(faces, runs, tracking), tracking)
    left, right, top, bottom = _ink(faces, placed)
    if left > right:
        return Line(text, (), 0.0, 0.0, 0.0, 0.0)
    # The extents reckon from the origin to the advance; the eye aligns by the letters' edges.
    joined = _UNTRACKED.search(text) is not None
    left += _white(faces, placed[0].run, joined, at_left=True)
    right -= _white(faces, placed[-1].run, joined, at_left=False)
    return Line(text, tuple(placed), left, right, top, bottom)


def _placed(faces: FaceChoice, runs: list[list[tuple[Run, float]]], tracking: float) -> list[Placed]:
    """Pieces of runs one after the other, from x = 0 on."""
    placed: list[Placed] = []
    at = 0.0
    for pieces in runs:
        placed += [Placed(piece, at + offset) for piece, offset in pieces]
        last, at = placed[-1]
        if tracking and len(pieces) > 1:
            at += tracking
        at += faces.measures.advance(last.face, last.text, last.direction) * last.scale
    return placed


def _ink(faces: FaceChoice, placed: list[Placed]) -> tuple[float, float, float, float]:
    """Left, right, and how far above and below the baseline; right before left where there is none."""
    extents = faces.measures.extents
    reaches = [
        (extents(face, text, DIRECTIONS[level % 2]), at, scale, rise)
        for (text, face, level, scale, rise), at in placed
        if not text.isspace()
    ]
    if not reaches:
        return float("inf"), float("-inf"), 0.0, 0.0
    left = min([at + ink.left * scale for ink, at, scale, _ in reaches])
    right = max([at + ink.right * scale for ink, at, scale, _ in reaches])
    top = max([ink.top * scale + rise for ink, _, scale, rise in reaches])
    bottom = max([ink.bottom * scale - rise for ink, _, scale, rise in reaches])
    return left, right, max(0.0, top), max(0.0, bottom)


def _white(faces: FaceChoice, run: Run, joined: bool, *, at_left: bool) -> float:
    """Between a run's edge and the ink of its outermost letter; none where letters join."""
    if joined and run.face != EMOJI:
        return 0.0
    letter = graphemes(run.text)[0 if at_left == (run.direction == "ltr") else -1]
    return max(0.0, faces.measures.bearings(run.face, letter)[0 if at_left else 1]) * run.scale


def _measure_plain(faces: FaceChoice, stem: str, text: str) -> Line:
    """The same for words of unjoined letters, from what is known of words and letters; a third of the time."""
    words = text.split(" ")
    width = faces.measures.advance(stem, words[0])
    for word, following in pairwise(words):
        width += faces.measures.gap(stem, word[-1:], following[:1]) + faces.measures.advance(stem, following)
    reaches = [faces.measures.extents(stem, letter, "ltr") for letter in set(text)]
    first, last = faces.measures.bearings(stem, text[0]), faces.measures.bearings(stem, text[-1])
    top, bottom = max(reach.top for reach in reaches), max(reach.bottom for reach in reaches)
    return Line(text, (Placed(Run(text, stem, 0, 1.0), 0.0),), first[0], width - last[1], top, max(0.0, bottom))


def width_of(faces: FaceChoice, stem: str, text: str, tracking: float, minor: Minor | None = None) -> float:
    """Advance of a text in em, without regard to direction; with tracking after every letter that takes it."""
    if not (mixed := bidi.is_mixed(text)):
        text = drawn(text)
    if not minor and not mixed and faces.covered(stem).issuperset(text):
        width = faces.measures.advance(stem, text)
        return width + tracking * len(graphemes(text)) if tracking and not _UNTRACKED.search(text) else width
    width = 0.0
    for run in itemise(faces, stem, text, 0, minor):
        width += faces.measures.advance(run.face, run.text, run.direction) * run.scale
        if tracking and run.face != EMOJI and not _UNTRACKED.search(run.text):
            width += tracking * len(graphemes(run.text))
    return width
