"""What stickers do to the reading of a poster: what they say themselves, and what they hide of what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from billboard.core.boxes import Pixel
from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import Sticker
from billboard.core.matrix import Matrix, rotation, scaling, translation
from billboard.core.reading.readability import Spoken, points
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetText

SOLID = 128  # alpha, of 255, from which a sticker hides what is beneath: thin spray does not


def spoken(catalogue: StickerCatalogue, stickers: Iterable[Sticker]) -> list[Spoken]:
    """What speech bubbles say, as large as they are stuck on."""
    return [
        Spoken(
            catalogue.words(each.kind, each.text),
            each.width / catalogue.kinds[each.kind].size[0],
            {"ink": catalogue.kinds[each.kind].ink},
            catalogue.art(each.kind).convert("RGB"),
        )
        for each in stickers
        if each.text
    ]


def covered(
    book: FontBook, catalogue: StickerCatalogue, texts: Sequence[SetText], stickers: Sequence[Sticker]
) -> tuple[str, float] | None:
    """The label of the slot of whose letters most lies under stickers, and the share; None without stickers."""
    counts: Mapping[str, list[bool]] = {text.slot.label: [] for text in texts}
    for text in texts:
        counts[text.slot.label].extend(
            any(hides(catalogue, each, x, y) for each in stickers) for x, y in points(book, text)
        )
    shares = {label: sum(hidden) / len(hidden) for label, hidden in counts.items() if hidden}
    if not shares or not stickers:
        return None
    worst = max(shares, key=lambda label: shares[label])
    return worst, shares[worst]


def hides(catalogue: StickerCatalogue, sticker: Sticker, x: float, y: float) -> bool:
    """Whether a sticker is solid at a place of the 48-sheet, art px."""
    width, height = catalogue.kinds[sticker.kind].size
    across, down = _lifted(sticker.x, sticker.y, sticker.width, sticker.turn, (width, height)).apply(x, y)
    if not (0 <= across < width and 0 <= down < height):
        return False
    pixel = catalogue.art(sticker.kind).getpixel((int(across), int(down)))
    return isinstance(pixel, tuple) and pixel[3] >= SOLID


@lru_cache(100)
def _lifted(x: int, y: int, width: int, turn: int, size: Pixel) -> Matrix:
    """From a place of the poster to that of a sticker's picture which lies there."""
    scale = size[0] / width
    upright = rotation(-turn) @ translation(-x, -y)
    return translation(size[0] / 2, size[1] / 2) @ scaling(scale, scale) @ upright
