"""Stickers that somebody has put over a poster: read, written, described. Positions are art px of the 48-sheet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from billboard.core.catalogue import slogans
from billboard.core.catalogue.sticker_catalogue import WIDTHS, Kind, StickerCatalogue
from billboard.core.errors import Refused
from billboard.core.formats import FORTY_EIGHT

MOST = 6
LONGEST = 8_000  # characters of what is read: six bubbles of emoji fill a third of it
STALE = "The stickers did not arrive in one piece. Peel them off and put them on again."


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
    text = slogans.read_words(kind.slot, text)
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
