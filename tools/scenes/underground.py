"""Across the tracks of a deep underground station: the wall beyond the rails is papered with one poster."""

from __future__ import annotations

import math
import random
from typing import Any

import bodies
import hoarding
import shapes
import stage
from nodes import RGB, glow, plain, principled, worn
from shapes import box, tube

WALL, PIT = 7.4, -1.05  # metres: the far wall's distance, and the track bed's height


def tiles(name: str, face: RGB, other: RGB, wide: float, high: float, grime: float) -> Any:
    """Glazed tiles on a wall whose texture is in metres: no two quite alike, none quite flat, dirt from below."""
    material, nodes, shader = principled(name)
    place = nodes.add("TexCoord").outputs["UV"]
    pattern = nodes.add("TexBrick", offset=0.5, squash=1.0)
    nodes.put(pattern.inputs["Vector"], place)
    for key, value in (
        ("Scale", 1.0),
        ("Mortar Size", 0.0035),
        ("Mortar Smooth", 0.25),
        ("Bias", -0.2),
        ("Brick Width", wide),
        ("Row Height", high),
    ):
        pattern.inputs[key].default_value = value
    for key, colour in (("Color1", face), ("Color2", other), ("Mortar", tuple(0.45 * each for each in face))):
        pattern.inputs[key].default_value = (*colour, 1)
    _, v, _ = nodes.split(place)
    stain = nodes.noise(0.9, 8, 0.65, nodes.stretched(place, (3.0, 0.5, 1.0)))
    low = nodes.ramp(v, -0.9, 1.6, 1.0, 0.28)
    dirt = nodes.math("MULTIPLY", nodes.math("MULTIPLY", nodes.ramp(stain, 0.36, 0.68), low), grime)
    nodes.put(shader.inputs["Base Color"], nodes.mix(dirt, pattern.outputs[0], (0.030, 0.024, 0.019)))
    mortar = pattern.outputs[1]
    nodes.put(
        shader.inputs["Roughness"],
        nodes.math("ADD", nodes.math("MULTIPLY", mortar, 0.5), nodes.ramp(dirt, 0.0, 0.8, 0.17, 0.5)),
    )
    wave = nodes.math("MULTIPLY", nodes.noise(5.0, 2, 0.5, place), 0.35)
    nodes.put(shader.inputs["Normal"], nodes.bump(nodes.math("SUBTRACT", wave, mortar), 0.006, 30))
    return material


def sweep(
    outline: list[tuple[float, float]], material: Any, start: float = 0.0, left: float = -26.0, right: float = 30.0
) -> Any:
    """A surface drawn out along x through an outline of (y, z); its texture is (x, way along the outline) in metres."""
    points, faces, places = [], [], []
    along = start
    for index, (y, z) in enumerate(outline):
        if index:
            along += math.dist(outline[index - 1], (y, z))
        points += [(left, y, z), (right, y, z)]
        places += [(left, along), (right, along)]
    for index in range(len(outline) - 1):
        first = index * 2
        faces.append((first, first + 1, first + 3, first + 2))
    thing = shapes.mesh("sweep", points, faces, material, smooth=len(outline) > 3)
    layer = thing.data.uv_layers.new(name="UVMap")
    for loop in thing.data.loops:
        layer.data[loop.index].uv = places[loop.vertex_index]
    return thing


def build() -> stage.Stage:
    chance = random.Random(19)
    stage.camera((-1.3, -1.9, 1.62), (0.15, WALL, 1.62), 26, rise=0.012, sharp=(9.3, 0.75))
    stage.sky((0.01, 0.01, 0.01), (0.01, 0.01, 0.01), 0.3)
    cream = tiles("cream", (0.66, 0.62, 0.50), (0.56, 0.51, 0.40), 0.152, 0.0765, 0.9)
    green = tiles("green", (0.022, 0.105, 0.078), (0.035, 0.145, 0.105), 0.152, 0.0765, 0.7)
    soot = worn("soot", (0.022, 0.020, 0.018), (0.055, 0.047, 0.040), 0.9, 1.6, 0.006, streak=0.4)
    plaster = worn("plaster", (0.40, 0.385, 0.345), (0.27, 0.25, 0.22), 0.75, 0.6, 0.004)
    # The far wall: soot below the platform's height, a green band, cream tiles, a green frieze, then the vault
    sweep([(WALL, PIT), (WALL, -0.12)], soot)
    sweep([(WALL, -0.12), (WALL, 0.18)], green)
    sweep([(WALL, 0.18), (WALL, 3.52)], cream)
    sweep([(WALL, 3.52), (WALL - 0.03, 3.83)], green)
    vault = [
        (WALL - 0.05 - 4.2 * (1 - math.cos(math.radians(a))), 3.83 + 1.55 * math.sin(math.radians(a)))
        for a in range(0, 181, 4)
    ]
    sweep(vault, plaster, 3.8)
    sweep([(-3.2, 3.9), (-3.2, 0)], cream, -0.9)
    ribs = plain("rib", (0.035, 0.085, 0.068), 0.4)
    for k in range(-7, 9):
        x = 0.25 + k * 4.05
        tube([(x, y - 0.02, z - 0.03) for y, z in vault], 0.075, ribs, 2)
        if k not in (-1, 0, 1):
            box((x, WALL - 0.03, 1.9), (0.30, 0.10, 3.5), green, edge=0.02)
    # Track bed, sleepers, rails
    bed = worn("bed", (0.020, 0.018, 0.016), (0.050, 0.042, 0.034), 0.95, 5.0, 0.03)
    shapes.mesh("bed", [(-26, 2.4, PIT), (30, 2.4, PIT), (30, WALL, PIT), (-26, WALL, PIT)], [(0, 1, 2, 3)], bed)
    oak = worn("oak", (0.030, 0.022, 0.016), (0.065, 0.050, 0.036), 0.9, 3.0, 0.006)
    rust, bright = (
        worn("rust", (0.085, 0.040, 0.020), (0.050, 0.028, 0.018), 0.7, 4, 0.002, 0.3),
        plain("bright", (0.62, 0.60, 0.57), 0.16, 1.0),
    )
    pot = plain("pot", (0.42, 0.37, 0.28), 0.35)
    for k in range(-36, 44):
        box(
            (k * 0.68 + chance.gauss(0, 0.02), 4.9, PIT + 0.06),
            (0.25, 2.5, 0.14),
            oak,
            (0, 0, chance.gauss(0, 0.6)),
            0.015,
        )
    for y, z, top in (
        (4.18, PIT + 0.24, bright),
        (5.62, PIT + 0.24, bright),
        (4.90, PIT + 0.30, rust),
        (6.06, PIT + 0.36, rust),
    ):
        box((2, y, z - 0.05), (56, 0.032, 0.13), rust, edge=0.004)
        box((2, y, z + 0.02), (56, 0.068, 0.034), top, edge=0.010)
        box((2, y, z - 0.115), (56, 0.13, 0.02), rust, edge=0.004)
        if top is rust:
            for k in range(-9, 12):
                tube([(k * 2.72, y, PIT + 0.1), (k * 2.72, y, z - 0.11)], 0.075, pot, 4, 0.7)
    for _ in range(240):  # stones and the litter of years
        box(
            (chance.uniform(-9, 10), chance.uniform(3.0, 7.2), PIT + 0.02),
            (chance.uniform(0.03, 0.10), chance.uniform(0.03, 0.10), chance.uniform(0.03, 0.08)),
            bed,
            (chance.uniform(0, 90), chance.uniform(0, 90), chance.uniform(0, 90)),
            0.01,
        )
    # Cables along the wall under the poster
    cable = [plain("cable", tone, 0.5) for tone in ((0.015, 0.015, 0.016), (0.05, 0.045, 0.04), (0.09, 0.02, 0.015))]
    for row, z in enumerate((-0.26, -0.36, -0.45, -0.56, -0.72)):
        path = [(-26 + k * 0.4, WALL - 0.11, z - 0.022 * abs(math.sin(k * 0.785 + row * 0.2))) for k in range(141)]
        tube(path, 0.028 if row < 4 else 0.045, cable[row % 3], 2)
    for k in range(-16, 19):
        box((k * 1.6 + 0.3, WALL - 0.08, -0.5), (0.05, 0.14, 0.62), rust, edge=0.006)
    # Our platform: paving, the coping with its lines
    paving = tiles("paving", (0.20, 0.19, 0.175), (0.16, 0.15, 0.14), 0.6, 0.6, 0.5)
    sweep([(-3.2, 0.0), (2.15, 0.0)], paving, 1.0)
    coping = worn("coping", (0.30, 0.29, 0.265), (0.19, 0.18, 0.165), 0.6, 2.5, 0.002)
    box((2, 2.42, -0.06), (56, 0.56, 0.125), coping, edge=0.02)
    for k in range(-26, 31):
        box((k * 0.92, 2.42, -0.06), (0.008, 0.565, 0.128), soot, edge=0)
    yellow, line = (
        worn("yellow", (0.58, 0.40, 0.035), (0.40, 0.28, 0.04), 0.6, 3, 0),
        worn("line", (0.62, 0.61, 0.57), (0.42, 0.41, 0.38), 0.6, 3, 0),
    )
    box((2, 1.72, 0.004), (56, 0.38, 0.010), yellow, edge=0.002)
    box((2, 2.63, 0.0035), (56, 0.09, 0.008), line, edge=0.002)
    studs = shapes.mesh(
        "stud",
        [(math.cos(a) * 0.5, math.sin(a) * 0.5, 0) for a in (k * math.tau / 10 for k in range(10))]
        + [(math.cos(a) * 0.34, math.sin(a) * 0.34, 0.2) for a in (k * math.tau / 10 for k in range(10))],
        [tuple(range(10, 20)), *[(k, (k + 1) % 10, 10 + (k + 1) % 10, 10 + k) for k in range(10)]],
        yellow,
    )
    shapes.scatter(
        studs, [((-7 + 0.067 * k, 1.56 + 0.065 * row, 0.009), 0.0, 0.034) for k in range(230) for row in range(6)]
    )
    box((2, 2.3, -0.62), (56, 0.3, 0.9), soot, edge=0)
    # Light: strips over the platform's edge, a softer row over the rails
    strip, shade = glow("strip", (1.0, 0.94, 0.80), 11), plain("shade", (0.6, 0.6, 0.58), 0.4)
    for k in range(-7, 9):
        x = 0.9 + k * 3.1
        box((x, 1.25, 4.05), (1.7, 0.16, 0.07), strip, edge=0.02)
        box((x, 1.25, 4.12), (1.9, 0.26, 0.08), shade, edge=0.02)
        tube([(x, 1.25, 4.1), (x, 1.25, 5.2)], 0.012, shade)
    stage.panel_light((1.2, 4.4, 4.75), (1.2, WALL, 1.4), (9.0, 0.25), 330, (1.0, 0.95, 0.84))
    stage.panel_light((1.0, 1.2, 3.9), (1.0, 2.2, 0.0), (14.0, 0.3), 190, (1.0, 0.94, 0.82))
    # The poster, in a thin frame upon the tiles
    root = shapes.anchor((0.55, WALL - 0.12, 0))
    frame = worn("frame", (0.055, 0.055, 0.058), (0.10, 0.095, 0.085), 0.4, 2, 0, 0.6)
    poster, white = hoarding.hung(
        root, 6.0, 3.0, 0.36, frame, 0.09, 0.05, 0.012, relief=stage.paper(6, 2, 23, 90), bump=0.022, grime=0.2
    )
    # Others who wait
    near = bodies.waiting((0.010, 0.010, 0.012), (0.008, 0.008, 0.010), long=True, scarf=(0.035, 0.010, 0.008))
    near.location, near.rotation_euler[2] = (-2.74, 1.2, 0), math.radians(188)
    young = bodies.waiting(
        (0.010, 0.012, 0.016),
        (0.008, 0.009, 0.012),
        (0.030, 0.012, 0.010),
        bobble=True,
        rucksack=(0.016, 0.011, 0.008),
        shift=-0.03,
    )
    young.location, young.rotation_euler[2], young.scale = (0.98, 1.25, 0), math.radians(162), (0.93,) * 3
    box((-2.34, 1.15, 0.32), (0.16, 0.42, 0.34), plain("bag", (0.03, 0.012, 0.010), 0.5), (0, 0, 8), 0.06)
    return stage.Stage(
        slug="underground",
        title="Underground, across the tracks",
        poster=poster,
        white=white,
        exposure=0.95,
        grade=(1.03, 1.0, 0.93),
        contrast=1.25,
        saturation=1.25,
        bloom=0.05,
        samples=64,
        bounces=5,
        alt="A poster on the tiled wall beyond an underground station's rails, seen past people who wait.",
    )
