"""Boxes as a form holds them: fields that may be wrong, and boxes where they are not. What was typed is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from werkzeug.datastructures import MultiDict

from billboard.infra.config import ROOT
from billboard.studio.documents import MOST_BOXES, Box, BoxBar, BoxShadow, BoxStroke, Place
from billboard.views.studio.controls import CONTROLS, PARTS, Control
from billboard.web.forms import one_newline, printable

KEY = re.compile(r"b\d{1,3}")
MADE_OF = {"stroke": BoxStroke, "shadow": BoxShadow, "bar": BoxBar}
ORDINALS = ("", "_two", "_three", "_four", "_five", "_six", "_seven", "_eight", "_nine", "_ten", "_more", "_most")


@dataclass(frozen=True)
class Row:
    """One box of the form."""

    key: str  # b0, b1 …: what its fields' names begin with
    name: str  # of the box; empty for a new one
    typed: Mapping[str, str]  # by control; a flag is "1" or nothing
    problems: dict[str, str] = field(default_factory=dict)  # by control


@dataclass(frozen=True)
class BoxForm:
    rows: tuple[Row, ...]
    boxes: tuple[Box, ...]  # those that hold

    @property
    def problems(self) -> dict[str, str]:
        """By the field's name in the form."""
        return {f"{row.key}-{name}": text for row in self.rows for name, text in row.problems.items()}


def rows_of(boxes: Collection[Box]) -> tuple[Row, ...]:
    """As a page shows boxes that are kept."""
    return tuple(Row(f"b{number}", box.name, typed_of(box)) for number, box in enumerate(boxes))


def typed_of(box: Box) -> dict[str, str]:
    return {each.name: _shown(each, _value(box, each.field)) for each in CONTROLS}


def textures() -> list[str]:
    """What letters may be worn by."""
    return sorted(each.stem for each in (ROOT / "artwork" / "textures").glob("*.png"))


def read_boxes(form: MultiDict[str, str], faces: Collection[str], textures: Collection[str]) -> BoxForm:
    """What a form says of boxes, in the order of their keys in it."""
    keys = [key for key in dict.fromkeys(form.getlist("box")) if KEY.fullmatch(key)][:MOST_BOXES]
    rows, boxes, taken = list[Row](), list[Box](), set[str]()
    for key in keys:
        typed = {each.name: _sent(form, f"{key}-{each.name}") for each in CONTROLS}
        kept = form.get(f"{key}-name", "")
        row = Row(key, kept if re.fullmatch(r"[a-z_]{1,40}", kept) else "", typed)
        if box := _read(row, faces, textures, taken):
            boxes.append(box)
            taken.add(box.name)
        rows.append(row)
    return BoxForm(tuple(rows), tuple(boxes))


def _sent(form: MultiDict[str, str], name: str) -> str:
    return printable(one_newline(form.get(name, ""))) or ""


def _read(row: Row, faces: Collection[str], textures: Collection[str], taken: set[str]) -> Box | None:
    """Writes down what is wrong with it."""
    values = dict[str, Any]()
    absent = {part for part in PARTS if not row.typed[part]}
    for control in CONTROLS:
        part = control.field.partition(".")[0]
        if part in absent or control.name in PARTS:
            continue
        value, problem = _held(control, row.typed[control.name], faces, textures)
        values[control.field] = value
        if problem:
            row.problems[control.name] = problem
    if not row.problems and values["place.size.0"] > values["place.size.1"]:
        row.problems["most"] = "The largest type cannot be smaller than the smallest."
    return None if row.problems else _made(row, values, taken)


def _made(row: Row, values: Mapping[str, Any], taken: set[str]) -> Box:
    place = Place(
        box=(values["place.box.0"], values["place.box.1"], values["place.box.2"], values["place.box.3"]),
        size=(values["place.size.0"], values["place.size.1"]),
        lines=values["place.lines"],
    )
    parts = {
        part: made(**{each.partition(".")[2]: value for each, value in values.items() if each.startswith(f"{part}.")})
        for part, made in MADE_OF.items()
        if f"{part}.ink" in values
    }
    plain = {name: value for name, value in values.items() if "." not in name}
    name = row.name if row.name and row.name not in taken else name_for(plain["label"], taken)
    return Box(name=name, place=place, **plain, **parts)


def _held(control: Control, typed: str, faces: Collection[str], textures: Collection[str]) -> tuple[Any, str]:
    """The value of a field, and what is wrong with it."""
    text = typed.strip()
    if control.kind in ("whole", "number"):
        return _number(control, text)
    if control.kind == "flag":
        return bool(text), ""
    if control.kind == "ink":
        found = re.fullmatch(r"#?([0-9a-fA-F]{6})", text)
        return (f"#{found[1].lower()}", "") if found else ("", f"{control.label}: a colour like #f2c14e is wanted.")
    if control.kind == "choice":
        right = text in {value for value, _ in control.choices}
        return text, "" if right else f"{control.label}: choose one of those that are shown."
    if control.kind == "face":
        return text, "" if text in faces else "Choose one of the typefaces that are shown."
    if control.kind == "texture":
        return text, "" if not text or text in textures else "Choose one of the textures that are shown."
    if len(typed) > control.most:
        return text, f"{control.label}: keep it to {control.most:g} letters."
    if control.name == "label":
        return text, "" if text else "Give the box a name: what people are to write into it."
    return typed, ""


def _number(control: Control, text: str) -> tuple[Any, str]:
    if not text and control.name == "limit":
        return None, ""
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
        if not control.least <= value <= control.most:
            raise ValueError
    except ValueError:
        kind = "a whole number" if control.kind == "whole" else "a number"
        return None, f"{control.label}: {kind} from {control.least:g} to {control.most:g} is wanted."
    return round(value) if control.kind == "whole" else value / control.factor, ""


def name_for(label: str, taken: Collection[str]) -> str:
    """What a box is called in forms and addresses, made of its label."""
    bare = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z]+", "_", bare).strip("_")[:28].strip("_") or "words"
    return next(each for each in _numbered(name) if each not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield from (name + ordinal for ordinal in ORDINALS)
    yield from (f"{name}_{'x' * number}" for number in count(1))


def _value(box: Box, path: str) -> Any:
    value: Any = box
    for part in path.split("."):
        if value is not None:
            value = value[int(part)] if part.isdigit() else getattr(value, part)
    return value


def _shown(control: Control, value: Any) -> str:
    if control.kind == "flag":
        return "1" if value else ""
    if value is None:
        return control.usual
    if control.kind in ("whole", "number"):
        return f"{round(value * control.factor, 4):g}"
    return str(value)
