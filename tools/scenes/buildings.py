"""Town at night: shop fronts with floors above them, street lamps and traffic lights."""

from __future__ import annotations

import math
import random

import shapes
import stage
from nodes import RGB, glow, principled
from shapes import box, tube

WARM: RGB = (1.0, 0.56, 0.22)


def facade(
    chance: random.Random,
    x: float,
    y: float,
    heading: float,
    width: float,
    floors: int,
    wall: object,
    kit: dict[str, object],
    shop: RGB,
    lit: float = 0.3,
    blank: tuple[float, float] | None = None,
) -> None:
    """A house front `width` metres long, seen from its outside, whose foot begins at x, y and runs along `heading`
    (degrees from +x). `blank` leaves windows out between two heights."""
    root = shapes.anchor((x, y, 0), heading)
    high = 4.1 + 3.3 * floors
    things = [box((width / 2, 5, high / 2), (width, 10, high), wall, edge=0.03)]
    # Shop: plinth, glass, fascia, pilasters
    things.append(box((width / 2, -0.10, 3.75), (width, 0.28, 0.62), kit["fascia"], edge=0.02))
    things.append(box((width / 2, -0.16, 4.12), (width, 0.42, 0.12), kit["stone"], edge=0.02))
    bays = max(2, round(width / 3.1))
    inside = shelves(shop, chance.uniform(0.4, 1.1))
    for k in range(bays):
        middle = (k + 0.5) * width / bays
        bay = width / bays
        closed = chance.random() < 0.35
        things.append(
            box((middle, 0.02, 1.95), (bay - 0.5, 0.12, 2.75), kit["shutter"] if closed else kit["pane"], edge=0)
        )
        if not closed:
            things.append(
                shapes.quad(
                    [
                        (middle - bay / 2 + 0.3, -0.045, 3.25),
                        (middle + bay / 2 - 0.3, -0.045, 3.25),
                        (middle + bay / 2 - 0.3, -0.045, 0.75),
                        (middle - bay / 2 + 0.3, -0.045, 0.75),
                    ],
                    inside,
                )
            )
            for part in (0.0, 0.34):
                things.append(
                    box((middle - bay / 2 + 0.3 + part * bay, -0.08, 1.95), (0.07, 0.09, 2.6), kit["dark"], edge=0.004)
                )
            for _ in range(4):  # things on show, as shadows before the light
                tall = chance.uniform(0.3, 1.3)
                things.append(
                    box(
                        (middle + chance.uniform(-0.36, 0.36) * bay, -0.06, 0.72 + tall / 2),
                        (chance.uniform(0.15, 0.5), 0.04, tall),
                        kit["dark"],
                        edge=0.01,
                    )
                )
        else:
            for row in range(22):
                things.append(
                    box((middle, -0.05, 0.66 + row * 0.12), (bay - 0.5, 0.04, 0.10), kit["shutter"], edge=0.015)
                )
        things.append(box((middle, -0.03, 0.33), (bay - 0.4, 0.2, 0.62), kit["stone"], edge=0.01))
    for k in range(bays + 1):
        things.append(box((k * width / bays, -0.10, 1.75), (0.38, 0.3, 3.5), kit["stone"], edge=0.02))
    # Windows above
    for floor in range(floors):
        z = 4.1 + 3.3 * floor + 1.6
        for k in range(bays):
            middle = (k + 0.5) * width / bays
            if blank and blank[0] < z < blank[1]:
                continue
            pane = kit["pane"]
            if chance.random() < lit:
                warm = chance.choice([(1.0, 0.60, 0.28), (1.0, 0.70, 0.42), (0.62, 0.80, 1.0), (1.0, 0.52, 0.20)])
                pane = glow("room", warm, chance.uniform(0.25, 1.5))
            things.append(box((middle, -0.005, z), (1.25, 0.06, 1.95), pane, edge=0))
            for dx, dz, w, h in (
                (0, 1.06, 1.65, 0.2),
                (0, -1.05, 1.7, 0.14),
                (-0.72, 0, 0.2, 2.1),
                (0.72, 0, 0.2, 2.1),
            ):
                things.append(box((middle + dx, -0.07, z + dz), (w, 0.2, h), kit["stone"], edge=0.015))
            for dx, dz, w, h in ((0, 0, 0.06, 1.9), (0, 0.02, 1.25, 0.06)):
                things.append(box((middle + dx, -0.05, z + dz), (w, 0.06, h), kit["dark"], edge=0.004))
            if chance.random() < 0.5:
                things.append(
                    box((middle, -0.035, z + chance.uniform(0.4, 0.75)), (1.2, 0.02, 0.7), kit["blind"], edge=0)
                )
    things += [
        box((width / 2, -0.2, high - 0.1), (width + 0.2, 0.6, 0.35), kit["stone"], edge=0.04),
        box((width / 2, 0.1, high + 0.4), (width, 0.4, 0.9), wall),
    ]
    things.append(tube([(width - 0.35, -0.12, high - 0.3), (width - 0.35, -0.12, 0.1)], 0.055, kit["dark"]))
    shapes.under(root, things)


def shelves(colour: RGB, strength: float) -> object:
    """What is seen through a shop's glass: light from above, on things in rows."""
    material, nodes, shader = principled("shop", Base_Color=(0.0, 0.0, 0.0), Roughness=0.3)
    x, y, z = nodes.split(nodes.place)
    run = nodes.math("ADD", x, y)
    goods = nodes.noise(
        1.0,
        3,
        0.7,
        nodes.join(
            nodes.math("MULTIPLY", run, 2.6),
            nodes.math("MULTIPLY", nodes.math("FLOOR", nodes.math("MULTIPLY", z, 1.9)), 3.7),
            0.0,
        ),
    )
    ledge = nodes.ramp(nodes.math("FRACT", nodes.math("MULTIPLY", z, 1.9)), 0.04, 0.10, 0.35, 1.0)
    level = nodes.math("MULTIPLY", nodes.ramp(goods, 0.36, 0.62, 0.18, 1.0), ledge)
    level = nodes.math("MULTIPLY", level, nodes.ramp(z, 0.6, 3.1, 0.35, 1.5))
    tone = nodes.mix(
        nodes.ramp(goods, 0.3, 0.7),
        tuple(0.5 * each * weight for each, weight in zip(colour, (1.0, 0.6, 0.4), strict=True)),
        colour,
    )
    nodes.put(shader.inputs["Emission Color"], tone)
    nodes.put(shader.inputs["Emission Strength"], nodes.math("MULTIPLY", level, strength))
    return material


def street_lamp(x: float, y: float, heading: float, iron: object, bulb: object, power: float) -> None:
    way = math.radians(heading)
    dx, dy = math.cos(way), math.sin(way)
    tube([(x, y, 0), (x, y, 1.2), (x, y, 6.6)], 0.075, iron, 4, 0.7)
    tube([(x, y, 0), (x, y, 1.0)], 0.12, iron, 4, 0.9)
    tube([(x, y, 6.5), (x + 0.3 * dx, y + 0.3 * dy, 7.1), (x + 1.1 * dx, y + 1.1 * dy, 7.35)], 0.05, iron)
    head = (x + 1.35 * dx, y + 1.35 * dy, 7.36)
    box(head, (0.75, 0.3, 0.13), iron, (0, 0, heading), 0.03)
    box((head[0], head[1], 7.28), (0.55, 0.22, 0.05), bulb, (0, 0, heading), 0)
    if power:
        stage.lamp((head[0], head[1], 7.2), (head[0], head[1], 0), power, WARM, 0.2, 150)


def signal(x: float, y: float, heading: float, kit: dict[str, object], red: bool) -> None:
    root = shapes.anchor((x, y, 0), heading)
    things = [
        tube([(0, 0, 0), (0, 0, 3.3)], 0.06, kit["dark"], 4),
        box((0, 0, 3.0), (0.34, 0.2, 1.0), kit["dark"], edge=0.04),
    ]
    for k, (lamp, z) in enumerate((("red", 3.32), ("off", 3.0), ("green", 2.68))):
        on = (k == 0) == red and k != 1
        disc = tube([(0, -0.10, z), (0, -0.115, z)], 0.115, kit[lamp if on else "off"], 6)
        hood = tube([(0, -0.1, z + 0.105), (0, -0.30, z + 0.085)], 0.03, kit["dark"])
        things += [disc, hood, box((0, -0.18, z + 0.12), (0.25, 0.22, 0.015), kit["dark"], (8, 0, 0), 0)]
    things.append(box((0, -0.08, 1.15), (0.14, 0.1, 0.24), kit["paint"], edge=0.02))
    shapes.under(root, things)
