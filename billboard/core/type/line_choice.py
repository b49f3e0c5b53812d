"""Choose a text's lines and their size: as few or many lines as give the largest type that still reads well.

For each number of lines the size that its height and its narrowest breaks allow is found first; of those that come near
the largest the breaks are weighed, a little size given up for more even lines; and what is best is measured whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate
from typing import NamedTuple

import regex

from billboard.core.text import breaking
from billboard.core.text.breaking import Unit
from billboard.core.text.scripts import CJK, EUROPEAN
from billboard.core.type import fitting
from billboard.core.type.layout import Setting
from billboard.core.type.line_shapes import Shapes, measure_for, pitches, shapes_of
from billboard.core.type.whole_lines import Task, Words, measured_whole

NEAR = 0.8  # of the largest size: a setting below it is not considered, however even its lines
SLACK = (0.95, 0.75)  # of the size that a number of lines allows, given up for better breaks; the second for blemishes
BLEMISHED = 0.2  # per line
WORST = 0.35  # of its size, that a setting may be marked down for its breaks
HYPHEN_GAIN = 1.6  # type must grow by this factor to make breaking a word worth while
NEARLY = 0.55  # of the widest word's width: what is wider holds the text down as well
ALONE = 15  # letters; such a word by itself is left whole, for it holds nothing else down
LONG_WORD = 9  # letters; what is shorter is never broken while it is legible
LONGEST_WORD = 30  # letters; what is longer is no word, and is broken anywhere

_LOW = regex.compile(r"[gjpqyQ,;()@{}\[\]|$§]")
_WIDE = regex.compile(f"[{CJK}]")
_TALL = regex.compile(rf"[^{EUROPEAN}\p{{Common}}\p{{Inherited}}]|\p{{Mn}}")

Lines = Sequence[Sequence[Unit]]  # the units of each deliberate line


class LineCount(NamedTuple):
    """What so many lines allow; sizes are as large as the lines look, which may differ from one to the next."""

    bound: float  # size that they will not exceed
    measure: float  # em that the widest line will exceed
    number: int
    by_height: float  # the slot's size that their height allows
    grown: float  # how large the lines look, of the slot's size
    shapes: Shapes


class Option(NamedTuple):
    """The narrowest breaks into so many lines, and the size that they give."""

    size: float
    lines: LineCount
    breaks: fitting.Breaks


def is_tall(text: str) -> bool:
    """Whether anything in a text may stand higher than capitals."""
    return bool(_TALL.search(text))


def best_lines(task: Task, text: str) -> Setting | None:
    """The best setting of a text, with words broken only where that is worth it; None if none is legible."""
    lines: Lines = breaking.paragraphs(text)
    whole = _fitted(task, lines)
    words = {unit.text for line in lines for unit in line}
    if whole and (whole.size > task.slot.size[1] / HYPHEN_GAIN or max(map(_letters, words)) < LONG_WORD):
        return whole
    widths = {word: task.measured.width(word) for word in words}
    longest = max(sorted(widths), key=lambda word: widths[word])
    if whole and _is_best_whole(task, whole, widths, longest):
        return whole
    # The longest word holds everything else down: cut it, and whatever else is nearly as wide.
    gain = whole.size * HYPHEN_GAIN if whole else 0.0
    lines = _hyphenated(lines, {word for word, width in widths.items() if width > widths[longest] * NEARLY})
    hyphenated = _fitted(task, lines)
    if hyphenated and hyphenated.size >= gain:
        return hyphenated
    if whole and _letters(longest) <= LONGEST_WORD:
        return whole
    shattered = _fitted(task, _shattered(task, lines, task.frame.width / max(task.slot.size[0], gain)))
    return shattered if shattered and shattered.size >= gain else whole


def _is_best_whole(task: Task, whole: Setting, widths: Mapping[str, float], longest: str) -> bool:
    """Whether the longest word stands alone, or does not hold the rest down."""
    if len(widths) == 1 and _letters(longest) <= ALONE:
        return True
    return task.across(widths[longest]) > whole.size * HYPHEN_GAIN


def _hyphenated(lines: Lines, wide: Set[str]) -> Lines:
    """The wide words broken where they may be hyphenated."""
    return [
        [piece for unit in line for piece in (breaking.hyphenated(unit) if unit.text in wide else [unit])]
        for line in lines
    ]


def _shattered(task: Task, lines: Lines, room: float) -> Lines:
    """What is too wide for a line of `room` em broken anywhere."""

    def parts(piece: Unit) -> Sequence[Unit]:
        needed = len(piece.text) > 1 and task.measured.width(piece.text) > room * 0.9
        return breaking.shattered(piece) if needed else [piece]

    return [[part for piece in line for part in parts(piece)] for line in lines]


def _letters(text: str) -> int:
    """The length of a text in letters; a character of China, Japan or Korea is as wide as two."""
    return len(text) + len(_WIDE.findall(text))


def _fitted(task: Task, lines: Lines) -> Setting | None:
    """The best setting without breaking any unit."""
    units = tuple(unit for line in lines for unit in line)
    pieces, ends = task.measured.pieces(units), frozenset(accumulate(map(len, lines)))
    words = Words(units, pieces, ends, "".join(unit.text for unit in units))
    candidates = _candidates(task, words, _options(task, words))
    for _, breaks in sorted(candidates, reverse=True):
        setting = measured_whole(task, words, breaks)
        if setting.size >= task.slot.size[0]:
            return setting
    return None


def _counts(task: Task, words: Words) -> Iterator[LineCount]:
    """Every number of lines that may be tried."""
    slot, frame, text = task.slot, task.frame, words.text
    high = task.measured.faces.measures.cap_height(slot.font)
    above, below = 1.0 if is_tall(text) else high, 0.25 * high if _LOW.search(text) else 0.0
    total, longest = sum(piece.width for piece in words.pieces), max(piece.end for piece in words.pieces)
    least = max(len(words.ends), task.cap.lines if task.cap else 0)
    for number in range(least, min(slot.lines, len(words.units)) + 1):
        shapes = shapes_of(task.measured.faces, slot, text, number, task.cap)
        first, last = (shapes[0].scale, shapes[-1].scale) if shapes else (1.0, 1.0)
        depth = sum(pitches(slot.leading, shapes, number)) + frame.top + frame.bottom
        by_height = min(slot.size[1], frame.height / (above * first + below * last + depth))
        narrowest = min((shape.breadth for shape in shapes), default=1.0) * longest
        measure = max(narrowest, 0.85 * measure_for(total, shapes, number))
        grown = sum(shape.scale for shape in shapes) / number if shapes else 1.0
        yield LineCount(min(by_height, task.across(measure)) * grown, measure, number, by_height, grown, shapes)


def _options(task: Task, words: Words) -> list[Option]:
    """What is nearly as large as the largest, and perhaps more."""
    found: list[Option] = []
    best = 0.0
    for count in sorted(_counts(task, words), reverse=True):
        if count.bound < best * NEAR:
            break
        narrow = fitting.narrowest(words.pieces, words.ends, count.number, count.measure, count.shapes)
        if narrow:
            size = min(count.by_height, task.across(narrow[1]))
            best = max(best, size * count.grown)
            found.append(Option(size * count.grown, count, narrow[0]))
            if size >= task.slot.size[1] and count.number == len(words.ends):
                return found[-1:]  # nothing need be broken
    return found


def _candidates(task: Task, words: Words, options: Sequence[Option]) -> list[tuple[float, fitting.Breaks]]:
    """Breaks and their sizes, marked down for blemishes."""
    best = max((option.size for option in options), default=0.0)
    found: list[tuple[float, fitting.Breaks]] = []
    for option in sorted(options, key=lambda option: (option.size, option.lines.number), reverse=True):
        if option.size < best * NEAR or (found and option.size <= max(found)[0]):
            break
        found += _evened(task, words, option)
    return found


def _evened(task: Task, words: Words, option: Option) -> Iterator[tuple[float, fitting.Breaks]]:
    """An option with more even lines, for a little of its size; as it is where there are none."""
    size, lines, breaks = option
    if len(words.pieces) > fitting.TOO_MANY_UNITS:
        yield size, breaks
        return
    for slack in SLACK:
        measure = task.frame.width * lines.grown / (size * slack) - task.frame.left - task.frame.right
        even = fitting.balance(words.pieces, words.ends, lines.number, measure, lines.shapes)
        if not even:
            yield size, breaks
            return
        penalty = even[1] / lines.number
        fits = min(lines.by_height, task.across(fitting.widest(words.pieces, even[0], lines.shapes)))
        yield fits * lines.grown * (1 - min(WORST, 0.5 * penalty)), even[0]
        if penalty < BLEMISHED:
            return
