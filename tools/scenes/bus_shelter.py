"""A bus shelter after rain, when the lamps are on and the sky is still blue. Its back carries a lit panel."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import bpy
import ground
import hoarding
import people
import plants
import shapes
import stage
from nodes import RGB, glow, plain, principled, worn
from shapes import box, tube

BACK = 6.6  # metres to the shelter's back


def build() -> stage.Stage:
    chance = random.Random(12)
    stage.camera((-0.55, 0.0, 1.42), (0.10, BACK, 1.42), 28, rise=-0.012, sharp=(BACK, 1.6))
    stage.sky(
        (0.30, 0.30, 0.38),
        (0.035, 0.075, 0.19),
        0.42,
        (0.22, 0.22, 0.31),
        (0.07, 0.10, 0.19),
        cover=0.5,
        scale=0.7,
        glow=(30, (0.85, 0.45, 0.26), 0.7),
    )
    # Ground: the road's edge, a kerb, wet flagstones
    road, _, _, _ = ground.tarmac("road", (0.020, 0.020, 0.022), (0.040, 0.039, 0.039), wet=0.35, tracks=False)
    shapes.mesh(
        "street", [(-40, -4, -0.11), (40, -4, -0.11), (40, 3.0, -0.11), (-40, 3.0, -0.11)], [(0, 1, 2, 3)], road
    )
    flag, nodes, shader = principled("flag")
    pool = nodes.ramp(nodes.noise(0.55, 5, 0.5, warp=0.4), 0.47, 0.57)
    chances = nodes.add("ObjectInfo").outputs["Random"]
    tone = nodes.mix(
        nodes.ramp(
            nodes.math(
                "ADD", nodes.math("MULTIPLY", chances, 0.5), nodes.math("MULTIPLY", nodes.noise(2.2, 8, 0.65), 0.5)
            ),
            0.25,
            0.75,
        ),
        (0.072, 0.069, 0.064),
        (0.125, 0.12, 0.11),
    )
    nodes.put(shader.inputs["Base Color"], nodes.mix(pool, tone, (0.022, 0.021, 0.020)))
    nodes.put(shader.inputs["Roughness"], nodes.ramp(pool, 0.0, 1.0, 0.32, 0.035))
    grain = nodes.math("MULTIPLY", nodes.noise(30.0, 5, 0.7), nodes.math("SUBTRACT", 1.0, pool))
    nodes.put(shader.inputs["Normal"], nodes.bump(grain, 0.0022, 5))
    shapes.mesh("below", [(-60, 2.9, -0.13), (60, 2.9, -0.13), (60, 20, -0.13), (-60, 20, -0.13)], [(0, 1, 2, 3)], road)
    for row in range(8):
        for k in range(-16, 17):
            place = (k * 0.752 + 0.37 * (row % 2), 3.56 + row * 0.602, -0.05 + chance.gauss(0, 0.0012))
            box(place, (0.748, 0.598, 0.10), flag, (chance.gauss(0, 0.07), chance.gauss(0, 0.07), 0), 0.006)
    kerb = worn("kerb", (0.18, 0.175, 0.165), (0.12, 0.118, 0.112), 0.35, 3, 0.002)
    for k in range(-14, 15):
        box((k * 0.915, 3.12, -0.06), (0.908, 0.26, 0.125), kerb, edge=0.018)
    yellow = worn("yellow", (0.50, 0.34, 0.03), (0.30, 0.22, 0.04), 0.4, 3)
    for y in (2.42, 2.62):
        box((0, y, -0.108), (60, 0.07, 0.006), yellow, edge=0)
    # The shelter: posts, a shallow vault of dark metal with a light beneath, panes, a perch
    metal, steel = plain("metal", (0.024, 0.030, 0.034), 0.35, 0.6), plain("steel", (0.42, 0.43, 0.44), 0.28, 1.0)
    pane, nodes, shader = principled(
        "pane", Base_Color=(0.9, 0.96, 0.95), Roughness=0.02, Transmission_Weight=1.0, IOR=1.0
    )
    shader.inputs["Alpha"].default_value = 0.22
    half = 2.95
    for x in (-half, half):
        box((x, BACK - 0.02, 1.22), (0.09, 0.09, 2.44), metal, edge=0.015)
        box((x, BACK - 1.42, 1.22), (0.07, 0.07, 2.44), metal, edge=0.015)
        box((x, BACK - 0.72, 2.36), (0.06, 1.4, 0.07), metal)
        box((x, BACK - 0.72, 0.32), (0.05, 1.3, 0.05), metal)
        box((x, BACK - 0.72, 1.30), (0.012, 1.28, 1.9), pane, edge=0)
    for side, wide in ((-1, 1.18), (1, 1.18)):
        middle = side * (half - wide / 2 - 0.03)
        box((middle, BACK, 1.24), (wide, 0.012, 2.0), pane, edge=0)
        box((side * (half - wide - 0.05), BACK - 0.02, 1.22), (0.06, 0.07, 2.44), metal)
        box((middle, BACK, 0.22), (wide, 0.04, 0.05), metal)
        for k in range(9):
            box(
                (middle - wide / 2 + 0.1 + k * wide / 9, BACK - 0.009, 1.42),
                (0.055, 0.002, 0.055),
                steel,
                (0, 45, 0),
                0,
            )
    arch = [(BACK + 0.12, 2.46), (BACK - 0.2, 2.56), (BACK - 0.75, 2.62), (BACK - 1.3, 2.57), (BACK - 1.68, 2.46)]
    for (y, z), (following, up) in pairwise(arch):
        box(
            (0, (y + following) / 2, (z + up) / 2),
            (2 * half + 0.5, math.dist((y, z), (following, up)) + 0.02, 0.045),
            metal,
            (math.degrees(math.atan2(z - up, y - following)), 0, 0),
            0.008,
        )
    box((0, BACK - 1.69, 2.42), (2 * half + 0.52, 0.06, 0.16), metal, edge=0.015)
    box((0, BACK - 0.72, 2.545), (4.6, 0.10, 0.03), glow("tube", (0.88, 0.95, 1.0), 9), edge=0)
    stage.panel_light((0, BACK - 0.72, 2.50), (0, BACK - 0.72, 0), (4.6, 0.12), 46, (0.86, 0.94, 1.0))
    # The panel: two to one, lit from behind, under clear plastic
    root = shapes.anchor((0, BACK - 0.06, 0))
    poster, white = hoarding.hung(
        root,
        3.3,
        1.65,
        0.58,
        metal,
        0.11,
        0.07,
        0.012,
        relief=None,
        shine=0.5,
        lit=1.0,
        grime=0.05,
        tint=(1.0, 0.985, 0.95),
    )
    box((0, BACK - 0.42, 0.46), (3.1, 0.26, 0.035), steel, edge=0.012)
    for x in (-1.3, 1.3):
        tube([(x, BACK - 0.06, 0.30), (x, BACK - 0.36, 0.43)], 0.022, steel)
    # The stop's own post, a litter bin, things people leave
    tube([(-3.75, 3.75, 0), (-3.75, 3.75, 3.15)], 0.042, metal, 4)
    box((-3.52, 3.75, 2.78), (0.44, 0.035, 0.60), plain("plate", (0.30, 0.05, 0.04), 0.35), edge=0.02)
    box((-3.52, 3.728, 2.86), (0.30, 0.01, 0.17), plain("bus", (0.75, 0.74, 0.70), 0.4), edge=0.004)
    box((-3.75, 3.70, 1.55), (0.30, 0.05, 0.44), metal, edge=0.01)
    box((-3.75, 3.672, 1.55), (0.26, 0.01, 0.40), plain("times", (0.62, 0.61, 0.57), 0.3), edge=0)
    tube([(3.72, 5.9, 0), (3.72, 5.9, 0.86)], 0.24, metal, 6)
    tube([(3.72, 5.9, 0.80), (3.72, 5.9, 1.02), (3.72, 5.9, 1.06)], 0.255, metal, 6, 0.7)
    # Behind it a park: railings, dark trees, lamps and windows out of focus
    iron = plain("iron", (0.012, 0.013, 0.014), 0.4)
    for k in range(-60, 61):
        tube([(k * 0.14, BACK + 1.5, 0), (k * 0.14, BACK + 1.5, 1.32)], 0.011, iron, 1)
    for z in (0.2, 1.16):
        box((0, BACK + 1.5, z), (24, 0.03, 0.04), iron, edge=0)
    box((0, BACK + 1.5, 0.06), (24, 0.3, 0.2), kerb)
    earth, lawn = (
        plain("earth", (0.02, 0.024, 0.012), 0.9),
        plants.leaf("lawn", (0.022, 0.036, 0.012), (0.045, 0.055, 0.02)),
    )
    shapes.mesh(
        "park", [(-60, BACK + 1.2, 0), (60, BACK + 1.2, 0), (60, 160, 0.5), (-60, 160, 0.5)], [(0, 1, 2, 3)], earth
    )
    ground.grow(
        [plants.tuft(k, lawn, 40, 0.16, 0.15) for k in range(2)],
        [
            (
                (chance.uniform(-9, 9), BACK + 1.7 + 9 * chance.random() ** 1.5, 0),
                chance.uniform(0, 6),
                chance.uniform(0.7, 1.4),
            )
            for _ in range(4200)
        ],
    )
    bark, leaves = (
        plain("bark", (0.03, 0.026, 0.022), 0.9),
        plants.leaf("leaves", (0.018, 0.028, 0.012), (0.05, 0.042, 0.014), 0.3),
    )
    trees = [plants.tree(k, bark, leaves, 10, 0.2, 46) for k in (2, 6)]
    for number in range(26):
        x, y = chance.uniform(-34, 34), chance.uniform(BACK + 8, BACK + 45)
        ground.cast(trees[number % 2].data, (x, y, 0), number, chance.uniform(0.8, 1.3))
    for thing in trees:
        bpy.data.objects.remove(thing)
    tones: list[RGB] = [(1.0, 0.58, 0.25), (1.0, 0.70, 0.42), (0.80, 0.88, 1.0), (1.0, 0.45, 0.16)]
    dots = [glow("dot", tone, strength) for tone in tones for strength in (14, 34)]
    for _ in range(70):
        x, y, z = chance.uniform(-46, 46), chance.uniform(56, 78), abs(chance.gauss(2.2, 3.2)) + 0.8
        box((x, y, z), (0.34, 0.1, 0.42), chance.choice(dots), edge=0)
    for k in range(-4, 5):
        tube([(k * 6.2 + 1.4, BACK + 15, 0), (k * 6.2 + 1.4, BACK + 15, 3.7)], 0.05, iron, 2)
        tube([(k * 6.2 + 1.4, BACK + 15, 3.7), (k * 6.2 + 1.4, BACK + 15, 4.0)], 0.16, dots[1], 5)
    stage.lamp((-5.2, 1.2, 7.4), (-4.0, 4.5, 0), 420, (1.0, 0.60, 0.28), 0.2, 140)
    # Two who have given up on the bus
    coat, wool = (
        plain("coat", (0.004, 0.004, 0.005), 1.0, Specular_IOR_Level=0.05),
        plain("wool", (0.012, 0.006, 0.005), 1.0, Specular_IOR_Level=0.05),
    )
    for spot, heading, stuff, wears, size in (
        ((-2.12, BACK - 0.62), 162, coat, "bowler", 1.0),
        ((2.32, BACK - 0.75), 152, wool, "rucksack", 0.94),
    ):
        person = people.figure(stuff, 0.04, (0.05, -0.03), coat=wears == "bowler", wears=wears)
        person.location, person.scale = (*spot, 0.0), (size,) * 3
        person.rotation_euler[2] = math.radians(heading)
    closed = shapes.anchor((-1.80, BACK - 0.72, 0.0), 0)
    shapes.under(
        closed,
        [
            tube([(0, 0, 0.02), (0.02, 0.02, 0.86)], 0.011, coat),
            tube([(0, 0, 0.10), (0.01, 0.01, 0.30), (0.018, 0.018, 0.74)], 0.030, coat, 3, 1.5),
        ],
    )
    return stage.Stage(
        slug="bus-shelter",
        title="Bus shelter, blue hour",
        poster=poster,
        white=white,
        exposure=1.15,
        contrast=1.22,
        saturation=1.2,
        bloom=0.08,
        mirror=0.0,
        ripple=(20.0, 26.0),
        samples=26,
        bounces=4,
        alt="A lit panel in the back of a bus shelter at nightfall, mirrored in wet paving; two people wait beside it.",
    )
