"""Choose the lines: as few or as many as give the largest type, balanced, and without a word left alone.

Works on widths alone, in em; it neither measures nor draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from billboard.core.type.line_shapes import LineShape, measure_for, shape_at

# A blemish costs the square of the relative shortfall from an even line that it is as bad as.
WIDOW = 0.30  # a last line of one short word
SHORT_WORD = 5  # letters

CLOSE = 1e-6  # em
TOO_MANY_UNITS = 120  # past this many, lines are filled and not weighed


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit's widths in em and what a break after it costs."""

    width: float  # with the white that follows it inside a line
    end: float  # at a line's end: without white, with a hyphen where one is added
    letters: int
    cost: float = 0.0
    opening: int = 0  # words since the last point, where they would dangle
    dangling: float = 0.0  # what a break after it costs more where the line has words before that point


Breaks = tuple[int, ...]  # the index after the last unit of each line


def widest(pieces: Sequence[Piece], breaks: Breaks, shapes: Sequence[LineShape] = ()) -> float:
    """The measure that the broken lines need."""
    start, most = 0, 0.0
    for line, stop in enumerate(breaks):
        width = sum(piece.width for piece in pieces[start : stop - 1]) + pieces[stop - 1].end
        most = max(most, shape_at(shapes, line).needs(width))
        start = stop
    return most


def fill(
    pieces: Sequence[Piece], paragraph_ends: frozenset[int], measure: float, shapes: Sequence[LineShape] = ()
) -> tuple[Breaks, float]:
    """Fill lines up to `measure` from the first on; the breaks and the measure they really need."""
    breaks: list[int] = []
    most = x = ended = 0.0
    shape = shape_at(shapes, 0)
    empty, holds = True, shape.holds(measure)
    for place, piece in enumerate(pieces):
        if not empty and x + piece.end > holds:
            most, x = max(most, shape.needs(ended)), 0.0
            breaks.append(place)
            if shapes:
                shape = shape_at(shapes, len(breaks))
                holds = shape.holds(measure)
        ended, x, empty = x + piece.end, x + piece.width, False
        if place + 1 in paragraph_ends:
            most, x, empty = max(most, shape.needs(ended)), 0.0, True
            breaks.append(place + 1)
            if shapes:
                shape = shape_at(shapes, len(breaks))
                holds = shape.holds(measure)
    return tuple(breaks), most


def narrowest(
    pieces: Sequence[Piece],
    paragraph_ends: frozenset[int],
    lines: int,
    least: float,
    shapes: Sequence[LineShape] = (),
) -> tuple[Breaks, float] | None:
    """The breaks into at most `lines` lines whose widest line is narrowest, to 1 %; `least` is a width they exceed."""
    low = high = least
    best: Breaks = ()
    while not best or len(best) > lines:
        if len(best) and high > shape_at(shapes, 0).needs(sum(piece.width for piece in pieces)):
            return None  # there are more deliberate lines than that
        low, high = high, high * 1.25
        best, most = fill(pieces, paragraph_ends, high, shapes)
    narrow = high = most
    while high - low > 0.01 * high:
        middle = (low + high) / 2
        breaks, most = fill(pieces, paragraph_ends, middle, shapes)
        if len(breaks) <= lines and most < narrow:
            best, narrow = breaks, most
        # A word may be too wide for the larger line it falls in, and then stands out of the measure.
        if len(breaks) <= lines and most <= middle:
            high = most
        else:
            low = middle
    return best, narrow


class _Even(NamedTuple):
    """What breaks into lines are weighed by."""

    pieces: Sequence[Piece]
    ends: frozenset[int]
    lines: int
    measure: float
    shapes: Sequence[LineShape]
    target: float  # the width of an even line
    loosest: float  # the widest line's
    left: Sequence[float]  # what is left after each unit, at the least
    taken: float  # what a line takes of it, at the most: blanks vanish at its end


Ways = dict[int, tuple[float, int]]  # by the number of lines that end at a unit: their cost, and where the last began


def balance(
    pieces: Sequence[Piece],
    paragraph_ends: frozenset[int],
    lines: int,
    measure: float,
    shapes: Sequence[LineShape] = (),
) -> tuple[Breaks, float] | None:
    """The most even breaks into exactly `lines` lines no wider than `measure`, with what their blemishes cost."""
    # Even: the mean of the lines, were there no deliberate breaks among them.
    target = min(measure, measure_for(sum(piece.width for piece in pieces), tuple(shapes), lines))
    loosest = max((shape.holds(measure) for shape in shapes), default=measure)
    left = [*accumulate((min(piece.width, loosest) for piece in reversed(pieces)), initial=0.0)][::-1]
    taken = loosest + max((piece.width - piece.end for piece in pieces), default=0.0)
    even = _Even(pieces, paragraph_ends, lines, measure, shapes, target, loosest, left, taken)
    best: list[Ways] = [{0: (0.0, 0)}, *({} for _ in pieces)]
    for start in range(len(pieces)):
        if best[start]:
            _weigh_lines_from(even, start, best)
    if lines not in best[-1]:
        return None
    breaks, stop = [], len(pieces)
    for line in range(lines, 0, -1):
        breaks.append(stop)
        stop = best[stop][line][1]
    return tuple(reversed(breaks)), best[-1][lines][0]


def _weigh_lines_from(even: _Even, start: int, best: list[Ways]) -> None:
    """Take every line that may begin at a unit into account where it ends."""
    pieces, ends, lines, measure, shapes, target, loosest, left, taken = even
    reached, x, first = best[start], 0.0, start == 0 or start in ends
    for stop in range(start + 1, len(pieces) + 1):
        piece = pieces[stop - 1]
        width = x + piece.end
        if width > loosest and stop > start + 1:
            break
        x += piece.width
        last = stop in ends
        cost = _cost(width, target, piece, last, first, stop - start)
        for line, (so_far, _) in reached.items():
            if line == lines or left[stop] > (lines - line - 1) * taken + CLOSE:
                continue  # the rest would find no room
            if shapes:
                across = shape_at(shapes, line).needs(width)
                if across > measure and stop > start + 1:
                    continue
                cost = _cost(across, target, piece, last, first, stop - start)
            if cost + so_far < best[stop].get(line + 1, (1e9, 0))[0]:
                best[stop][line + 1] = (cost + so_far, start)
        if last:
            break


def _cost(width: float, target: float, piece: Piece, last: bool, first: bool, words: int) -> float:
    short = (target - width) / target if target > CLOSE else 0.0  # marks alone may have no width
    if last:
        # A paragraph that is one line has no widow and needs no evenness; a last line may be somewhat short.
        if first:
            return 0.0
        return 0.7 * short * short + (WIDOW if words == 1 and (piece.letters <= SHORT_WORD or short > 0.6) else 0.0)
    return short * short + piece.cost + (piece.dangling if words > piece.opening else 0.0)
