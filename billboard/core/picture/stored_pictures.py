"""The three pictures that are stored of a poster: full, thumbnail and card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from billboard.core.boxes import Pixels
from billboard.core.catalogue.templates import Variant
from billboard.core.formats import FORTY_EIGHT
from billboard.core.picture.art import ArtCache
from billboard.core.picture.poster_card import CARD_SIZE, card_part, carded, on_card
from billboard.core.picture.splicing import encode, tiles_around

FULL_SIZE, THUMB_SIZE = FORTY_EIGHT.full, FORTY_EIGHT.half
# Chosen by looking at type three times enlarged. At 88 flat colour round letters is clean; at 82 it is not. 4:4:4 costs
# half as much encoding again and a fifth more bytes, and shows only as a shade in small red or pink type upon blue.
FULL_QUALITY, THUMB_QUALITY, CARD_QUALITY = 88, 82, 86


@dataclass(frozen=True, slots=True)
class Pictures:
    """JPEG bytes."""

    full: bytes
    thumb: bytes
    card: bytes


def encoded_pictures(poster: Image.Image) -> Pictures:
    """Of a poster that shares no tiles with its art."""
    return Pictures(
        encode(poster, FULL_QUALITY),
        encode(poster.reduce(2), THUMB_QUALITY),
        encode(card_part(poster, (0, 0, *CARD_SIZE)), CARD_QUALITY),
    )


def spliced_pictures(poster: Image.Image, changes: Iterable[Pixels], arts: ArtCache, variant: Variant) -> Pictures:
    """The same of a poster of FULL_SIZE that is a variant's art but for some boxes."""
    # Taken two by two, whole tiles of the full picture are whole tiles of the thumbnail.
    patches = [(box, poster.crop(box)) for box in tiles_around(changes, poster.size, coarse=2)]
    halves = [((x // 2, y // 2, right // 2, bottom // 2), patch.reduce(2)) for (x, y, right, bottom), patch in patches]
    cards = [(box, card_part(poster, box)) for box in tiles_around([on_card(box) for box, _ in patches], CARD_SIZE)]
    return Pictures(
        arts.tiled(variant, FULL_SIZE[0], FORTY_EIGHT, FULL_QUALITY).splice(patches),
        arts.tiled(variant, THUMB_SIZE[0], FORTY_EIGHT, THUMB_QUALITY).splice(halves),
        arts.tiled(variant, CARD_SIZE[0], FORTY_EIGHT, CARD_QUALITY, carded).splice(cards),
    )
