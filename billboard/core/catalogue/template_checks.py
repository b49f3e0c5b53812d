"""What the values of a template.toml are held to; some of scenes and stickers as well."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, cast

from billboard.core.boxes import Size
from billboard.core.colour import Colour, from_hex
from billboard.core.errors import SloganRefused
from billboard.core.matrix import extent
from billboard.core.text import wording
from billboard.core.text.graphemes import length
from billboard.core.toml_tables import Table

LONGEST = 4000  # characters of a text of the template's own, before anything looks at it


def slug(table: Table, value: str, field: str, most: int = 64) -> str:
    if table.faulty(field):
        return value
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > most:
        table.refuse(field, f"{value!r} should be at most {most} small letters, digits and single hyphens")
    return value


def slot_name(table: Table, reserved: Collection[str]) -> str:
    value = table.text("name")
    if table.faulty("name"):
        return value
    if not re.fullmatch(r"[a-z_]{1,40}", value):
        table.refuse("name", f"{value!r} should be at most 40 small letters and underscores")
    if value in reserved:
        table.refuse("name", f"{value!r} has another meaning already; call the slot something else")
    return value


def unique(table: Table, field: str, values: Sequence[str]) -> None:
    for value in values:
        if values.count(value) > 1:
            table.refuse(field, f"two are called {value!r}")


def same_inks(table: Table, inks: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """What they are called; anything goes where there is no variant, which is said already."""
    sets = [frozenset(each) for each in inks]
    if not sets:
        return _Anything()
    if odd := next((names for names in sets if names != sets[0]), None):
        table.refuse("variant", f"every variant names the same inks; these differ: {sorted(odd ^ sets[0])}")
    return frozenset().union(*sets)


class _Anything(frozenset[str]):
    def __contains__(self, _: object) -> bool:
        return True

    def __or__(self, _: object) -> _Anything:
        return self


def colour(inks: Table, name: str) -> Colour:
    value = inks.text(name)
    if inks.faulty(name):
        return 0, 0, 0
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        inks.refuse(name, f"{value!r} should be a colour like #f2c14e")
        return 0, 0, 0
    return from_hex(value)


def focus(table: Table, art_size: Size) -> tuple[int, int, int]:
    """Middle and width of the motif; the whole art where none is named."""
    if not table.has("focus"):
        return art_size[0] // 2, art_size[1] // 2, min(art_size)
    x, y, width = table.integers("focus", 3)
    within = 0 <= x <= art_size[0] and 0 <= y <= art_size[1] and 20 <= width <= art_size[0]
    if not within and not table.faulty("focus"):
        table.refuse("focus", f"{[x, y, width]} is not a middle and a width within {art_size[0]}x{art_size[1]}")
    return x, y, width


def box(table: Table, rotation: float, art_size: Size) -> tuple[int, int, int, int]:
    x, y, width, height = table.integers("box", 4)
    if table.faulty("box"):
        return 0, 0, 20, 20
    if width < 20 or height < 20:
        table.refuse("box", f"is {width}x{height}; at least 20x20 is wanted")
    elif not table.faulty("rotation") and not _within((x, y, width, height), rotation, art_size):
        table.refuse("box", f"leaves the art, which is {art_size[0]}x{art_size[1]}")
    return x, y, width, height


def copies(table: Table, rotation: float, art_size: Size) -> tuple[tuple[int, int], ...]:
    """How far right and down of its box a slot's text stands again, for each copy; none where none are named."""
    if not table.has("copies") or table.faulty("box") or table.faulty("rotation"):
        return ()
    x, y, width, height = table.integers("box", 4)
    found = table.pairs("copies")
    for dx, dy in found:
        if not _within((x + dx, y + dy, width, height), rotation, art_size):
            table.refuse("copies", f"the one at {[dx, dy]} leaves the art, which is {art_size[0]}x{art_size[1]}")
    return found


def _within(box: tuple[int, int, int, int], rotation: float, art_size: Size) -> bool:
    """Whether a box lies on the art once it is turned about its centre."""
    x, y, width, height = box
    across, down = extent(width, height, rotation)
    inside_x = across / 2 - 0.5 <= x + width / 2 <= art_size[0] - across / 2 + 0.5
    inside_y = down / 2 - 0.5 <= y + height / 2 <= art_size[1] - down / 2 + 0.5
    return inside_x and inside_y


def size_range(table: Table) -> tuple[int, int]:
    least, most = table.integers("size", 2)
    if not table.faulty("size") and not 24 <= least <= most <= 1200:
        table.refuse("size", f"should be smallest and largest, 24 to 1200 art px, not {[least, most]}")
    return least, most


def align(table: Table) -> Literal["left", "centre", "right", "beside"]:
    value = table.choice("align", ("left", "centre", "right", "beside"), "the alignments", "left")
    return cast(Literal["left", "centre", "right", "beside"], value)


def valign(table: Table) -> Literal["top", "middle", "bottom"]:
    value = table.choice("valign", ("top", "middle", "bottom"), "the vertical alignments", "middle")
    return cast(Literal["top", "middle", "bottom"], value)


def case(table: Table) -> Literal["typed", "upper"]:
    return cast(Literal["typed", "upper"], table.choice("case", ("typed", "upper"), "the cases", "typed"))


def slogan_text(table: Table, field: str, text: str) -> str:
    """A text of the template's own, held to the rules that visitors' texts are held to."""
    if len(text) > LONGEST:
        table.refuse(field, f"has {len(text)} characters")
        return ""
    text = wording.normalise(text)
    try:
        wording.check(text)
    except SloganRefused as refusal:
        table.refuse(field, refusal.message)
    return text


def sample_fits(table: Table, field: str, text: str, limit: int, required: bool) -> None:
    if required and not text:
        table.refuse(field, "is missing; the slot requires a text")
    if length(text) > limit:
        table.refuse(field, f"has {length(text)} characters; the slot's limit is {limit}")
