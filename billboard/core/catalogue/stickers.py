"""Stickers that somebody has put over a poster: read, written, moved to another format, drawn.

Positions are art px of the 48-sheet. A sticker is drawn from its own place alone, so that a part of a poster gets the
pixels that the whole one has there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from PIL import Image

from billboard.core.boxes import Pixels
from billboard.core.catalogue.slogans import length_fault
from billboard.core.catalogue.sticker_catalogue import WIDTHS, Kind, StickerCatalogue
from billboard.core.errors import Refused
from billboard.core.formats import FORTY_EIGHT
from billboard.core.ink.drawing import Canvas, draw_set_text
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.text import wording

MOST = 6
LONGEST = 8_000  # characters of what is read: six bubbles of emoji fill a third of it
STALE = "The stickers did not arrive in one piece. Peel them off and put them on again."

Focus = tuple[int, int, int]  # middle and width of a motif, art px


@dataclass(frozen=True, slots=True)
class Sticker:
    """Where one sticker is, in art px of the 48-sheet."""

    kind: str
    x: int  # of its middle
    y: int
    width: int
    turn: int  # degrees counter-clockwise
    text: str = ""  # what a speech bubble says


def read_stickers(catalogue: StickerCatalogue, text: str) -> tuple[Sticker, ...]:
    """The stickers in a text that write_stickers gives, in the order they were put on. Raises Refused."""
    if not text.strip():
        return ()
    if len(text) > LONGEST:
        raise Refused(STALE)
    try:
        values = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise Refused(STALE) from None
    if not isinstance(values, list):
        raise Refused(STALE)
    if len(values) > MOST:
        raise Refused(f"There is room for {MOST} stickers, and these are {len(values)}. Peel some off.")
    return tuple(_read(catalogue, value) for value in values)


def write_stickers(stickers: Sequence[Sticker]) -> str:
    """As JSON, in its one form; empty where there are none."""
    values = as_values(stickers)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) if values else ""


def as_values(stickers: Iterable[Sticker]) -> list[dict[str, str | int]]:
    """What is kept of them: `text` only where there is any."""
    values: list[dict[str, str | int]] = []
    for each in stickers:
        value: dict[str, str | int] = {"kind": each.kind, "x": each.x, "y": each.y}
        value |= {"width": each.width, "turn": each.turn}
        values.append(value | {"text": each.text} if each.text else value)
    return values


def from_values(catalogue: StickerCatalogue, values: Iterable[dict[str, Any]]) -> tuple[Sticker, ...]:
    """What was kept, without kinds that have left the catalogue since."""
    return tuple(Sticker(**value) for value in values if value["kind"] in catalogue.kinds)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object in which no key comes twice: two readers would take it for two stickers."""
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError("a key comes twice")
    return found


def _read(catalogue: StickerCatalogue, value: object) -> Sticker:
    if not isinstance(value, dict) or not {"kind", "x", "y", "width", "turn"} <= set(value) <= set(Sticker.__slots__):
        raise Refused(STALE)
    slug = value["kind"]
    if not isinstance(slug, str) or slug not in catalogue.kinds:
        raise Refused("One of the stickers is not in the tray. Peel it off and choose another.")
    kind, (width, height) = catalogue.kinds[slug], FORTY_EIGHT.art
    off = f"“{kind.title}” lies off the sheet. Bring it back."
    turn = _whole(value["turn"], -180, 180, f"“{kind.title}” is turned too far. Turn it by 180 degrees at most.")
    return Sticker(
        kind=slug,
        x=_whole(value["x"], 0, width, off),
        y=_whole(value["y"], 0, height, off),
        width=_whole(
            value["width"],
            kind.least,
            WIDTHS[1],
            f"“{kind.title}” is too small or too large: between {kind.least * 100 / width:g} and "
            f"{WIDTHS[1] * 100 // width} % of the sheet's width is right.",
        ),
        turn=180 if turn == -180 else turn,
        text=read_words(catalogue, kind, value.get("text", "")),
    )


def _whole(value: object, least: int, most: int, sentence: str) -> int:
    if type(value) is not int:
        raise Refused(STALE)
    if not least <= value <= most:
        raise Refused(sentence)
    return value


def read_words(catalogue: StickerCatalogue, kind: Kind, text: object) -> str:
    """What a sticker says, by the rules of a slogan and certain to be drawable. Raises Refused."""
    if not isinstance(text, str):
        raise Refused(STALE)
    if not kind.slot:
        if text:
            raise Refused(f"“{kind.title}” has nothing to say. Take its words away.")
        return ""
    text = wording.normalise(text)
    wording.check(text)
    if sentence := length_fault(kind.slot, text):
        raise Refused(sentence)
    if text:
        catalogue.words(kind.slug, text)
    return text


def described(catalogue: StickerCatalogue, stickers: Iterable[Sticker]) -> str:
    """For whoever cannot see them: “with a moustache and a clown nose on it”; empty where there are none."""
    names = []
    for each in stickers:
        alt = catalogue.kinds[each.kind].alt
        names.append(f"{alt} saying “{' '.join(each.text.split())}”" if each.text else alt)
    names = list(dict.fromkeys(names))
    if not names:
        return ""
    return f"with {' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))} on it"


def moved(
    catalogue: StickerCatalogue, stickers: Iterable[Sticker], focus: Focus, other: Focus, size: tuple[int, int]
) -> tuple[Sticker, ...]:
    """The stickers as they lie about the motif of another format, whose art has `size`.

    Whatever lay on the poster whole does so there too: words beside a face must not be cut where it is narrower.
    """
    return tuple(_moved(catalogue, each, focus, other, size) for each in stickers)


def _moved(catalogue: StickerCatalogue, sticker: Sticker, focus: Focus, other: Focus, size: tuple[int, int]) -> Sticker:
    left, top, right, bottom = touched(catalogue, sticker, 1.0)
    factor = other[2] / focus[2]
    # What fits a face grows with it; what stands beside and speaks is large enough, and would only cover it.
    grown = min(factor, 1.0) if catalogue.kinds[sticker.kind].slot else factor
    half_width, half_height = 0.0, 0.0  # of the room it needs; none where it hung over the edge
    if left >= 0 and top >= 0 and right <= FORTY_EIGHT.art[0] and bottom <= FORTY_EIGHT.art[1]:
        grown = min(grown, size[0] / (right - left), size[1] / (bottom - top))
        half_width, half_height = (right - left) * grown / 2, (bottom - top) * grown / 2
    x, y = (other[axis] + (place - focus[axis]) * factor for axis, place in enumerate((sticker.x, sticker.y)))
    return replace(
        sticker,
        x=round(min(size[0] - half_width, max(half_width, x))),
        y=round(min(size[1] - half_height, max(half_height, y))),
        width=max(1, int(sticker.width * grown)),
    )


def touched(catalogue: StickerCatalogue, sticker: Sticker, scale: float) -> Pixels:
    """The pixels that a sticker may cover, on a poster of `scale` px to the art px."""
    width = max(1, round(sticker.width * scale))
    art = catalogue.kinds[sticker.kind].size
    across, down = _extent(width, max(1, round(width * art[1] / art[0])), sticker.turn)
    left, top = round(sticker.x * scale - across / 2), round(sticker.y * scale - down / 2)
    return left, top, left + across, top + down


def stick(
    image: Image.Image,
    catalogue: StickerCatalogue,
    stickers: Iterable[Sticker],
    outlines: GlyphOutlines,
    scale: float,
    origin: tuple[int, int] = (0, 0),
) -> None:
    """Put stickers on the part of a poster whose upper left corner lies at `origin` px."""
    for each in stickers:
        left, top, right, bottom = touched(catalogue, each, scale)
        at = left - origin[0], top - origin[1]
        if at[0] < image.width and at[1] < image.height and right > origin[0] and bottom > origin[1]:
            patch = _patch(catalogue, outlines, each.kind, each.text, max(1, round(each.width * scale)), each.turn)
            image.paste(patch, at, patch)


def _extent(width: int, height: int, turn: int) -> tuple[int, int]:
    """Width and height of the upright box about a turned one, with a pixel's room."""
    if not turn:
        return width, height
    cos, sin = abs(math.cos(math.radians(turn))), abs(math.sin(math.radians(turn)))
    return math.ceil(width * cos + height * sin) + 2, math.ceil(width * sin + height * cos) + 2


@lru_cache(12)
def _patch(
    catalogue: StickerCatalogue, outlines: GlyphOutlines, slug: str, text: str, width: int, turn: int
) -> Image.Image:
    """A sticker as it lies on the poster, RGBA, shared."""
    flat = catalogue.sized(slug, width)
    if text:
        flat = lettered(catalogue, outlines, slug, text, flat)
    if not turn:
        return flat
    size = _extent(*flat.size, turn)
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    x, y = size[0] / 2, size[1] / 2
    # From a pixel of the patch to where it comes from, about the middles of both.
    across = (cos, -sin, flat.width / 2 - x * cos + y * sin)
    down = (sin, cos, flat.height / 2 - x * sin - y * cos)
    return flat.transform(size, Image.Transform.AFFINE, (*across, *down), Image.Resampling.BICUBIC)


def lettered(
    catalogue: StickerCatalogue, outlines: GlyphOutlines, slug: str, text: str, blank: Image.Image
) -> Image.Image:
    """A sticker's picture with its words on it, RGBA."""
    kind = catalogue.kinds[slug]
    # Words stand on solid ground; what is clear about them stays so, whatever the edges of letters do.
    ground = blank.convert("RGB")
    canvas = Canvas(ground, (0, 0), blank.width / kind.size[0], outlines, {"ink": kind.ink}, catalogue.folder)
    draw_set_text(canvas, catalogue.words(slug, text))
    ground.putalpha(blank.getchannel("A"))
    return ground
