"""A terraced house and what it is made of: bricks, slates, sashes, chimneys."""

from __future__ import annotations

import math
import random
from typing import Any

import shapes
from nodes import RGB, plain, principled
from shapes import box, tube

Kit = dict[str, Any]
DEEP, EAVES, RIDGE = 8.4, 5.6, 8.5  # of a house: metres from front to back, and heights


def brickwork(name: str, face: RGB, other: RGB, axis: str) -> Any:
    """Weathered bricks in lime, on a wall that runs along `axis`."""
    material, nodes, shader = principled(name)
    x, y, z = nodes.split(nodes.place)
    place = nodes.join(x if axis == "x" else y, z, 0.0)
    pattern = nodes.add("TexBrick", offset=0.5, squash=1.0)
    nodes.put(pattern.inputs["Vector"], place)
    for key, value in (
        ("Scale", 1.0),
        ("Mortar Size", 0.006),
        ("Mortar Smooth", 0.4),
        ("Bias", 0.0),
        ("Brick Width", 0.225),
        ("Row Height", 0.075),
    ):
        pattern.inputs[key].default_value = value
    for key, colour in (("Color1", face), ("Color2", other), ("Mortar", (0.27, 0.245, 0.21))):
        pattern.inputs[key].default_value = (*colour, 1)
    weather = nodes.noise(0.55, 8, 0.62, nodes.stretched(nodes.place, (1.0, 1.0, 0.45)))
    dark = nodes.mix(nodes.ramp(weather, 0.36, 0.68), (0.45, 0.42, 0.40), (1.1, 1.06, 1.02))
    colour = nodes.mix(1.0, pattern.outputs[0], dark, "MULTIPLY")
    # Salts bloom low on the wall and where the gutter leaks
    salt = nodes.math("MULTIPLY", nodes.ramp(z, 0.2, 1.5, 1.0, 0.0), nodes.ramp(nodes.noise(1.3, 7, 0.65), 0.42, 0.66))
    colour = nodes.mix(nodes.math("MULTIPLY", salt, 0.4), colour, (0.40, 0.38, 0.35))
    nodes.put(shader.inputs["Base Color"], colour)
    shader.inputs["Roughness"].default_value = 0.88
    rough = nodes.math("MULTIPLY", nodes.noise(42.0, 4, 0.7), 0.35)
    nodes.put(shader.inputs["Normal"], nodes.bump(nodes.math("SUBTRACT", rough, pattern.outputs[1]), 0.010, 30))
    return material


def slates(name: str) -> Any:
    material, nodes, shader = principled(name)
    x, y, _ = nodes.split(nodes.place)
    pattern = nodes.add("TexBrick", offset=0.5, squash=1.0)
    nodes.put(pattern.inputs["Vector"], nodes.join(y, nodes.math("MULTIPLY", x, 1.2), 0.0))
    for key, value in (
        ("Scale", 1.0),
        ("Mortar Size", 0.014),
        ("Mortar Smooth", 0.1),
        ("Bias", 0.0),
        ("Brick Width", 0.30),
        ("Row Height", 0.25),
    ):
        pattern.inputs[key].default_value = value
    for key, colour in (
        ("Color1", (0.040, 0.043, 0.052)),
        ("Color2", (0.125, 0.122, 0.126)),
        ("Mortar", (0.010, 0.010, 0.011)),
    ):
        pattern.inputs[key].default_value = (*colour, 1)
    moss = nodes.ramp(nodes.noise(1.1, 8, 0.65), 0.52, 0.68)
    soot = nodes.ramp(nodes.noise(0.32, 6, 0.6), 0.36, 0.64, 0.0, 0.5)
    tone = nodes.mix(soot, pattern.outputs[0], (0.030, 0.030, 0.033))
    nodes.put(
        shader.inputs["Base Color"],
        nodes.mix(nodes.math("MULTIPLY", moss, 0.6), tone, (0.105, 0.105, 0.048)),
    )
    # Rough enough to show its courses at a slant, where a smooth roof mirrors nothing but the sky
    shader.inputs["Roughness"].default_value = 0.68
    shader.inputs["Specular IOR Level"].default_value = 0.22
    nodes.put(shader.inputs["Normal"], nodes.bump(nodes.math("MULTIPLY", pattern.outputs[1], -1.0), 0.012, 40))
    return material


def chimney(x: float, y: float, kit: Kit) -> None:
    box((x, y, RIDGE + 0.55), (0.75, 1.5, 2.0), kit["front"], edge=0.01)
    box((x, y, RIDGE + 1.5), (0.9, 1.65, 0.14), kit["stone"], edge=0.02)
    for dy in (-0.5, 0.0, 0.5):
        tube([(x, y + dy, RIDGE + 1.5), (x, y + dy, RIDGE + 2.05)], 0.13, kit["pot"], 4, 0.82)
    tube([(x - 0.3, y - 0.5, RIDGE + 1.2), (x - 0.3, y - 0.5, RIDGE + 2.9)], 0.018, kit["dark"])
    for k in range(7):
        tube(
            [
                (x - 0.3 - 0.34 + 0.02 * k, y - 0.9 + 0.14 * k, RIDGE + 2.8),
                (x - 0.3 + 0.34 - 0.02 * k, y - 0.9 + 0.14 * k, RIDGE + 2.8),
            ],
            0.008,
            kit["dark"],
            1,
        )


def house(number: int, x: float, y: float, kit: Kit, chance: random.Random) -> None:
    """One of the row: its front faces +x at `x`, it runs from y to y + 4.9."""
    wide = 4.9
    root = shapes.anchor((x, y, 0))
    door = plain(
        "door",
        chance.choice(
            [(0.16, 0.02, 0.02), (0.02, 0.06, 0.13), (0.03, 0.09, 0.05), (0.30, 0.22, 0.05), (0.015, 0.015, 0.018)]
        ),
        0.25,
    )
    things = [
        box((0.03, 1.0, 1.12), (0.10, 0.95, 2.1), door, edge=0.01),
        box((0.04, 1.0, 2.38), (0.08, 0.95, 0.36), kit["pane"], edge=0),
    ]
    things += [
        box((0.06, 1.0, 2.66), (0.22, 1.4, 0.2), kit["stone"], edge=0.02),
        box((0.2, 1.0, 0.08), (0.5, 1.1, 0.18), kit["stone"], edge=0.02),
    ]
    for middle, z, w, h in ((3.2, 1.75, 1.5, 1.6), (1.0, 4.35, 0.95, 1.5), (3.2, 4.35, 1.5, 1.5)):
        things += [
            box((0.0, middle, z), (0.10, w, h), kit["pane"], edge=0),
            box((0.06, middle, z - h / 2 - 0.06), (0.26, w + 0.25, 0.12), kit["stone"], edge=0.015),
            box((0.05, middle, z + h / 2 + 0.11), (0.18, w + 0.3, 0.24), kit["stone"], edge=0.015),
        ]
        for dy, dz, fw, fh in (
            (0, h / 2 - 0.04, w, 0.08),
            (0, -h / 2 + 0.04, w, 0.08),
            (0, 0, w, 0.06),
            (-w / 2 + 0.03, 0, 0.07, h),
            (w / 2 - 0.03, 0, 0.07, h),
            (0, 0, 0.05, h),
        ):
            things.append(box((0.055, middle + dy, z + dz), (0.05, fw, fh), kit["white"], edge=0.004))
        for side in (-1, 1):
            things.append(
                box((0.052, middle + side * w * 0.36, z), (0.008, w * 0.22, h * 0.94), kit["curtain"], edge=0)
            )
    things += [
        tube([(0.12, 0, EAVES - 0.03), (0.12, wide, EAVES - 0.03)], 0.065, kit["dark"]),
        tube([(0.08, wide - 0.12, EAVES), (0.08, wide - 0.12, 0.05)], 0.04, kit["dark"]),
    ]
    things += [
        box((1.5, wide / 2, 0.38), (0.22, wide - 1.5, 0.76), kit["front"], edge=0.01),
        box((1.5, wide / 2, 0.79), (0.30, wide - 1.5, 0.07), kit["stone"], edge=0.015),
    ]
    if number % 2:
        dish = shapes.mesh(
            "dish",
            [
                (0.32 * r * math.cos(a), 0.32 * r * math.sin(a), 0.11 * r * r)
                for r in (0.02, 0.5, 1.0)
                for a in (k * math.tau / 20 for k in range(20))
            ],
            [
                (r * 20 + k, r * 20 + (k + 1) % 20, r * 20 + 20 + (k + 1) % 20, r * 20 + 20 + k)
                for r in (0, 1)
                for k in range(20)
            ],
            kit["white"],
            smooth=True,
        )
        dish.location, dish.rotation_euler = (0.34, 2.1, 5.05), (math.radians(70), 0, math.radians(150))
        things.append(dish)
    shapes.under(root, things)
