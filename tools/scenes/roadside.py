"""A hoarding beside a country road, half an hour before the sun goes down."""

from __future__ import annotations

import math
import random

import bpy
import ground
import hoarding
import plants
import shapes
import stage
from nodes import plain, principled, worn


def bend(y: float) -> float:
    """The road's middle."""
    return -4.3 - 0.0011 * max(0.0, y) ** 2


def height(x: float, y: float) -> float:
    away = abs(x - bend(y))
    shoulder = min(1.0, max(0.0, (away - 3.6) / 6))
    rise = shoulder * (0.16 * ground.roll(x, y, 7) - 0.05) + shoulder * 0.5 * ground.roll(x, y, 45, 3)
    hills: float = max(0.0, (y - 90) / 420) ** 1.5 * 32 * (0.55 + 0.6 * ground.roll(x, y, 210, 8))
    keep = min(1.0, max(0.0, (away - 5) / 60))
    return rise + hills * keep


def build() -> stage.Stage:
    chance = random.Random(11)
    stage.camera((0.0, 0.0, 1.5), (1.6, 20.0, 1.5), 31, rise=0.085)
    stage.sun(238, 11.5, 6.0, (1.0, 0.64, 0.33), 0.8)
    stage.sky(
        (1.0, 0.66, 0.40),
        (0.11, 0.25, 0.50),
        0.62,
        (1.0, 0.76, 0.55),
        (0.52, 0.44, 0.45),
        cover=0.43,
        scale=0.42,
        stretch=3.0,
        glow=(-60, (1.0, 0.72, 0.42), 0.7),
    )
    # Land
    soil, nodes, shader = principled("land", Roughness=0.95)
    shader.inputs["Specular IOR Level"].default_value = 0.1
    field = nodes.ramp(nodes.noise(0.012, 3, 0.4), 0.46, 0.54)
    green = nodes.mix(nodes.ramp(nodes.noise(0.5, 8, 0.65), 0.35, 0.65), (0.055, 0.066, 0.017), (0.12, 0.115, 0.034))
    straw = nodes.mix(nodes.ramp(nodes.noise(0.8, 8, 0.65), 0.35, 0.65), (0.25, 0.18, 0.075), (0.34, 0.25, 0.11))
    nodes.put(shader.inputs["Base Color"], nodes.mix(field, green, straw))
    nodes.put(shader.inputs["Normal"], nodes.bump(nodes.noise(9.0, 5, 0.7), 0.06, 10))
    ground.land(height, -3, 620, 420, soil)
    road, nodes, shader, colour = ground.tarmac("road", (0.040, 0.039, 0.040), (0.082, 0.079, 0.074))
    ground.paint_lines(nodes, shader, colour, [(0, 0.11, 4, 5), (-3.12, 0.12, 1, 0), (3.12, 0.12, 1, 0)])
    ground.strip(bend, 3.5, -3, 260, road, lambda x, y: height(bend(y), y) + 0.035)
    # Grass: short on the verge, tall towards the hedge
    lush, dry = (
        plants.leaf("lush", (0.075, 0.10, 0.018), (0.15, 0.15, 0.035)),
        plants.leaf("dry", (0.30, 0.23, 0.09), (0.20, 0.19, 0.06)),
    )
    short = [plants.tuft(k, lush, 46, 0.20, 0.17) for k in range(3)] + [plants.tuft(9, dry, 40, 0.24, 0.15)]
    tall = [plants.tuft(k, lush, 40, 0.52, 0.15) for k in range(20, 22)] + [
        plants.tuft(k, dry, 34, 0.70, 0.13) for k in range(30, 32)
    ]
    right = ground.verge(
        chance,
        15000,
        1.6,
        75,
        lambda c, y: bend(y) + 3.62 + abs(c.gauss(0, 0.30)) * (1 + y * 0.5) + 0.1 * y * c.random(),
        height,
    )
    left = ground.verge(
        chance, 9000, 4, 90, lambda c, y: bend(y) - 3.62 - abs(c.gauss(0, 0.3)) * (1 + y * 0.35), height
    )
    wide = ground.verge(chance, 9000, 7, 60, lambda c, y: c.uniform(1, 6 + y * 0.75), height, (0.7, 1.5))
    ground.grow(short, right + left + wide)
    ground.grow(
        tall,
        [
            *ground.verge(
                chance, 2600, 5, 55, lambda c, y: max(bend(y) + 5.2, c.uniform(1.5, 5 + y * 0.7)), height, (0.5, 1.15)
            ),
            *ground.verge(chance, 1500, 8, 70, lambda c, y: bend(y) - 5.0 - abs(c.gauss(0, 1.3)), height, (0.6, 1.2)),
        ],
        0.16,
    )
    # Hedges, and trees beyond
    thorn, oak = (
        plants.leaf("thorn", (0.040, 0.062, 0.014), (0.085, 0.095, 0.022), 0.3),
        plants.leaf("oak", (0.055, 0.075, 0.016), (0.15, 0.115, 0.024), 0.35),
    )
    bark = worn("bark", (0.07, 0.05, 0.035), (0.14, 0.11, 0.08), 0.9, 3, 0.01)
    hedge = [plants.bush(k, thorn, (4.4, 1.3, 1.9), 9000, 0.085) for k in (1, 2, 3)]
    rows = []
    for k in range(34):
        y = 9 + k * 4.0
        rows.append((bend(y) - 8.4 - 0.3 * (k % 3), y, math.radians(90 + 0.12 * y)))
    rows += [(1.5 + 4.0 * k, 43 + 0.6 * math.sin(k), math.radians(4)) for k in range(14)]
    for number, (x, y, heading) in enumerate(rows):
        ground.cast(
            hedge[number % 3].data,
            (x, y, height(x, y) - 0.1),
            heading + math.pi * (number % 2),
            chance.uniform(0.9, 1.18),
        )
    trees = [plants.tree(k, bark, oak, 10, 0.21, 60) for k in (4, 7, 12)]
    groves: list[tuple[float, float, float]] = [
        (-17, 46, 1.0),
        (-24, 62, 1.15),
        (19, 44, 1.05),
        (27, 52, 1.2),
        (33, 58, 0.9),
        (-14, 105, 1.0),
        (-38, 92, 1.25),
        (7, 78, 1.0),
    ]
    groves += [(chance.uniform(-190, 190), chance.uniform(120, 330), chance.uniform(0.8, 1.35)) for _ in range(130)]
    groves += [
        (-160 + 9 * k + chance.gauss(0, 3), 190 + 25 * math.sin(k * 0.35), chance.uniform(0.7, 1.1)) for k in range(36)
    ]
    for number, (x, y, size) in enumerate(groves):
        if abs(x - bend(y)) > 7:
            ground.cast(trees[number % 3].data, (x, y, height(x, y) - 0.2), chance.uniform(0, 6.28), size)
    for thing in (*hedge, *trees):
        bpy.data.objects.remove(thing)
    # A tree beside the camera, whose branch hangs before the board's corner
    near = plants.tree(21, bark, oak, 10.4, 0.115, 150)
    near.location = (12.1, 11.8, height(12.1, 11.8) - 0.1)
    near.rotation_euler[2] = 2.2
    for x, y in ((-22, -9), (-34, -22), (-15, -13)):  # their shadows fall into the picture
        ground.cast(near.data, (x, y, 0), x, 0.9)
    # Poles and wires on the left
    timber, iron = (
        worn("timber", (0.10, 0.07, 0.05), (0.21, 0.17, 0.13), 0.85, 2.5, 0.004, streak=0.12),
        plain("iron", (0.05, 0.05, 0.055), 0.5, 0.4),
    )
    glass = plain("glass", (0.30, 0.36, 0.33), 0.15)
    last: list[shapes.Point] = []
    for k in range(9):
        y = 13 + k * 27
        x = bend(y) - 6.2
        z = height(x, y)
        shapes.tube([(x, y, z - 0.2), (x + 0.02 * (k % 3 - 1) * 3, y, z + 8.0)], 0.14, timber, 4, 0.7)
        tops: list[shapes.Point] = []
        for level in (7.6, 7.05):
            shapes.box((x, y - 0.12, z + level), (1.7, 0.10, 0.12), timber)
            for dx in (-0.75, -0.4, 0.4, 0.75):
                shapes.tube([(x + dx, y - 0.12, z + level + 0.05), (x + dx, y - 0.12, z + level + 0.2)], 0.035, glass)
                tops.append((x + dx, y - 0.12, z + level + 0.19))
        for a, b in zip(last, tops, strict=False):
            shapes.wire(a, b, 0.55, 0.008, iron)
        last = tops
    # The hoarding
    root = shapes.anchor((5.35, 17.2, height(5.35, 17.2)), -13)
    paintwork = worn("paintwork", (0.020, 0.052, 0.040), (0.055, 0.085, 0.068), 0.5, 1.4, 0.002, streak=0.25)
    boards = worn("boards", (0.13, 0.105, 0.08), (0.24, 0.205, 0.165), 0.85, 1.6, 0.003, streak=0.10)
    steel = worn("steel", (0.17, 0.175, 0.18), (0.20, 0.13, 0.085), 0.55, 1.2, 0.001, 0.6)
    wide_, tall_, foot = 10.0, 5.0, 2.05
    poster, white = hoarding.hung(root, wide_, tall_, foot, paintwork, relief=stage.paper(6, 2, 3), bump=0.055)
    apron = []
    for k in range(66):
        x = -wide_ / 2 + 0.08 + k * (wide_ - 0.16) / 65
        low = 0.18 + 0.05 * math.sin(k * 2.7) + (0.5 if k in (17, 18, 44) else 0)
        apron.append(
            shapes.box(
                (x, 0.08 + 0.006 * (k % 2), (low + foot - 0.12) / 2),
                (0.118, 0.022, foot - 0.12 - low),
                boards,
                (0, chance.gauss(0, 0.35), 0),
                0.004,
            )
        )
    for z in (0.55, 1.55):
        apron.append(shapes.box((0, 0.13, z), (wide_, 0.07, 0.09), boards))
    for x in (-4.4, -1.5, 1.5, 4.4):
        apron.append(shapes.box((x, 0.36, 3.3), (0.2, 0.2, 7.4), steel))
        apron.append(shapes.box((x, 1.7, 2.0), (0.14, 0.14, 5.4), steel, (32, 0, 0)))
    shapes.under(root, apron)
    hoarding.catwalk(root, wide_, foot - 0.33, steel)
    for x in (-3.9, -1.3, 1.3, 3.9):
        hoarding.floodlight(root, x, foot - 0.25, 1.25, steel, 0.05, glass)
    return stage.Stage(
        slug="roadside",
        title="Roadside, golden hour",
        poster=poster,
        white=white,
        exposure=0.9,
        grade=(1.06, 1.0, 0.93),
        contrast=1.34,
        saturation=1.28,
        bloom=0.05,
        alt="A hoarding stands among grass and trees beside a country road in low evening sun.",
        haze=((0.86, 0.62, 0.42), 60, 520),
        samples=40,
    )
