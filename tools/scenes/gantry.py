"""A motorway at dusk, the shutter long open: lamps have drawn their lines, and a board hangs from the gantry."""

from __future__ import annotations

import math
import random
from functools import partial
from typing import Any

import bpy
import ground
import hoarding
import plants
import shapes
import stage
from nodes import glow, plain, principled, worn
from shapes import box, tube

AHEAD = 31.0  # metres to the gantry


def height(x: float, y: float) -> float:
    away = max(0.0, abs(x - 6.5) - 17.5)
    bank: float = min(1.0, away / 9) * 2.4 * (1 if x < 6 else 0.7)
    far: float = max(0.0, (y - 200) / 400) ** 1.4
    return (
        bank
        - 0.06
        + 0.12 * ground.roll(x, y, 9) * min(1.0, away / 2)
        + far * 26 * (0.6 + 0.5 * ground.roll(x, y, 260, 5))
    )


def straight(middle: float, _y: float) -> float:
    return middle


def truss(a: tuple[float, float, float], b: tuple[float, float, float], side: float, metal: Any) -> None:
    """A lattice of four bars between two points on a line along x."""
    count = max(2, round(abs(b[0] - a[0]) / 1.15))
    for dy in (-side / 2, side / 2):
        for dz in (-side / 2, side / 2):
            tube([(a[0], a[1] + dy, a[2] + dz), (b[0], b[1] + dy, b[2] + dz)], 0.055, metal, 2)
    for k in range(count):
        x, following = (a[0] + (b[0] - a[0]) * part / count for part in (k, k + 1))
        up = side / 2 if k % 2 else -side / 2
        for dy in (-side / 2, side / 2):
            tube([(x, a[1] + dy, a[2] - up), (following, a[1] + dy, a[2] + up)], 0.03, metal, 1)
        for dz in (-side / 2, side / 2):
            tube([(x, a[1] - up, a[2] + dz), (following, a[1] + up, a[2] + dz)], 0.026, metal, 1)
        tube([(x, a[1] - side / 2, a[2] - side / 2), (x, a[1] - side / 2, a[2] + side / 2)], 0.026, metal, 1)


def lights(
    chance: random.Random, lane: float, high: float, apart: float, material: Any, near: float, far: float, thick: float
) -> None:
    """The lines a vehicle's two lamps draw, wandering a little in its lane."""
    phase, sway = chance.uniform(0, 6), chance.uniform(0.06, 0.22)
    for side in (-apart / 2, apart / 2):
        path = []
        for k in range(90):
            y = near + (far - near) * (k / 89) ** 1.6
            path.append(
                (lane + side + sway * math.sin(y * 0.028 + phase), y, high + 0.012 * math.sin(y * 0.45 + phase))
            )
        tube(path, thick, material, 1)


def build() -> stage.Stage:
    chance = random.Random(23)
    stage.camera((0.4, 0.0, 2.5), (1.7, AHEAD, 2.5), 33, rise=0.082)
    stage.sky(
        (1.0, 0.40, 0.16),
        (0.040, 0.085, 0.21),
        0.62,
        (0.80, 0.30, 0.20),
        (0.11, 0.10, 0.17),
        cover=0.50,
        scale=0.5,
        stretch=4.0,
        glow=(-14, (1.0, 0.62, 0.22), 1.5),
        band=1.6,
    )
    # Two carriageways, a verge on either side, hills
    soil, nodes, shader = principled("land", Roughness=1.0)
    nodes.put(
        shader.inputs["Base Color"],
        nodes.mix(nodes.ramp(nodes.noise(0.4, 8, 0.65), 0.35, 0.65), (0.022, 0.030, 0.012), (0.055, 0.055, 0.022)),
    )
    ground.land(height, -4, 900, 560, soil)

    def level(_x: float, _y: float) -> float:
        return 0.02

    for middle, name in ((0.0, "ours"), (16.4, "theirs")):
        road, nodes, shader, colour = ground.tarmac(name, (0.030, 0.029, 0.029), (0.060, 0.058, 0.055))
        _u, _, _ = nodes.split(nodes.add("TexCoord").outputs["UV"])
        ground.paint_lines(
            nodes,
            shader,
            colour,
            [(-1.83, 0.10, 2, 7), (1.83, 0.10, 2, 7), (-5.5, 0.2, 1, 0), (5.5, 0.2, 1, 0)],
            (0.66, 0.65, 0.61),
        )
        shader.inputs["Roughness"].default_value = 0.55
        ground.strip(partial(straight, middle), 7.0, -4, 420, road, level, 2.0)
        for k in range(60):  # studs between the lanes
            for x in (-1.83, 1.83):
                box(
                    (middle + x, 4 + 9 * k + 5.5, 0.085),
                    (0.10, 0.13, 0.03),
                    plain("stud", (0.5, 0.5, 0.47), 0.3),
                    edge=0.008,
                )
    # The barrier between them, and one on the left
    zinc = worn("zinc", (0.33, 0.34, 0.35), (0.22, 0.22, 0.225), 0.42, 1.5, 0.0, 0.85, 0.4)
    fold = [
        (0.0, 0.155),
        (0.042, 0.115),
        (0.042, 0.06),
        (0.0, 0.02),
        (0.0, -0.02),
        (0.042, -0.06),
        (0.042, -0.115),
        (0.0, -0.155),
    ]
    for x, facing in ((8.0, -1), (8.42, 1), (-7.9, 1)):
        points = [(x + facing * dx, y, 0.62 + dz) for y in (-4.0, 420.0) for dx, dz in fold]
        shapes.mesh("rail", points, [(k, k + 1, 9 + k, 8 + k) for k in range(7)], zinc, smooth=True)
        for k in range(90):
            box((x - facing * 0.06, 1.5 + k * 3.2, 0.36), (0.07, 0.11, 0.76), zinc, edge=0.006)
    # Lamps down the middle
    dark, sodium = plain("dark", (0.05, 0.052, 0.055), 0.45, 0.5), glow("sodium", (1.0, 0.66, 0.32), 60)
    for k in range(10):
        y = 14 + 32 * k
        tube([(8.2, y, 0), (8.2, y, 10.2)], 0.09, dark, 3, 0.6)
        for side in (-1, 1):
            tube([(8.2, y, 10.1), (8.2 + side * 0.7, y, 10.5), (8.2 + side * 1.7, y, 10.62)], 0.045, dark, 2)
            box((8.2 + side * 2.0, y, 10.63), (0.75, 0.26, 0.10), dark, edge=0.03)
            box((8.2 + side * 2.0, y, 10.57), (0.5, 0.18, 0.03), sodium, edge=0)
            if k < 4:
                stage.lamp((8.2 + side * 2.0, y, 10.5), (8.2 + side * 2.0, y, 0), 700, (1.0, 0.64, 0.30), 0.2, 150)
    # Lines of light: ours red and going, theirs white and coming
    red, amber = glow("tail", (1.0, 0.030, 0.010), 4.2), glow("side", (1.0, 0.30, 0.03), 3.0)
    white, cold = glow("head", (1.0, 0.86, 0.62), 7.5), glow("led", (0.78, 0.88, 1.0), 7.0)
    for lane, count in ((-3.66, 4), (0.0, 3), (3.66, 3)):
        for _ in range(count):
            lights(
                chance,
                lane + chance.gauss(0, 0.12),
                chance.uniform(0.62, 0.95),
                chance.uniform(1.15, 1.45),
                red,
                1.0,
                400,
                chance.uniform(0.008, 0.017),
            )
    lights(chance, -3.66, 3.3, 2.2, amber, 1.0, 400, 0.010)
    lights(chance, -3.66, 1.05, 2.1, red, 1.0, 400, 0.014)
    for lane, count in ((12.74, 3), (16.4, 2), (20.06, 2)):
        for _ in range(count):
            lights(
                chance,
                lane + chance.gauss(0, 0.12),
                chance.uniform(0.58, 0.85),
                chance.uniform(1.1, 1.4),
                chance.choice((white, white, cold)),
                10 + chance.uniform(0, 25),
                420,
                chance.uniform(0.007, 0.014),
            )
    # The gantry and its board
    steel = worn("steel", (0.16, 0.17, 0.175), (0.24, 0.245, 0.25), 0.45, 1.3, 0.0, 0.7, 0.3)
    for z in (6.15, 12.15):
        truss((-9.4, AHEAD + 0.75, z), (9.4, AHEAD + 0.75, z), 0.8, steel)
    for x in (-9.4, 9.1):
        for dx in (-0.32, 0.32):
            for dy in (-0.35, 0.35):
                tube([(x + dx, AHEAD + 0.75 + dy, 0), (x + dx, AHEAD + 0.75 + dy, 12.6)], 0.085, steel, 3)
        for k in range(11):
            z = 0.5 + k * 1.1
            for dy in (-0.35, 0.35):
                tube([(x - 0.32, AHEAD + 0.75 + dy, z), (x + 0.32, AHEAD + 0.75 + dy, z + 1.1)], 0.03, steel, 1)
        box(
            (x, AHEAD + 0.75, 0.35),
            (1.5, 1.6, 0.8),
            worn("concrete", (0.28, 0.27, 0.25), (0.18, 0.175, 0.165), 0.8, 1.6, 0.003),
            edge=0.05,
        )
    root = shapes.anchor((0.2, AHEAD, 0))
    board, switch = hoarding.hung(
        root, 12.8, 6.4, 5.95, steel, 0.2, 0.12, relief=stage.paper(6, 2, 31, 30, 0.7), bump=0.03, grime=0.14
    )
    hoarding.catwalk(root, 13.2, 5.55, steel)
    head = glow("flood", (1.0, 0.95, 0.86), 14)
    for k in range(6):
        x = -5.4 + 2.16 * k
        hoarding.floodlight(root, x, 5.62, 1.5, steel, 0.08, head)
        stage.lamp((0.2 + x, AHEAD - 1.42, 5.85), (0.2 + x, AHEAD, 9.4), 430, (1.0, 0.95, 0.87), 0.2, 130)
    # Trees against the sky, and lit windows far off
    needle, bark = (
        plants.leaf("needle", (0.012, 0.020, 0.010), (0.025, 0.030, 0.012), 0.2),
        plain("bark", (0.03, 0.025, 0.02), 0.9),
    )
    trees = [plants.tree(k, bark, needle, 9.5, 0.24, 55) for k in (3, 8)]
    for number in range(150):
        side = -1 if number % 5 < 3 else 1
        y = 24 * (330 / 24) ** chance.random()
        x = 6.5 + side * (21.5 + abs(chance.gauss(0, 7)) + 0.03 * y)
        ground.cast(
            trees[number % 2].data, (x, y, height(x, y) - 0.2), chance.uniform(0, 6.28), chance.uniform(0.6, 1.25)
        )
    bush = plants.bush(5, needle, (4.5, 2.4, 2.0), 5000, 0.13)
    for number in range(70):
        y = 10 * 26 ** chance.random()
        x = 6.5 + (-1 if number % 2 else 1) * (19.2 + abs(chance.gauss(0, 2.2)))
        ground.cast(bush.data, (x, y, height(x, y) - 0.2), chance.uniform(0, 6.28), chance.uniform(0.6, 1.1))
    lush = plants.leaf("lush", (0.025, 0.038, 0.010), (0.06, 0.055, 0.022))
    ground.grow(
        [plants.tuft(k, lush, 40, 0.26, 0.17) for k in range(3)],
        ground.verge(
            chance,
            7000,
            4,
            70,
            lambda c, y: -7.2 - abs(c.gauss(0, 1.0)) * (1 + 0.06 * y),
            lambda x, y: max(0.0, height(x, y)),
            (0.7, 1.5),
        ),
    )
    for thing in (*trees, bush):
        bpy.data.objects.remove(thing)
    window = glow("window", (1.0, 0.62, 0.28), 6)
    for _ in range(90):
        east, north = chance.uniform(-200, 220), chance.uniform(420, 640)
        box((east, north, height(east, north) + chance.uniform(1, 5)), (0.7, 0.2, 0.6), window, edge=0)
    return stage.Stage(
        slug="gantry",
        title="Motorway gantry at dusk",
        poster=board,
        white=switch,
        exposure=0.8,
        contrast=1.3,
        saturation=1.2,
        bloom=0.08,
        alt="A board hangs from a gantry over a motorway at dusk, above red and white lines that lamps have drawn.",
        haze=((0.42, 0.22, 0.16), 70, 700),
        samples=22,
    )
