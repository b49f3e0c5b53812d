"""Masks of ink are drawn in pieces, and lie as if they had been drawn whole."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.ink.masks import ink_masks, touched, whole_masks
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from billboard.core.type.typesetting import set_slot

WORDS = "Much Binding next the Sea and its pier are closed"


@pytest.fixture
def slot(plain: PosterTemplate) -> Slot:
    return replace(plain.slot("headline"), rotation=0.0, texture=None)


def test_turned_in_pieces_a_text_lies_where_it_lies_turned_whole(book: FontBook, slot: Slot) -> None:
    outlines, scale = GlyphOutlines(book), 2 / 3
    flat = set_slot(book, slot, WORDS)
    turned = replace(flat, slot=replace(slot, rotation=4.0))
    ((_, mask, (left, top)),) = whole_masks(outlines, flat, scale, Path())
    image = Image.new("L", (1600, 800))
    image.paste(mask, (left, top))
    x, y, width, height = slot.box
    centre = ((x + width / 2) * scale, (y + height / 2) * scale)
    whole = image.rotate(4.0, Image.Resampling.BICUBIC, center=centre)
    (ink_mask,) = ink_masks(outlines, turned, scale, Path())
    assert len(ink_mask.pieces) > 2
    again = Image.new("L", image.size)
    for piece in ink_mask.pieces:
        again.paste(255, (piece.x, piece.y), piece.mask)
    # Upright it has FreeType's hints, which move an edge by half a pixel at the most.
    assert ImageStat.Stat(ImageChops.difference(whole, again), whole).mean[0] < 12


def test_a_piece_is_no_larger_than_its_ink(book: FontBook, slot: Slot) -> None:
    setting = set_slot(book, replace(slot, rotation=4.0), WORDS)
    left, top, right, bottom = touched(setting, 1 / 3)
    for ink_mask in ink_masks(GlyphOutlines(book), setting, 1 / 3, Path()):
        for piece in ink_mask.pieces:
            assert piece.mask.getbbox() == (0, 0, *piece.mask.size)
            assert left <= piece.x < piece.x + piece.mask.width <= right
            assert top <= piece.y < piece.y + piece.mask.height <= bottom


def test_masks_that_were_drawn_are_kept(book: FontBook, slot: Slot) -> None:
    outlines = GlyphOutlines(book)
    first = ink_masks(outlines, set_slot(book, slot, WORDS), 1 / 3, Path())
    assert ink_masks(outlines, set_slot(book, slot, WORDS), 1 / 3, Path()) is first
    assert ink_masks(outlines, set_slot(book, slot, WORDS + "!"), 1 / 3, Path()) is not first
