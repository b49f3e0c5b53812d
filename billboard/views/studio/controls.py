"""What can be said of a box, as controls: one table for the form, for who reads it, and for what slots can say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["text", "words", "face", "texture", "ink", "choice", "whole", "number", "flag"]
Group = Literal["words", "place", "type", "edges", "more"]


class Control(NamedTuple):
    name: str  # as in the form, after the box's key and a hyphen
    field: str  # of a Box, dotted where it lies within
    label: str
    kind: Kind
    group: Group
    usual: str = ""  # for a new box, where the page says nothing else
    least: float = 0.0
    most: float = 0.0
    step: float = 1.0
    unit: str = ""
    factor: float = 1.0  # what the form's number is divided by
    choices: Sequence[tuple[str, str]] = ()
    hint: str = ""


PERCENT = 100.0  # of the letters' size
CONTROLS = (
    Control("label", "label", "Name", "text", "words", "Headline", most=40,
            hint="What people read over the field they type into."),
    Control("default", "default", "Says by itself", "words", "words", most=1000,
            hint="What stands in it before anybody types. It may be empty."),
    Control("required", "required", "Must be filled in", "flag", "words"),
    Control("limit", "limit", "Letters at most", "whole", "words", least=1, most=1000,
            hint="Empty: as many as fit legibly."),
    Control("x", "place.box.0", "From the left", "whole", "place", "200", -20000, 20000),
    Control("y", "place.box.1", "From the top", "whole", "place", "200", -20000, 20000),
    Control("w", "place.box.2", "Width", "whole", "place", "900", 20, 20000),
    Control("h", "place.box.3", "Height", "whole", "place", "300", 20, 20000),
    Control("turn", "rotation", "Turned by", "number", "place", "0", -90, 90, 0.5, "°", hint="Counter-clockwise."),
    Control("font", "font", "Typeface", "face", "type", "Anton-Regular"),
    Control("ink", "ink", "Ink", "ink", "type", "#ffffff"),
    Control("case", "case", "Letters", "choice", "type", "typed",
            choices=(("typed", "As typed"), ("upper", "Capitals"))),
    Control("align", "align", "Across", "choice", "type", "left",
            choices=(("left", "Left"), ("centre", "Middle"), ("right", "Right"))),
    Control("valign", "valign", "Down", "choice", "type", "middle",
            choices=(("top", "Top"), ("middle", "Middle"), ("bottom", "Foot"))),
    Control("lines", "place.lines", "Lines at most", "whole", "type", "3", 1, 40),
    Control("least", "place.size.0", "Smallest type", "whole", "type", "72", 24, 1200,
            hint="What needs smaller is refused."),
    Control("most", "place.size.1", "Largest type", "whole", "type", "300", 24, 1200),
    Control("stroke", "stroke", "An outline", "flag", "edges"),
    Control("stroke_width", "stroke.width", "How thick", "number", "edges", "3", 0.1, 30, 0.1, "%", PERCENT),
    Control("stroke_ink", "stroke.ink", "Outline’s ink", "ink", "edges", "#000000"),
    Control("shadow", "shadow", "A shadow", "flag", "edges"),
    Control("shadow_dx", "shadow.dx", "To the right", "number", "edges", "4", -50, 50, 0.5, "%", PERCENT),
    Control("shadow_dy", "shadow.dy", "Downwards", "number", "edges", "4", -50, 50, 0.5, "%", PERCENT),
    Control("shadow_ink", "shadow.ink", "Shadow’s ink", "ink", "edges", "#000000"),
    Control("bar", "bar", "A bar behind each line", "flag", "edges"),
    Control("bar_ink", "bar.ink", "Bar’s ink", "ink", "edges", "#000000"),
    Control("bar_x", "bar.x", "Room beside", "number", "edges", "20", 0, 100, 1, "%", PERCENT),
    Control("bar_y", "bar.y", "Room above and below", "number", "edges", "10", 0, 60, 1, "%", PERCENT),
    Control("leading", "leading", "From line to line", "number", "more", "110", 60, 250, 1, "%", PERCENT),
    Control("tracking", "tracking", "Between letters", "number", "more", "0", -10, 100, 0.5, "%", PERCENT),
    Control("curve", "curve", "Bent by", "number", "more", "0", -170, 170, 1, "°", hint="A bent box is one line."),
    Control("stretch", "stretch", "Letters squeezed to", "number", "more", "100", 30, 100, 1, "%", PERCENT,
            hint="Where that makes them larger."),
    Control("soft", "soft", "Soft edges", "number", "more", "0", 0, 20, 0.5, "%", PERCENT),
    Control("uneven", "uneven", "Put up unevenly", "number", "more", "0", 0, 20, 0.5, "%", PERCENT,
            hint="With room between letters alone."),
    Control("multiply", "multiply", "Ink soaks into the picture", "flag", "more"),
    Control("texture", "texture", "Worn by", "texture", "more"),
    Control("texture_amount", "texture_amount", "How worn", "number", "more", "100", 5, 100, 5, "%", PERCENT),
    Control("drop_cap", "drop_cap", "First letter as high as", "whole", "more", "0", 0, 6, unit="lines",
            hint="With text aligned left. 0 for none."),
)  # fmt: skip
BY_NAME = {each.name: each for each in CONTROLS}
PARTS = {"stroke": "stroke", "shadow": "shadow", "bar": "bar"}  # flags that say whether there is a part of that name
