"""Ground: land that rolls, roads with their paint, and the grass beside them."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import bpy
import shapes
from mathutils import Vector, noise
from nodes import RGB, Nodes, principled

Height = Callable[[float, float], float]


def land(height: Height, near: float, far: float, half: float, material: Any, cells: int = 260) -> Any:
    """A sheet over x -half..half and y near..far, finer close by."""
    points, faces = [], []
    for row in range(cells + 1):
        y = near + (far - near) * (row / cells) ** 2
        wide = half * (0.15 + 0.85 * (row / cells) ** 1.2)
        for column in range(cells + 1):
            x = (2 * column / cells - 1) * wide
            points.append((x, y, height(x, y)))
    for row in range(cells):
        for column in range(cells):
            first = row * (cells + 1) + column
            faces.append((first, first + 1, first + cells + 2, first + cells + 1))
    return shapes.mesh("land", points, faces, material, smooth=True)


def roll(x: float, y: float, scale: float, seed: float = 0.0) -> float:
    value: float = noise.fractal(Vector((x / scale, y / scale, seed)), 1.0, 2.0, 4)
    return value


def strip(
    centre: Callable[[float], float],
    half: float,
    near: float,
    far: float,
    material: Any,
    lift: Height,
    step: float = 1.0,
) -> Any:
    """A road along y: its texture's u is metres from its middle, v metres along."""
    count = int((far - near) / step)
    across = [-1.0, -0.5, 0.0, 0.5, 1.0]
    points, faces, places = [], [], []
    for row in range(count + 1):
        y = near + row * step
        for part in across:
            x = centre(y) + part * half
            points.append((x, y, lift(x, y) + 0.05 * (1 - part * part)))
            places.append((part * half, y))
    for row in range(count):
        for column in range(4):
            first = row * 5 + column
            faces.append((first, first + 1, first + 6, first + 5))
    thing = shapes.mesh("road", points, faces, material, smooth=True)
    layer = thing.data.uv_layers.new(name="UVMap")
    for loop in thing.data.loops:
        layer.data[loop.index].uv = places[loop.vertex_index]
    return thing


def tarmac(name: str, dark: RGB, light: RGB, wet: float = 0.0, tracks: bool = True) -> tuple[Any, Nodes, Any, Any]:
    """Rolled stone in bitumen: worn where wheels run, patched, cracked; `wet` 0..1 is how much lies under water.
    Gives material, nodes, shader and the colour so far, for paint to be laid upon."""
    material, nodes, shader = principled(name)
    place = nodes.place
    broad, fine = nodes.noise(0.35, 8, 0.6), nodes.noise(38.0, 3, 0.7)
    stone = nodes.noise(95.0, 2, 0.7)
    tone = nodes.math("ADD", nodes.math("MULTIPLY", broad, 0.75), nodes.math("MULTIPLY", fine, 0.25))
    colour = nodes.mix(nodes.ramp(tone, 0.36, 0.66), dark, light)
    crack = nodes.add("TexVoronoi", feature="DISTANCE_TO_EDGE")
    warped = nodes.add("VectorMath", operation="ADD")
    nodes.put(warped.inputs[0], place)
    shift = nodes.add("TexNoise")
    shift.inputs["Scale"].default_value = 1.6
    shift.inputs["Detail"].default_value = 6
    nodes.put(shift.inputs["Vector"], place)
    nodes.put(warped.inputs[1], shift.outputs[1])
    nodes.put(crack.inputs["Vector"], warped.outputs[0])
    crack.inputs["Scale"].default_value = 0.34
    some = nodes.ramp(nodes.noise(0.13, 2), 0.5, 0.62)
    line = nodes.math("MULTIPLY", nodes.ramp(crack.outputs["Distance"], 0.0, 0.012, 1.0, 0.0), some)
    colour = nodes.mix(nodes.math("MULTIPLY", line, 0.75), colour, (0.008, 0.008, 0.008))
    height = nodes.math(
        "SUBTRACT", nodes.math("ADD", nodes.math("MULTIPLY", stone, 0.6), fine), nodes.math("MULTIPLY", line, 1.5)
    )
    if wet:
        pool = nodes.ramp(
            nodes.noise(0.30, 6, 0.5, nodes.stretched(place, (1.0, 1.9, 1.0)), 0.5),
            0.56 - 0.16 * wet,
            0.64 - 0.16 * wet,
        )
        damp = nodes.math("ADD", 0.55, nodes.math("MULTIPLY", pool, 0.2))
        colour = nodes.mix(damp, colour, (0.004, 0.004, 0.005))
        rough = nodes.ramp(nodes.noise(2.2, 6, 0.6), 0.3, 0.7, 0.19, 0.30)
        nodes.put(
            shader.inputs["Roughness"],
            nodes.math("ADD", nodes.math("MULTIPLY", nodes.math("SUBTRACT", 1.0, pool), rough), 0.015),
        )
        shader.inputs["IOR"].default_value = 1.4
        flat = nodes.math("SUBTRACT", 1.0, pool)
        nodes.put(shader.inputs["Normal"], nodes.bump(nodes.math("MULTIPLY", height, flat), 0.006, 9))
    else:
        nodes.put(shader.inputs["Roughness"], nodes.ramp(fine, 0.3, 0.7, 0.62, 0.85))
        nodes.put(shader.inputs["Normal"], nodes.bump(height, 0.008, 10))
    if tracks:
        u, _, _ = nodes.split(nodes.add("TexCoord").outputs["UV"])
        lane = nodes.math("ABSOLUTE", nodes.math("SUBTRACT", nodes.math("ABSOLUTE", u), 1.75))
        wheel = nodes.ramp(nodes.math("ABSOLUTE", nodes.math("SUBTRACT", lane, 0.8)), 0.0, 0.5, 1.0, 0.0)
        colour = nodes.mix(nodes.math("MULTIPLY", wheel, 0.35), colour, light)
        oil = nodes.math("MULTIPLY", nodes.ramp(lane, 0.0, 0.4, 1.0, 0.0), nodes.ramp(nodes.noise(0.6, 4), 0.4, 0.65))
        colour = nodes.mix(nodes.math("MULTIPLY", oil, 0.4), colour, dark)
    nodes.put(shader.inputs["Base Color"], colour)
    return material, nodes, shader, colour


def mended(
    nodes: Nodes,
    shader: Any,
    colour: Any,
    trenches: list[tuple[float, float, float, float, RGB]],
    gutters: list[tuple[str, float, float]],
) -> None:
    """What men and weather did to a road. Trenches, filled anew and sealed with tar, are (x, y, width, depth, colour);
    gutters, wet along a kerb, are (axis, its place, to which side the water spreads, m); damp dries in patches."""
    x, y, _ = nodes.split(nodes.place)
    frayed = nodes.math("MULTIPLY", nodes.math("SUBTRACT", nodes.noise(5.0, 4, 0.6), 0.5), 0.10)
    for middle, along, width, depth, fill in trenches:
        off = [
            nodes.math("SUBTRACT", nodes.math("ABSOLUTE", nodes.math("SUBTRACT", axis, at)), size / 2)
            for axis, at, size in ((x, middle, width), (y, along, depth))
        ]
        away = nodes.math("ADD", nodes.math("MAXIMUM", *off), frayed)
        tone = nodes.mix(nodes.ramp(nodes.noise(24.0, 4, 0.7), 0.35, 0.65), fill, tuple(1.5 * each for each in fill))
        colour = nodes.mix(nodes.ramp(away, -0.02, 0.02, 0.9, 0.0), colour, tone)
        seam = nodes.ramp(nodes.math("ABSOLUTE", away), 0.025, 0.06, 0.9, 0.0)
        colour = nodes.mix(seam, colour, (0.010, 0.010, 0.011))
    lasting = nodes.noise(0.42, 7, 0.6, nodes.stretched(nodes.place, (0.55, 1.0, 1.0)), 0.4)
    damp = nodes.ramp(lasting, 0.47, 0.56)
    wavy = nodes.math("MULTIPLY", nodes.math("SUBTRACT", nodes.noise(1.1, 5, 0.6), 0.5), 0.5)
    pool: Any = 0.0
    for axis, at, spread in gutters:
        away = nodes.math("DIVIDE", nodes.math("SUBTRACT", x if axis == "x" else y, at), spread)
        # Nothing beyond the kerb, or far from it, is wet.
        near = nodes.math(
            "MULTIPLY",
            nodes.ramp(nodes.math("ADD", away, wavy), 0.45, 0.95, 1.0, 0.0),
            nodes.math("GREATER_THAN", away, 0.0),
        )
        pool = nodes.math("MAXIMUM", pool, near)
    damp = nodes.math("MAXIMUM", damp, pool)
    colour = nodes.mix(nodes.math("MULTIPLY", damp, 0.62), colour, (0.012, 0.012, 0.013))
    dry = nodes.ramp(nodes.noise(38.0, 3, 0.7), 0.3, 0.7, 0.66, 0.88)
    wetness = nodes.math("MAXIMUM", nodes.math("MULTIPLY", damp, 0.62), nodes.math("MULTIPLY", pool, 0.93))
    nodes.put(shader.inputs["Roughness"], nodes.math("MULTIPLY", dry, nodes.math("SUBTRACT", 1.0, wetness)))
    nodes.put(shader.inputs["Base Color"], colour)


def paint_lines(
    nodes: Nodes,
    shader: Any,
    colour: Any,
    lines: list[tuple[float, float, float, float]],
    paint: RGB = (0.62, 0.61, 0.57),
) -> None:
    """Lines on a road of `strip`: (metres from the middle, width, length of dash, of gap); a gap of 0 is unbroken."""
    u, v, _ = nodes.split(nodes.add("TexCoord").outputs["UV"])
    worn = nodes.ramp(nodes.noise(14.0, 6, 0.7), 0.36, 0.5)
    for middle, width, dash, gap in lines:
        away = nodes.math("ABSOLUTE", nodes.math("SUBTRACT", u, middle))
        on = nodes.ramp(away, width / 2 - 0.008, width / 2 + 0.008, 1.0, 0.0)
        if gap:
            part = nodes.math("FLOORED_MODULO", v, dash + gap)
            on = nodes.math("MULTIPLY", on, nodes.math("LESS_THAN", part, dash))
        colour = nodes.mix(nodes.math("MULTIPLY", on, nodes.math("MULTIPLY", worn, 0.92)), colour, paint)
    nodes.put(shader.inputs["Base Color"], colour)


def grow(children: list[Any], spots: list[tuple[tuple[float, float, float], float, float]], lean: float = 0.1) -> None:
    """Spots shared out among the children."""
    for number, child in enumerate(children):
        shapes.scatter(child, spots[number :: len(children)], lean)


def verge(
    chance: random.Random,
    count: int,
    near: float,
    far: float,
    side: Callable[[random.Random, float], float],
    height: Height,
    size: tuple[float, float] = (0.6, 1.3),
) -> list[tuple[tuple[float, float, float], float, float]]:
    """Places for tufts, thicker towards the camera."""
    spots = []
    for _ in range(count):
        y = near * (far / near) ** chance.random() if near > 0 else chance.uniform(near, far)
        x = side(chance, y)
        spots.append(((x, y, height(x, y)), chance.uniform(0, 6.28), chance.uniform(*size)))
    return spots


def cast(data: Any, place: tuple[float, float, float], heading: float, size: float | tuple[float, float, float]) -> Any:
    """Another of the same thing elsewhere."""
    thing = bpy.data.objects.new("cast", data)
    bpy.context.scene.collection.objects.link(thing)
    thing.location, thing.rotation_euler[2] = place, heading
    thing.scale = (size,) * 3 if isinstance(size, (int, float)) else size
    return thing
