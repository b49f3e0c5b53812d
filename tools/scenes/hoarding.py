"""Hoardings: the sheet of paper in its moulding, and what holds it up. Built about the foot of the sheet's middle,
facing -y, then moved as one."""

from __future__ import annotations

from typing import Any

import shapes
import stage
from shapes import box, tube


def hung(
    parent: Any,
    width: float,
    height: float,
    foot: float,
    frame: Any,
    rim: float = 0.16,
    proud: float = 0.09,
    lip: float = 0.02,
    **sheet: Any,
) -> tuple[Any, Any]:
    """A sheet `width` x `height` whose lower edge is `foot` above the parent, within a moulding `rim` wide that stands
    `proud` of it and covers `lip` of its edges. Gives the sheet's object and its switch."""
    x, top = width / 2, foot + height
    poster, white = stage.board([(-x, 0, top), (x, 0, top), (x, 0, foot), (-x, 0, foot)], **sheet)
    things = [poster, box((0, 0.09, foot + height / 2), (width + rim, 0.14, height + rim), frame, edge=0.005)]
    reach = rim / 2 - lip
    for z in (foot - reach, top + reach):
        things.append(box((0, -proud / 2 + 0.03, z), (width + 2 * rim - 2 * lip, proud + 0.06, rim), frame, edge=0.018))
    for side in (-x - reach, x + reach):
        things.append(
            box((side, -proud / 2 + 0.03, foot + height / 2), (rim, proud + 0.055, height - 2 * lip), frame, edge=0.018)
        )
    shapes.under(parent, things)
    return poster, white


def floodlight(parent: Any, x: float, z: float, out: float, metal: Any, rise: float = 0.0, glass: Any = None) -> None:
    """A lamp on an arm `out` metres before the board at height z, turned back and up (or, with `rise`, down) at it."""
    down = rise < 0
    head = (x, -out, z + rise)
    arm = tube(
        [
            (x, 0.05, z),
            (x, -out * 0.55, z + rise * 0.2 + (0.12 if down else -0.03)),
            (x, -out * 0.92, z + rise * 0.75),
            head,
        ],
        0.024,
        metal,
    )
    tilt = -38 if down else 38
    things = [arm, box(head, (0.46, 0.26, 0.11), metal, (tilt, 0, 0), 0.02)]
    shift = -0.062 if down else 0.062
    things.append(box((x, -out + 0.04, z + rise + shift), (0.42, 0.22, 0.02), glass or metal, (tilt, 0, 0), 0.004))
    shapes.under(parent, things)


def catwalk(parent: Any, width: float, z: float, metal: Any) -> None:
    things = [box((0, -0.62, z), (width, 0.06, 0.05), metal), box((0, -0.12, z), (width, 0.06, 0.05), metal)]
    things += [box((0, -0.2 - 0.085 * k, z), (width, 0.045, 0.035), metal, edge=0.004) for k in range(5)]
    count = int(width / 1.4)
    for k in range(count + 1):
        x = -width / 2 + 0.1 + k * (width - 0.2) / count
        things += [
            tube([(x, 0.1, z - 0.55), (x, -0.62, z - 0.03)], 0.022, metal),
            box((x, -0.3, z - 0.03), (0.05, 0.72, 0.05), metal),
        ]
    shapes.under(parent, things)
