"""A slot as it stands in a template.toml: a [[slot]] read, and held against what there is to choose from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from billboard.core.boxes import Size
from billboard.core.catalogue import template_checks as checks
from billboard.core.toml_tables import Table
from billboard.core.type.slots import Highlight, LineStyle, Minor, Shadow, Slot, Stroke, Texture

STEEPEST = 170.0  # degrees of arc


@dataclass(frozen=True, slots=True)
class Choices:
    """What slots may name, and what they may not be called."""

    inks: frozenset[str]
    fonts: frozenset[str]  # stems of their files
    textures: frozenset[str]
    reserved: frozenset[str]


def read_slot(table: Table, choices: Choices, art: Size) -> Slot:
    """One [[slot]], checked against what there is and the art's size."""
    inks, rotation = choices.inks, table.number("rotation", -90, 90, 0.0)
    slot = Slot(
        name=checks.slot_name(table, choices.reserved),
        label=table.text("label", most=60),
        box=checks.box(table, rotation, art),
        font=table.choice("font", choices.fonts, "the fonts under fonts/"),
        size=checks.size_range(table),
        ink=table.choice("ink", inks, "the variants' inks"),
        align=checks.align(table),
        valign=checks.valign(table),
        leading=table.number("leading", 0.6, 2.5, 1.1),
        tracking=table.number("tracking", -0.1, 1.0, 0.0),
        case=checks.case(table),
        rotation=rotation,
        lines=table.integer("lines", 1, 40, 3),
        limit=table.integer("limit", 1, 1000, 80),
        default=checks.slogan_text(table, "default", table.text("default", "")),
        required=table.flag("required", False),
        stroke=_stroke(table, inks),
        shadow=_shadow(table, inks),
        highlight=_highlight(table, inks),
        texture=_texture(table, choices.textures),
        first=_line_style(table, "first", choices.fonts),
        last=_line_style(table, "last", choices.fonts),
        minor=_minor(table, choices.fonts),
        drop_cap=table.integer("drop_cap", 0, 6, 0),
        stretch=table.number("stretch", 0.3, 1.0, 1.0),
        curve=table.number("curve", -STEEPEST, STEEPEST, 0.0),
        soft=table.number("soft", 0.0, 0.2, 0.0),
        uneven=table.number("uneven", 0.0, 0.2, 0.0),
        multiply=table.flag("multiply", False),
        paper=table.choice("paper", inks | {""}, "the variants' inks", ""),
        copies=checks.copies(table, rotation, art),
    )
    checks.sample_fits(table, "default", slot.default, slot.limit, required=False)
    _agree(table, slot)
    table.done()
    return slot


def _agree(table: Table, slot: Slot) -> None:
    """What cannot be had together."""
    if slot.curve and slot.lines > 1 and not table.faulty("lines"):
        table.refuse("curve", "is for a single line; set lines = 1")
    if slot.drop_cap and (slot.first or slot.curve or slot.align != "left"):
        table.refuse("drop_cap", "is for text aligned left, without curve or a first line of its own")
    if slot.minor and (slot.case != "upper" or slot.drop_cap):
        table.refuse("minor", 'is for capitals, without a drop cap; set case = "upper"')
    if slot.drop_cap == 1:
        table.refuse("drop_cap", "should stand as high as 2 lines at least")
    if slot.uneven and not slot.tracking and not table.faulty("uneven"):
        table.refuse("uneven", "is for letters set apart; give them tracking")
    if slot.paper and not slot.multiply:
        table.refuse("paper", "means nothing without multiply = true")


def _stroke(table: Table, inks: frozenset[str]) -> Stroke | None:
    if not (stroke := table.optional_table("stroke")):
        return None
    found = Stroke(stroke.number("width", 0.001, 0.3), stroke.choice("ink", inks, "the inks"))
    stroke.done()
    return found


def _shadow(table: Table, inks: frozenset[str]) -> Shadow | None:
    if not (shadow := table.optional_table("shadow")):
        return None
    found = Shadow(
        shadow.number("dx", -0.5, 0.5), shadow.number("dy", -0.5, 0.5), shadow.choice("ink", inks, "the inks")
    )
    shadow.done()
    return found


def _highlight(table: Table, inks: frozenset[str]) -> Highlight | None:
    if not (bar := table.optional_table("highlight")):
        return None
    found = Highlight(
        bar.choice("ink", inks, "the inks"), bar.number("x", 0.0, 1.0, 0.2), bar.number("y", 0.0, 0.6, 0.1)
    )
    bar.done()
    return found


def _texture(table: Table, textures: Collection[str]) -> Texture | None:
    if not (texture := table.optional_table("texture")):
        return None
    found = Texture(
        texture.choice("name", textures, "the textures under artwork/textures"),
        texture.number("amount", 0.05, 1.0, 1.0),
    )
    texture.done()
    return found


def _line_style(table: Table, field: str, fonts: Collection[str]) -> LineStyle | None:
    if not (style := table.optional_table(field)):
        return None
    font = table.text("font")
    found = LineStyle(style.number("scale", 0.2, 4.0), style.choice("font", fonts, "the fonts under fonts/", font))
    style.done()
    return found


def _minor(table: Table, fonts: Collection[str]) -> Minor | None:
    style = _line_style(table, "minor", fonts)
    return Minor(style.scale, style.font) if style else None
