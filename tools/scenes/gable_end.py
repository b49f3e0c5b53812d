"""The end wall of a terrace on a grey morning: bricks, slates, wires, bins, and a poster where the wall is blank."""

from __future__ import annotations

import math
import random

import bodies
import bpy
import ground
import hoarding
import plants
import shapes
import stage
from nodes import plain, worn
from shapes import box, tube
from terrace import DEEP, EAVES, RIDGE, Kit, brickwork, chimney, house, slates


def build() -> stage.Stage:
    chance = random.Random(6)
    stage.camera((3.5, 1.3, 1.62), (1.2, 17.0, 1.62), 30, rise=0.118)
    stage.sky(
        (0.74, 0.76, 0.79),
        (0.40, 0.44, 0.49),
        1.0,
        (0.86, 0.87, 0.89),
        (0.36, 0.39, 0.44),
        cover=0.68,
        scale=0.55,
        stretch=1.8,
        soft=0.26,
    )
    stage.sun(232, 38, 1.1, (1.0, 0.96, 0.90), 32)
    kit: Kit = {
        "front": brickwork("front", (0.23, 0.075, 0.042), (0.15, 0.055, 0.036), "y"),
        "gable": brickwork("gable", (0.25, 0.098, 0.056), (0.165, 0.068, 0.044), "x"),
        "stone": worn("stone", (0.42, 0.38, 0.31), (0.26, 0.235, 0.20), 0.8, 2.2, 0.003, streak=0.4),
        "pot": worn("pot", (0.30, 0.13, 0.07), (0.18, 0.09, 0.06), 0.8, 3, 0.002),
        "dark": plain("dark", (0.02, 0.021, 0.023), 0.4),
        "pane": plain("pane", (0.012, 0.014, 0.016), 0.05),
        "white": worn("white", (0.62, 0.61, 0.58), (0.45, 0.44, 0.41), 0.4, 3),
        "curtain": plain("curtain", (0.42, 0.39, 0.34), 0.9),
        "slate": slates("slate"),
    }
    # The row: one long body under one roof, its blank end towards us
    near, far, back, front = 15.0, 15.0 + 4.9 * 8, -DEEP / 2, DEEP / 2
    ends = [(back, near, 0), (front, near, 0), (front, near, EAVES), (0, near, RIDGE), (back, near, EAVES)]
    shapes.mesh("gable", ends, [(0, 1, 2, 3, 4)], kit["gable"])
    shapes.mesh(
        "fronts",
        [(front, near, 0), (front, far, 0), (front, far, EAVES), (front, near, EAVES)],
        [(0, 1, 2, 3)],
        kit["front"],
    )
    for side in (-1, 1):
        low, high = (side * (DEEP / 2 + 0.28), EAVES - 0.14), (0.0, RIDGE + 0.08)
        shapes.mesh(
            "roof",
            [
                (low[0], near - 0.06, low[1]),
                (low[0], far, low[1]),
                (high[0], far, high[1]),
                (high[0], near - 0.06, high[1]),
            ],
            [(0, 1, 2, 3)],
            kit["slate"],
        )
        shapes.mesh(
            "under",
            [
                (low[0], near - 0.06, low[1] - 0.1),
                (high[0], near - 0.06, high[1] - 0.12),
                (high[0], near - 0.06, high[1]),
                (low[0], near - 0.06, low[1]),
            ],
            [(0, 1, 2, 3)],
            kit["white"],
        )
    tube([(0, near - 0.1, RIDGE + 0.1), (0, far, RIDGE + 0.1)], 0.09, kit["pot"])
    for k in range(8):
        house(k, front, near + 4.9 * k, kit, chance)
        if k % 2 == 0:
            chimney(0.0, near + (0.4 if k == 0 else 4.9 * k), kit)
    # Where another house once joined: its roof line, a blocked hearth
    for side in (-1, 1):
        tube([(side * 3.9, near - 0.012, 4.75), (0, near - 0.012, 7.45)], 0.045, kit["stone"], 1)
    # Over the road, more of the same, and a mill far off
    shapes.mesh(
        "across", [(14.2, 6, 0), (14.2, 74, 0), (14.2, 74, EAVES), (14.2, 6, EAVES)], [(3, 2, 1, 0)], kit["front"]
    )
    shapes.mesh(
        "roof",
        [(13.9, 6, EAVES - 0.1), (13.9, 74, EAVES - 0.1), (18.4, 74, RIDGE), (18.4, 6, RIDGE)],
        [(3, 2, 1, 0)],
        kit["slate"],
    )
    for k in range(12):
        y = 8 + 4.9 * k
        for z, w, h in ((1.75, 1.5, 1.6), (4.35, 1.5, 1.5)):
            box((14.2, y + 1.8, z), (0.1, w, h), kit["pane"], edge=0)
            for dz in (-h / 2 - 0.06, h / 2 + 0.1):
                box((14.14, y + 1.8, z + dz), (0.25, w + 0.25, 0.16), kit["stone"], edge=0.01)
            box((14.13, y + 1.8, z), (0.05, w, 0.06), kit["white"], edge=0)
        box(
            (14.17, y - 0.4, 1.12),
            (0.10, 0.95, 2.1),
            plain("door", chance.choice([(0.16, 0.02, 0.02), (0.02, 0.06, 0.13), (0.03, 0.09, 0.05)]), 0.25),
            edge=0.01,
        )
        box((14.14, y - 0.4, 2.35), (0.2, 1.4, 0.2), kit["stone"], edge=0.02)
        box((14.05, y - 0.4, 0.08), (0.4, 1.1, 0.16), kit["stone"], edge=0.02)
        if k % 2:
            chimney(18.4, y, kit)
        tube([(14.12, y + 3.9, EAVES), (14.12, y + 3.9, 0.05)], 0.045, kit["dark"])
        for dz in (-0.36, 0.36):  # the nets behind the panes
            box((14.144, y + 1.8 + dz * 1.5, 1.75), (0.006, 0.32, 1.5), kit["curtain"], edge=0)
    tube([(14.02, 6, EAVES - 0.1), (14.02, 74, EAVES - 0.1)], 0.065, kit["dark"])
    tube([(18.4, 6, RIDGE + 0.03), (18.4, 74, RIDGE + 0.03)], 0.10, kit["pot"])
    # Beyond the waste ground, other rows under their roofs
    brick, tile = plain("far brick", (0.17, 0.085, 0.062), 0.9), plain("far slate", (0.10, 0.105, 0.115), 0.6)
    for x, far_off, wide in ((-64.0, 92, 46), (-46.0, 118, 60), (-34.0, 74, 15), (-96.0, 120, 40)):
        deep = 8.0
        box((x, far_off + deep / 2, 2.8), (wide, deep, 5.6), brick, edge=0)
        slopes = [(x - wide / 2, far_off, 5.5), (x + wide / 2, far_off, 5.5), (x + wide / 2, far_off + deep / 2, 8.4)]
        shapes.mesh("far roof", [*slopes, (x - wide / 2, far_off + deep / 2, 8.4)], [(0, 1, 2, 3)], tile)
        for k in range(int(wide / 5)):
            at = x - wide / 2 + 2.5 + 5 * k
            box((at, far_off + deep / 2, 8.9), (1.3, 0.7, 1.6), brick, edge=0)
            for dx, z in ((-1.1, 1.9), (1.1, 1.9), (-1.1, 4.3), (1.1, 4.3)):
                box((at + dx, far_off - 0.02, z), (0.95, 0.1, 1.4), kit["pane"], edge=0)
    mill = worn("mill", (0.15, 0.070, 0.050), (0.085, 0.045, 0.036), 0.9, 0.16, streak=0.35)
    box((3.5, 150, 9), (36, 16, 18), mill)
    box((3.5, 149.9, 18.1), (36.8, 16.6, 0.7), kit["stone"], edge=0)
    for floor in range(5):
        for k in range(13):
            box((-13 + 2.75 * k, 141.95, 2.6 + 3.4 * floor), (1.5, 0.2, 2.1), kit["pane"], edge=0)
    tube([(22, 150, 0), (22, 150, 46)], 2.0, mill, 4, 0.6)
    for z, girth in ((43.6, 1.5), (44.6, 1.62), (33.0, 1.58)):
        tube([(22, 150, z), (22, 150, z + 0.7)], girth, mill, 4)
    # Road, pavements, grass where nobody walks
    road, nodes, shader, colour = ground.tarmac("road", (0.052, 0.052, 0.054), (0.145, 0.141, 0.134), tracks=False)
    shader.inputs["Specular IOR Level"].default_value = 0.5
    fresh, old = (0.026, 0.026, 0.028), (0.088, 0.084, 0.080)
    trenches = [
        (-2.3, 10.25, 3.3, 1.1, fresh),
        (5.6, 10.4, 1.5, 0.9, old),
        (10.6, 19.0, 0.75, 11.0, fresh),
        (11.6, 33.0, 1.8, 3.2, old),
        (9.6, 40.0, 0.8, 13.0, fresh),
        (8.9, 12.6, 1.9, 1.3, fresh),
        (1.0, 9.85, 60.0, 0.02, fresh),
    ]
    ground.mended(nodes, shader, colour, trenches, [("y", 11.61, -0.62), ("x", front + 3.75, 0.55), ("x", 12.63, -0.6)])
    shapes.mesh("street", [(-60, -6, 0), (60, -6, 0), (60, 160, 0), (-60, 160, 0)], [(0, 1, 2, 3)], road)
    yellow = worn("yellow", (0.50, 0.36, 0.06), (0.14, 0.125, 0.09), 0.7, 4, 0.0)
    for y in (11.12, 11.34):
        box((-0.4, y, 0.002), (18.6, 0.075, 0.006), yellow, edge=0)
    box((2.1, 11.36, 0.004), (0.5, 0.42, 0.012), kit["dark"], edge=0.004)
    flags = worn("flags", (0.25, 0.245, 0.23), (0.17, 0.165, 0.155), 0.6, 1.1, 0.003)
    kerb = worn("kerb", (0.30, 0.295, 0.28), (0.20, 0.195, 0.185), 0.7, 2.5, 0.003)
    for k in range(50):  # flagstones, none quite level with the next
        for row in range(3):
            box(
                (front + 2.05 + row * 0.62, 13.3 + k * 0.92, 0.05 + chance.gauss(0, 0.004)),
                (0.61, 0.91, 0.10),
                flags,
                (chance.gauss(0, 0.3), chance.gauss(0, 0.3), 0),
                0.008,
            )
    for k in range(26):
        for row in range(2):
            box(
                (-9.5 + k * 0.72, 12.05 + row * 0.63, 0.05 + chance.gauss(0, 0.004)),
                (0.71, 0.62, 0.10),
                flags,
                (chance.gauss(0, 0.3), chance.gauss(0, 0.3), 0),
                0.008,
            )
    box((-0.4, 11.68, 0.055), (18.4, 0.14, 0.13), kerb, edge=0.02)
    box((front + 3.68, 36.0, 0.055), (0.14, 47.0, 0.13), kerb, edge=0.02)
    for k in range(72):  # and before the houses over the road
        for row in range(2):
            box(
                (13.05 + row * 0.70, 8.4 + k * 0.92, 0.04 + chance.gauss(0, 0.004)),
                (0.69, 0.91, 0.10),
                flags,
                (chance.gauss(0, 0.3), chance.gauss(0, 0.3), 0),
                0.008,
            )
    box((12.66, 41.0, 0.045), (0.14, 66.0, 0.13), kerb, edge=0.02)
    leaves = [plain("fallen", tone, 0.7) for tone in ((0.12, 0.06, 0.018), (0.075, 0.040, 0.016), (0.13, 0.10, 0.03))]
    for _ in range(420):  # last year's leaves, in the gutter
        spot = (chance.uniform(-9, 8.4), 11.6 - 0.34 * chance.random() ** 2.2, 0.004 + 0.012 * chance.random())
        size = chance.uniform(0.025, 0.06)
        box(
            spot,
            (size, 0.7 * size, 0.002),
            chance.choice(leaves),
            (chance.gauss(0, 14), chance.gauss(0, 14), chance.uniform(0, 180)),
            0,
        )
    lid = worn("lid", (0.055, 0.050, 0.046), (0.085, 0.075, 0.065), 0.5, 6, 0.002, 0.6)
    tube([(7.7, 17.0, 0.001), (7.7, 17.0, 0.012)], 0.33, lid, 4)
    earth = worn("earth", (0.075, 0.058, 0.038), (0.12, 0.10, 0.065), 0.95, 1.5, 0.02)
    box((-1.0, 13.95, 0.02), (17.5, 2.0, 0.12), earth, edge=0.03)
    box((-14.0, 42.4, 0.02), (19.0, 60.0, 0.1), earth, edge=0.03)
    lush, dry = (
        plants.leaf("lush", (0.075, 0.11, 0.025), (0.13, 0.15, 0.04)),
        plants.leaf("dry", (0.24, 0.20, 0.09), (0.17, 0.16, 0.06)),
    )
    tufts = [plants.tuft(k, lush, 44, 0.20, 0.14) for k in range(3)] + [
        plants.tuft(8, dry, 36, 0.42, 0.12),
        plants.tuft(9, lush, 36, 0.38, 0.12),
    ]
    spots = [
        (
            (chance.uniform(-9.5, 4.1), chance.uniform(13.0, 14.9), 0.07),
            chance.uniform(0, 6.28),
            chance.uniform(0.5, 1.3),
        )
        for _ in range(2600)
    ]
    spots += [
        (
            (chance.uniform(-22, -4.5), 13.0 + 30 * chance.random() ** 1.6, 0.06),
            chance.uniform(0, 6.28),
            chance.uniform(0.7, 1.6),
        )
        for _ in range(5200)
    ]
    spots += [
        ((chance.uniform(-9.5, 9), 11.77, 0.09), chance.uniform(0, 6.28), chance.uniform(0.15, 0.4)) for _ in range(160)
    ]
    ground.grow(tufts, spots, 0.15)
    # Bins, a lamp-post, the pole from which every house has its wire, trees that have lost their leaves
    for k, (colour, x, heading) in enumerate(
        (((0.02, 0.055, 0.030), -3.6, 4), ((0.028, 0.030, 0.034), -2.9, -7), ((0.055, 0.030, 0.018), 3.35, 12))
    ):
        bin_ = shapes.anchor((x, 14.3 + 0.08 * k, 0.08), heading)
        shell = plain("bin", colour, 0.45)
        shapes.under(
            bin_,
            [
                box((0, 0, 0.52), (0.50, 0.56, 0.90), shell, (2, 0, 0), 0.05),
                box((0, -0.02, 1.01), (0.56, 0.66, 0.09), shell, (5, 0, 0), 0.035),
                tube([(-0.26, 0.33, 0.98), (0.26, 0.33, 0.98)], 0.022, shell),
                tube([(-0.24, 0.26, 0.12), (-0.19, 0.26, 0.12)], 0.11, kit["dark"], 5),
                tube([(0.24, 0.26, 0.12), (0.19, 0.26, 0.12)], 0.11, kit["dark"], 5),
            ],
        )
    green = worn("green", (0.03, 0.05, 0.045), (0.055, 0.075, 0.07), 0.5, 2, 0.0, 0.3)
    tube([(4.75, 12.5, 0), (4.75, 12.5, 1.3)], 0.10, green, 4, 0.92)
    tube(
        [(4.75, 12.5, 1.2), (4.75, 12.5, 6.4), (4.72, 12.42, 6.95), (4.5, 12.0, 7.25), (4.2, 11.6, 7.3)],
        0.06,
        green,
        4,
        0.7,
    )
    box((4.02, 11.36, 7.29), (0.28, 0.72, 0.13), green, (0, 0, 40), 0.04)
    timber = worn("timber", (0.12, 0.095, 0.07), (0.20, 0.175, 0.145), 0.9, 2.5, 0.004, streak=0.12)
    tube([(8.1, 26, 0), (8.14, 26, 9.2)], 0.13, timber, 4, 0.72)
    for k in range(9):
        a = k * math.tau / 9
        shapes.wire(
            (8.14, 26, 9.0),
            (front + 0.1 if k % 2 else 14.1, 15.5 + 4.9 * k * 0.85, EAVES - 0.15),
            0.35,
            0.009,
            kit["dark"],
        )
        tube(
            [
                (8.14 + 0.1 * math.cos(a), 26 + 0.1 * math.sin(a), 8.9),
                (8.14 + 0.28 * math.cos(a), 26 + 0.28 * math.sin(a), 9.0),
            ],
            0.015,
            kit["dark"],
            1,
        )
    shapes.wire((8.14, 26, 9.1), (-20, -4, 8.2), 0.9, 0.010, kit["dark"])
    bark = worn("bark", (0.075, 0.062, 0.05), (0.13, 0.115, 0.095), 0.9, 3, 0.006)
    bare = [plants.tree(k, bark, None, 9.5, forks=6) for k in (5, 14)]
    for number, (x, y, size) in enumerate(
        ((-9.2, 19.5, 0.95), (-15.5, 27, 1.1), (-21, 22, 0.9), (-12.0, 39, 1.1), (-25, 44, 1.2))
    ):
        ground.cast(bare[number % 2].data, (x, y, 0), number * 1.9, size)
    for thing in bare:
        bpy.data.objects.remove(thing)
    # Somebody who has stopped to read it
    reader = bodies.waiting(
        (0.030, 0.034, 0.045), (0.022, 0.024, 0.030), (0.16, 0.028, 0.02), bobble=True, rucksack=(0.10, 0.075, 0.03)
    )
    reader.location, reader.rotation_euler[2], reader.scale = (1.75, 12.15, 0.10), math.radians(171), (0.96,) * 3
    # The poster, on battens upon the bricks
    root = shapes.anchor((-0.05, near - 0.16, 0))
    frame = worn("frame", (0.045, 0.05, 0.052), (0.10, 0.105, 0.10), 0.6, 1.8, 0.002, streak=0.3)
    poster, white = hoarding.hung(
        root, 7.0, 3.5, 1.85, frame, 0.13, 0.07, relief=stage.paper(6, 2, 44, 110), bump=0.050, grime=0.24
    )
    return stage.Stage(
        slug="gable-end",
        title="Gable end, grey morning",
        poster=poster,
        white=white,
        exposure=0.85,
        contrast=1.24,
        saturation=1.2,
        bloom=0.04,
        alt="Somebody with a rucksack reads the hoarding on the brick end wall of a terrace under a grey sky.",
        haze=((0.66, 0.69, 0.73), 30, 170),
        samples=32,
    )
