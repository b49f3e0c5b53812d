"""What a draft still lacks before it can be published, in sentences, each with the step where it is put right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from billboard.core.errors import SloganRefused
from billboard.core.text import wording
from billboard.core.text.graphemes import length
from billboard.core.text.wording import count
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import set_slot
from billboard.studio.documents import Document
from billboard.studio.drafted import layouts_of
from billboard.studio.limits import LEAST


class Lack(NamedTuple):
    step: str  # its address ends in it
    sentence: str


PAPERS = {
    "title": "Give it a title: that is what people see in the chooser.",
    "alt": "Describe the picture for those who cannot see it.",
    "credit": "Say whose picture it is.",
    "right": "Say by what right it is used here.",
    "licence": "Say under which licence it is given on.",
}


def missing(document: Document, book: FontBook, textures: Collection[str], scenes: Collection[str]) -> list[Lack]:
    """Nothing where it can be published. `textures` and `scenes` are those that there are."""
    if not document.board:
        step = "straighten" if document.photograph else "picture"
        return [Lack(step, "There is no poster yet. Upload a photograph and straighten it.")]
    found = layouts_of(document, book)
    slots = [Everywhere(same) for same in zip(*(layout.slots for layout in found.values()), strict=True)]
    return [
        *(Lack("boxes", sentence) for sentence in _boxes(document, book, textures)),
        *(Lack("boxes", sentence) for slot in slots for sentence in _defaults(slot, book)),
        *(Lack("papers", sentence) for sentence in _papers(document, scenes)),
        *(Lack("papers", sentence) for sentence in _samples(document, slots, book)),
    ]


class Everywhere(NamedTuple):
    """A slot, as it lies in each format."""

    slots: tuple[Slot, ...]

    @property
    def one(self) -> Slot:
        return self.slots[0]


def _boxes(document: Document, book: FontBook, textures: Collection[str]) -> Iterator[str]:
    if not document.boxes:
        yield "Draw at least one box for people’s words."
    names = [box.name for box in document.boxes]
    if len({*names}) < len(names):
        yield "Two boxes are kept under one name. Save the boxes once more."
    for box in document.boxes:
        if not box.label.strip():
            yield "A box has no name. Call it what people are to write into it."
        if box.font not in book.files.stems:
            yield f"Choose a typeface for “{box.label}”. The one it had is not here."
        if box.texture and box.texture not in textures:
            yield f"Choose another texture for “{box.label}”. The one it had is not here."


def _defaults(slot: Everywhere, book: FontBook) -> Iterator[str]:
    label = slot.one.label
    if slot.one.limit < LEAST:
        yield f"Nothing legible fits “{label}”. Make it larger, or its smallest type smaller."
    elif slot.one.default:
        yield from (f"What “{label}” says by itself: {said}" for said in _faults(slot, slot.one.default, book))


def _papers(document: Document, scenes: Collection[str]) -> Iterator[str]:
    for name, sentence in PAPERS.items():
        if not str(getattr(document.papers, name)).strip():
            yield sentence
    if document.papers.scene and document.papers.scene not in scenes:
        yield "Choose another street. That one is not here."


def _samples(document: Document, slots: Sequence[Everywhere], book: FontBook) -> Iterator[str]:
    if not document.samples:
        yield "Write one example at least: what somebody might make of it."
    for number, sample in enumerate(document.samples, 1):
        yield from (f"Example {number}: {sentence}" for sentence in _sample(sample, slots, book))


def _sample(sample: Mapping[str, str], slots: Sequence[Everywhere], book: FontBook) -> Iterator[str]:
    texts = {slot.one.name: wording.normalise(sample.get(slot.one.name, "")) for slot in slots}
    if slots and not any(texts.values()):
        yield "it says nothing."
        return
    for slot in slots:
        text = texts[slot.one.name]
        if slot.one.required and not text:
            yield f"“{slot.one.label}” needs some words."
        elif text:
            yield from _faults(slot, text, book)


def _faults(slot: Everywhere, text: str, book: FontBook) -> Iterator[str]:
    """What is wrong with a normalised text there, in any of the formats."""
    if (excess := length(text) - slot.one.limit) > 0:
        yield f"“{slot.one.label}” is {count(excess, 'letter')} too long ({slot.one.limit} at most)."
        return
    try:
        wording.check(text, slot.one.name)
        for each in slot.slots:
            set_slot(book, each, text)
    except SloganRefused as refused:
        yield refused.message
