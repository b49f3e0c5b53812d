"""Set a text in a slot: the largest size at which it sets well, and where every run of it goes.

The size is computed from advances and extents, measured once per word and line at a reference size. Nothing is drawn.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from billboard.core.errors import SloganRefused, SloganTooLong, UndrawableCharacter
from billboard.core.text import bidi
from billboard.core.text.capitals import upper
from billboard.core.text.graphemes import graphemes
from billboard.core.text.language import LanguageGuess, guess_language
from billboard.core.text.wording import count
from billboard.core.type.composition import Flat, composed, stagger
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetLine, SetRun, SetText, Setting, frame_of, place
from billboard.core.type.line_choice import best_lines, is_tall
from billboard.core.type.line_shapes import drop_cap
from billboard.core.type.runs import foreign_scripts, itemise
from billboard.core.type.slots import Slot
from billboard.core.type.text_measure import TextMeasure
from billboard.core.type.whole_lines import Task

__all__ = ["FontBook", "SetLine", "SetRun", "SetText", "fits", "set_slot"]

TYPED = 0.6  # of the size that free breaks allow, at which lines of different size stay as they were typed


def set_slot(book: FontBook, slot: Slot, text: str, language: LanguageGuess | None = None) -> SetText:
    """Set a normalised, checked text. Raises SloganTooLong or UndrawableCharacter, with `field` the slot's name.

    `language` is that of the whole slogan, where there is more of it than this text.
    """
    slot, text, flat = _prepared(book, slot, text, language)
    if not text.strip():
        return SetText(slot, slot.size[1], (), (*slot.box[:2], *slot.box[:2]))
    attempt = composed(flat, slot, text)
    if attempt is None:
        excess = _excess(flat, slot, text)
        raise SloganTooLong(
            f"“{slot.label}” is too long by about {count(excess, 'character')} at a legible size. "
            "Shorten it and try again.",
            slot.name,
        )
    return stagger(attempt) if slot.uneven else attempt


def fits(book: FontBook, slot: Slot, text: str) -> bool:
    """Whether a normalised, checked text can be set; in less time than to say by how much it is too long."""
    try:
        slot, text, flat = _prepared(book, slot, text, None)
    except SloganRefused:
        return False
    return not text.strip() or composed(flat, slot, text) is not None


def _prepared(book: FontBook, slot: Slot, text: str, language: LanguageGuess | None) -> tuple[Slot, str, Flat]:
    """A slot and its text as they are set, and by what. Raises SloganTooLong or UndrawableCharacter."""
    language = language or guess_language([text])
    if slot.minor:
        slot = replace(slot, minor=replace(slot.minor, turkic=language.turkic))
    elif slot.case == "upper":
        text = upper(text, language.turkic)
    stems = [slot.font, *(style.font for style in (slot.first, slot.last, slot.minor) if style)]
    faces = book.faces(language.han, foreign_scripts(book.faces(), stems, text))
    measured = TextMeasure(faces, slot, bidi.base_level(text))
    if text.strip():
        _refuse_what_has_no_place(measured, slot, text)
    return slot, text, Flat(partial(_fit_flat, measured), partial(_lay, measured))


def _refuse_what_has_no_place(measured: TextMeasure, slot: Slot, text: str) -> None:
    """What no face draws, and more deliberate lines than there is room for."""
    typed = text.split("\n")
    try:
        for line in typed:
            itemise(measured.faces, slot.font, line, measured.base, slot.minor)
    except UndrawableCharacter as refusal:
        raise UndrawableCharacter(refusal.message, slot.name) from None
    if (number := len(typed)) > slot.lines:
        raise SloganTooLong(
            f"“{slot.label}” has room for {count(slot.lines, 'line')}, and this is {number}. Take out a line break.",
            slot.name,
        )


def _fit_flat(measured: TextMeasure, slot: Slot, text: str) -> Setting | None:
    """The best lines of a text, flat and unsqueezed; None where it is not legible."""
    task = Task(measured, slot, frame_of(slot))
    setting = best_lines(task, text)
    if setting and (slot.first or slot.last) and (typed := text.count("\n") + 1) > 1:
        # Who breaks lines that differ in size says which are to be large.
        kept = best_lines(task._replace(slot=replace(slot, lines=typed)), text)
        setting = kept if kept and kept.size >= TYPED * setting.size else setting
    cap = drop_cap(measured.faces, slot, text) if setting and not measured.base else None
    if setting and cap and len(setting.lines) > cap.lines:
        rest = text.removeprefix(cap.letter).lstrip()
        setting = best_lines(task._replace(cap=cap), rest) or setting
    return setting


def _lay(measured: TextMeasure, slot: Slot, text: str, setting: Setting) -> SetText:
    return place(measured.faces, slot, frame_of(slot), setting, measured.base, is_tall(text))


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
