"""Set a text in a slot: the largest size at which it sets well, and where every run of it goes.

The size is computed from advances and extents, measured once per word and line at a reference size. Nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, pairwise
from math import log

import regex

from billboard.core.errors import SloganTooLong, UndrawableCharacter
from billboard.core.text import bidi, breaking
from billboard.core.text.breaking import Unit
from billboard.core.text.capitals import upper
from billboard.core.text.graphemes import graphemes
from billboard.core.text.language import LanguageGuess, guess_language
from billboard.core.text.scripts import CJK, EUROPEAN
from billboard.core.text.wording import count
from billboard.core.type import fitting
from billboard.core.type.composition import Flat, composed, stagger
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import Frame, SetLine, SetRun, SetText, Setting, frame_of, place
from billboard.core.type.line_shapes import DropCap, LineShape, Shapes, drop_cap, measure_for, pitches, shapes_of
from billboard.core.type.runs import foreign_scripts, itemise
from billboard.core.type.slots import Slot
from billboard.core.type.text_measure import TextMeasure

__all__ = ["FontBook", "SetLine", "SetRun", "SetText", "set_slot"]

STEP = 1.0  # art px; sizes are whole, so that opened faces and drawn letters are met again
LADDER, LADDER_FOOT = 0.02, 50.0  # from this size on they go up by so much
TOUCH = 0.02  # em of white at least between the ink of one line and of the next
NEAR = 0.8  # of the largest size: a setting below it is not considered, however even its lines
SLACK = (0.95, 0.75)  # of the size that a number of lines allows, given up for better breaks; the second for blemishes
BLEMISHED = 0.2  # per line
WORST = 0.35  # of its size, that a setting may be marked down for its breaks
TYPED = 0.6  # of the size that free breaks allow, at which lines of different size stay as they were typed
HYPHEN_GAIN = 1.6  # type must grow by this factor to make breaking a word worth while
ALONE = 15  # letters; such a word by itself is left whole, for it holds nothing else down
LONG_WORD = 9  # letters; what is shorter is never broken while it is legible
LONGEST_WORD = 30  # letters; what is longer is no word, and is broken anywhere

_LOW = regex.compile(r"[gjpqyQ,;()@{}\[\]|$§]")
_WIDE = regex.compile(f"[{CJK}]")
_TALL = regex.compile(rf"[^{EUROPEAN}\p{{Common}}\p{{Inherited}}]|\p{{Mn}}")


def set_slot(book: FontBook, slot: Slot, text: str, language: LanguageGuess | None = None) -> SetText:
    """Set a normalised, checked text. Raises SloganTooLong or UndrawableCharacter, with `field` the slot's name.

    `language` is that of the whole slogan, where there is more of it than this text.
    """
    language = language or guess_language([text])
    if slot.minor:
        slot = replace(slot, minor=replace(slot.minor, turkic=language.turkic))
    elif slot.case == "upper":
        text = upper(text, language.turkic)
    stems = [slot.font, *(style.font for style in (slot.first, slot.last, slot.minor) if style)]
    faces = book.faces(language.han, foreign_scripts(book.faces(), stems, text))
    if not text.strip():
        return SetText(slot, slot.size[1], (), (*slot.box[:2], *slot.box[:2]))
    base = bidi.base_level(text)
    try:
        for line in text.split("\n"):
            itemise(faces, slot.font, line, base, slot.minor)
    except UndrawableCharacter as refusal:
        raise UndrawableCharacter(refusal.message, slot.name) from None
    if (typed := text.count("\n") + 1) > slot.lines:
        raise SloganTooLong(
            f"“{slot.label}” has room for {count(slot.lines, 'line')}, and this is {typed}. Take out a line break.",
            slot.name,
        )
    text_measure = TextMeasure(faces, slot, base)
    flat = Flat(partial(_fit_flat, text_measure), partial(_lay, text_measure))
    attempt = composed(flat, slot, text)
    if attempt is None:
        excess = _excess(flat, slot, text)
        raise SloganTooLong(
            f"“{slot.label}” is too long by about {count(excess, 'character')} at a legible size. "
            "Shorten it and try again.",
            slot.name,
        )
    return stagger(attempt) if slot.uneven else attempt


def _fit_flat(text_measure: TextMeasure, slot: Slot, text: str) -> Setting | None:
    """The best lines of a text, flat and unsqueezed; None where it is not legible."""
    frame = frame_of(slot)
    setting = _best(text_measure, slot, frame, text)
    if setting and (slot.first or slot.last) and (typed := text.count("\n") + 1) > 1:
        # Who breaks lines that differ in size says which are to be large.
        kept = _best(text_measure, replace(slot, lines=typed), frame, text)
        setting = kept if kept and kept.size >= TYPED * setting.size else setting
    if (
        setting
        and not text_measure.base
        and (cap := drop_cap(text_measure.faces, slot, text))
        and len(setting.lines) > cap.lines
    ):
        rest = text.removeprefix(cap.letter).lstrip()
        setting = _best(text_measure, slot, frame, rest, cap) or setting
    return setting


def _lay(text_measure: TextMeasure, slot: Slot, text: str, setting: Setting) -> SetText:
    return place(text_measure.faces, slot, frame_of(slot), setting, text_measure.base, bool(_TALL.search(text)))


def _best(text_measure: TextMeasure, slot: Slot, frame: Frame, text: str, cap: DropCap | None = None) -> Setting | None:
    """The best setting of a text, with words broken only where that is worth it; None if none is legible."""
    units = breaking.paragraphs(text)
    whole = _fit(text_measure, slot, frame, units, cap)
    words = {unit.text for line in units for unit in line}
    if whole and (whole.size > slot.size[1] / HYPHEN_GAIN or max(map(_letters, words)) < LONG_WORD):
        return whole
    if whole and len(words) == 1 and _letters(text) <= ALONE:
        return whole
    widths = {word: text_measure.width(word) for word in words}
    longest = max(sorted(widths), key=lambda word: widths[word])
    alone = frame.width / (widths[longest] + frame.left + frame.right)
    if whole and alone > whole.size * HYPHEN_GAIN:
        return whole
    # The longest word holds everything else down: cut it, and whatever else is nearly as wide.
    gain = whole.size * HYPHEN_GAIN if whole else 0.0
    wide = {word for word, width in widths.items() if width > widths[longest] * 0.55}
    cut = [
        [piece for unit in line for piece in (breaking.hyphenated(unit) if unit.text in wide else [unit])]
        for line in units
    ]
    hyphenated = _fit(text_measure, slot, frame, cut, cap)
    if hyphenated and hyphenated.size >= gain:
        return hyphenated
    if whole and _letters(longest) <= LONGEST_WORD:
        return whole
    room = frame.width / max(slot.size[0], gain)
    cut = [
        [
            part
            for piece in line
            for part in (breaking.shattered(piece) if _needs(text_measure, piece, room) else [piece])
        ]
        for line in cut
    ]
    shattered = _fit(text_measure, slot, frame, cut, cap)
    return shattered if shattered and shattered.size >= gain else whole


def _letters(text: str) -> int:
    """The length of a text in letters; a character of China, Japan or Korea is as wide as two."""
    return len(text) + len(_WIDE.findall(text))


def _needs(text_measure: TextMeasure, piece: Unit, room: float) -> bool:
    return len(piece.text) > 1 and text_measure.width(piece.text) > room * 0.9


def _fit(
    text_measure: TextMeasure, slot: Slot, frame: Frame, lines: Sequence[Sequence[Unit]], cap: DropCap | None
) -> Setting | None:
    """The best setting without breaking any unit."""
    faces = text_measure.faces
    units = [unit for line in lines for unit in line]
    pieces = text_measure.pieces(tuple(units))
    ends, place = [], 0
    for line in lines:
        place += len(line)
        ends.append(place)
    paragraph_ends = frozenset(ends)
    text = "".join(unit.text for unit in units)
    high = faces.measures.cap_height(slot.font)
    above = high if not _TALL.search(text) else 1.0
    below = 0.25 * high if _LOW.search(text) else 0.0
    least, most = slot.size
    pads_across, pads_down = frame.left + frame.right, frame.top + frame.bottom

    total, longest = sum(piece.width for piece in pieces), max(piece.end for piece in pieces)
    # For each number of lines the size that its height allows, and a width that its longest line will exceed.
    rooms: list[tuple[float, float, int, float]] = []
    shapes_for: dict[int, Shapes] = {}
    grown: dict[int, float] = {}  # how large the lines look, of the slot's size
    for number in range(max(len(lines), cap.lines if cap else 0), min(slot.lines, len(units)) + 1):
        shapes = shapes_for[number] = shapes_of(faces, slot, text, number, cap)
        ends_at = (shapes[0].scale, shapes[-1].scale) if shapes else (1.0, 1.0)
        depth = sum(pitches(slot.leading, shapes, number))
        by_height = min(most, frame.height / (above * ends_at[0] + below * ends_at[1] + depth + pads_down))
        least_reach = min((shape.breadth for shape in shapes), default=1.0) * longest
        measure = max(least_reach, 0.85 * measure_for(total, shapes, number))
        grown[number] = sum(shape.scale for shape in shapes) / number if shapes else 1.0
        bound = min(by_height, frame.width / (measure + pads_across)) * grown[number]
        rooms.append((bound, measure, number, by_height))
    options: list[tuple[float, int, float, fitting.Breaks]] = []
    best = 0.0
    for bound, measure, number, by_height in sorted(rooms, reverse=True):
        if bound < best * NEAR:
            break
        if found := fitting.narrowest(pieces, paragraph_ends, number, measure, shapes_for[number]):
            size = min(by_height, frame.width / (found[1] + pads_across))
            best = max(best, size * grown[number])
            options.append((size * grown[number], number, by_height, found[0]))
            if size >= most and number == len(lines):
                options = options[-1:]  # nothing need be broken
                break

    candidates: list[tuple[float, fitting.Breaks]] = []
    for size, number, by_height, breaks in sorted(options, reverse=True):
        if size < best * NEAR or (candidates and size <= max(candidates)[0]):
            break
        if len(pieces) > fitting.TOO_MANY_UNITS:
            candidates.append((size, breaks))
            continue
        for slack in SLACK:
            # A little smaller buys more even lines.
            measure = frame.width * grown[number] / (size * slack) - pads_across
            if not (even := fitting.balance(pieces, paragraph_ends, number, measure, shapes_for[number])):
                candidates.append((size, breaks))
                break
            penalty = even[1] / number
            fits = min(by_height, frame.width / (fitting.widest(pieces, even[0], shapes_for[number]) + pads_across))
            candidates.append((fits * grown[number] * (1 - min(WORST, 0.5 * penalty)), even[0]))
            if penalty < BLEMISHED:
                break
    for _, breaks in sorted(candidates, reverse=True):
        setting = _exact(text_measure, slot, frame, units, breaks, paragraph_ends, cap)
        if setting.size >= least:
            return setting
    return None


def _exact(
    text_measure: TextMeasure,
    slot: Slot,
    frame: Frame,
    units: Sequence[Unit],
    breaks: fitting.Breaks,
    ends: frozenset[int],
    cap: DropCap | None,
) -> Setting:
    """Measure the chosen lines whole, ink and all, and take the size that they fill the box at."""
    text, number = "".join(unit.text for unit in units), len(breaks)
    shapes = shapes_of(text_measure.faces, slot, text, number, cap) or (LineShape(),) * number
    lines, start, base = [], 0, text_measure.base
    mixed = base or bidi.is_mixed(text)
    for stop, shape in zip(breaks, shapes, strict=True):
        line = breaking.line_text(list(units[start:stop]))
        own, around = breaking.direction(units, ends, start, stop, base) if mixed else (base, bidi.NOTHING)
        lines.append(text_measure.line(shape.stem or slot.font, line, own, around))
        start = stop
    if slot.highlight:  # bars of one height
        top, bottom = max(line.top for line in lines), max(line.bottom for line in lines)
        lines = [replace(line, top=top, bottom=bottom) for line in lines]
    clear = [
        over.bottom * above.scale + under.top * below.scale + TOUCH
        for (over, under), (above, below) in zip(pairwise(lines), pairwise(shapes), strict=True)
    ]
    steps = pitches(slot.leading, shapes, number)
    # Lines of one size keep one distance; lines that differ keep their own.
    alike, most = len({shape.scale for shape in shapes}) == 1, max([*steps, *clear], default=0.0)
    drops = (*accumulate((most if alike else max(pair) for pair in zip(steps, clear, strict=True)), initial=0.0),)
    widths = [(line.right - line.left) * shape.scale + shape.indent for line, shape in zip(lines, shapes, strict=True)]
    width = max(widths) + frame.left + frame.right
    height = lines[0].top * shapes[0].scale + drops[-1] + lines[-1].bottom * shapes[-1].scale + frame.top + frame.bottom
    size = min(slot.size[1], frame.width / max(width, 0.01), frame.height / max(height, 0.01))
    return Setting(tuple(lines), rung(size, slot.size[1]), drops, shapes, cap)


def rung(size: float, most: int) -> float:
    """The size stepped down to the ladder that sizes are taken from, so that drawn letters are met again.

    Whole art px, in steps of about 2 % where that is more; the slot's largest size is a rung too.
    """
    if size >= most:
        return float(most)
    if size < LADDER_FOOT:
        return size // STEP * STEP
    return float(int(LADDER_FOOT * (1 + LADDER) ** int(log(size / LADDER_FOOT) / log(1 + LADDER) + 1e-9)))


def _excess(flat: Flat, slot: Slot, text: str) -> int:
    """About how many characters are too many: those past the longest beginning that can be set."""
    letters = graphemes(text)
    fits, over = 0, len(letters)
    while over - fits > max(1, len(letters) // 50):
        middle = (fits + over) // 2
        beginning = "".join(letters[:middle]).strip()
        if not beginning or composed(flat, slot, beginning):
            fits = middle
        else:
            over = middle
    return len(letters) - fits
