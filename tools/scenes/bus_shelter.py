"""A bus shelter after rain, when the lamps are on and the sky is still blue. A lit six-sheet closes its near end."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from typing import Any

import bodies
import bpy
import ground
import hoarding
import plants
import shapes
import stage
from nodes import glow, plain, principled, worn
from shapes import box, tube

NEAR, LONG = 4.35, 4.4  # metres: to the panel that closes the shelter's end, and the shelter's length
BACK, OPEN = -1.50, 0.12  # its glazed back, and the edge of its roof over the kerb's side
KERB, FAR_KERB = 1.75, 8.9


def build() -> stage.Stage:
    chance = random.Random(12)
    stage.camera((0.66, 0.0, 1.22), (-0.02, NEAR, 1.22), 30.2, rise=-0.088, sharp=(NEAR + 0.1, 0.95))
    stage.sky(
        (0.34, 0.33, 0.40),
        (0.035, 0.080, 0.20),
        0.46,
        (0.24, 0.23, 0.31),
        (0.07, 0.10, 0.19),
        cover=0.5,
        scale=0.7,
        glow=(24, (0.95, 0.48, 0.26), 0.85),
    )
    pavement(chance)
    shelter(chance)
    poster, white = panel()
    park(chance)
    road(chance)
    who = bodies.waiting((0.012, 0.013, 0.016), (0.010, 0.011, 0.014), (0.030, 0.010, 0.009), phone=True, bobble=True)
    who.location, who.rotation_euler[2] = (-0.30, NEAR + 2.35, 0), math.radians(126)
    other = bodies.waiting(
        (0.014, 0.012, 0.010), (0.008, 0.008, 0.010), long=True, scarf=(0.07, 0.018, 0.012), shift=-0.03
    )
    other.location, other.rotation_euler[2], other.scale = (0.62, NEAR + 4.3, 0), math.radians(205), (0.95,) * 3
    return stage.Stage(
        slug="bus-shelter",
        title="Bus shelter, blue hour",
        poster=poster,
        white=white,
        format="6-sheet",
        exposure=1.1,
        contrast=1.22,
        saturation=1.2,
        bloom=0.08,
        mirror=0.0,
        ripple=(16.0, 26.0),
        samples=64,
        bounces=4,
        alt="The lit panel at the end of a bus shelter shines on wet paving at nightfall; two people wait behind it.",
    )


def pavement(chance: random.Random) -> None:
    """Wet flagstones, none quite level with the next, and the kerb."""
    flag, nodes, shader = principled("flag")
    pool = nodes.ramp(nodes.noise(0.62, 5, 0.5, warp=0.4), 0.43, 0.53)
    chances = nodes.add("ObjectInfo").outputs["Random"]
    mottle = nodes.math(
        "ADD", nodes.math("MULTIPLY", chances, 0.5), nodes.math("MULTIPLY", nodes.noise(2.2, 8, 0.65), 0.5)
    )
    tone = nodes.mix(nodes.ramp(mottle, 0.25, 0.75), (0.060, 0.058, 0.054), (0.110, 0.105, 0.096))
    gum = nodes.add("TexVoronoi")
    gum.inputs["Scale"].default_value = 2.3
    nodes.put(gum.inputs["Vector"], nodes.place)
    spot = nodes.ramp(gum.outputs["Distance"], 0.040, 0.055, 0.5, 0.0)
    tone = nodes.mix(spot, tone, (0.035, 0.034, 0.033))
    # Sand and stone in the concrete: pale grains, dark pits
    grit = nodes.noise(110.0, 3, 0.75)
    tone = nodes.mix(nodes.ramp(grit, 0.56, 0.68, 0.0, 0.7), tone, (0.19, 0.18, 0.165))
    tone = nodes.mix(nodes.ramp(grit, 0.34, 0.44, 0.75, 0.0), tone, (0.024, 0.023, 0.022))
    nodes.put(shader.inputs["Base Color"], nodes.mix(pool, tone, (0.020, 0.019, 0.018)))
    film = nodes.ramp(nodes.noise(3.4, 6, 0.65), 0.36, 0.66, 0.22, 0.46)
    bare = nodes.math("SUBTRACT", 1.0, pool)
    nodes.put(shader.inputs["Roughness"], nodes.math("ADD", nodes.math("MULTIPLY", film, bare), 0.03))
    rough = nodes.math("ADD", nodes.noise(30.0, 5, 0.7), nodes.math("MULTIPLY", grit, 0.45))
    grain = nodes.math("MULTIPLY", rough, bare)
    nodes.put(shader.inputs["Normal"], nodes.bump(grain, 0.0042, 7))
    for column in range(11):
        for k in range(46):
            x = KERB - 0.30 - 0.30 - column * 0.604
            y = 0.2 + k * 0.754 + 0.37 * (column % 2)
            tilt = (chance.gauss(0, 0.08), chance.gauss(0, 0.08), 0)
            box((x, y, -0.05 + chance.gauss(0, 0.0012)), (0.600, 0.750, 0.10), flag, tilt, 0.006)
    mud = plain("mud", (0.015, 0.014, 0.012), 0.5)
    shapes.mesh(
        "under", [(-6, -1, -0.05), (KERB, -1, -0.05), (KERB, 190, -0.05), (-6, 190, -0.05)], [(0, 1, 2, 3)], mud
    )
    kerb = worn("kerb", (0.16, 0.155, 0.145), (0.10, 0.098, 0.092), 0.28, 3, 0.002)
    for x in (KERB - 0.14, FAR_KERB + 0.14):
        for k in range(60):
            box((x, k * 0.915, -0.06), (0.26, 0.908, 0.125), kerb, edge=0.018)
    leaf = [plain("fallen", tone, 0.45) for tone in ((0.16, 0.075, 0.015), (0.10, 0.040, 0.012), (0.13, 0.10, 0.02))]
    for _ in range(90):
        x, y = chance.uniform(-3.4, KERB - 0.1), chance.uniform(1.6, 9.5)
        size = chance.uniform(0.025, 0.055)
        ring = [
            (size * math.cos(a) * (1 + 0.5 * (k % 2)), size * math.sin(a) * 0.8, 0)
            for k in range(10)
            for a in [k * math.tau / 10]
        ]
        fallen = shapes.mesh("leaf", ring, [tuple(range(10))], chance.choice(leaf))
        fallen.location = (x, y, 0.006 + chance.uniform(0, 0.008))
        fallen.rotation_euler = (chance.gauss(0, 0.12), chance.gauss(0, 0.12), chance.uniform(0, 6.28))


def shelter(chance: random.Random) -> None:
    """Posts, a shallow vault of dark metal with a light beneath, panes with their dots, a perch, a timetable."""
    metal, steel = plain("metal", (0.022, 0.028, 0.032), 0.35, 0.6), plain("steel", (0.42, 0.43, 0.44), 0.28, 1.0)
    pane, _, shader = principled("pane", Base_Color=(0.9, 0.96, 0.95), Roughness=0.02, Transmission_Weight=1.0, IOR=1.0)
    shader.inputs["Alpha"].default_value = 0.20
    far = NEAR + LONG
    for k in range(4):
        y = NEAR + 0.15 + k * (LONG - 0.15) / 3
        box((BACK, y, 1.22), (0.08, 0.08, 2.44), metal, edge=0.014)
        box(((BACK + OPEN) / 2, y, 2.43), (OPEN - BACK, 0.06, 0.07), metal)
        if k == 3:
            continue
        middle, wide = y + (LONG - 0.15) / 6, (LONG - 0.15) / 3
        box((BACK, middle, 1.26), (0.012, wide - 0.1, 1.96), pane, edge=0)
        for z in (0.26, 2.26):
            box((BACK, middle, z), (0.04, wide - 0.08, 0.05), metal)
        for dot in range(8):
            box(
                (BACK + 0.009, middle - wide / 2 + 0.16 + dot * 0.15, 1.46), (0.002, 0.055, 0.055), steel, (45, 0, 0), 0
            )
    for x in (BACK, OPEN - 0.25):
        box((x, far, 1.22), (0.08, 0.08, 2.44), metal, edge=0.014)
    box(((BACK + OPEN - 0.25) / 2, far, 1.26), (OPEN - 0.35 - BACK, 0.012, 1.96), pane, edge=0)
    arch = [(BACK - 0.14, 2.47), (BACK + 0.25, 2.58), (BACK + 0.85, 2.63), (OPEN - 0.25, 2.58), (OPEN + 0.12, 2.47)]
    for (x, z), (following, up) in pairwise(arch):
        slope = -math.degrees(math.atan2(up - z, following - x))
        size = (math.dist((x, z), (following, up)) + 0.02, LONG + 0.5, 0.045)
        box(((x + following) / 2, NEAR + LONG / 2, (z + up) / 2), size, metal, (0, slope, 0), 0.008)
    box((OPEN + 0.13, NEAR + LONG / 2, 2.44), (0.06, LONG + 0.52, 0.15), metal, edge=0.015)
    box(((BACK + OPEN) / 2, NEAR - 0.24, 2.50), (OPEN - BACK + 0.2, 0.05, 0.12), metal, edge=0.012)
    x = (BACK + OPEN) / 2 + 0.1
    box((x, NEAR + LONG / 2 + 0.3, 2.53), (0.10, LONG - 1.2, 0.03), glow("tube", (0.88, 0.95, 1.0), 8), edge=0)
    stage.panel_light(
        (x, NEAR + LONG / 2 + 0.3, 2.50), (x, NEAR + LONG / 2 + 0.3, 0), (0.12, LONG - 1.2), 46, (0.86, 0.94, 1.0)
    )
    red = plain("perch", (0.20, 0.028, 0.020), 0.4)
    box((BACK + 0.34, NEAR + LONG / 2 + 0.3, 0.56), (0.27, LONG - 1.3, 0.04), red, (0, 9, 0), 0.014)
    for k in range(3):
        y = NEAR + 1.0 + k * 1.4
        tube([(BACK, y, 0.40), (BACK + 0.30, y, 0.52)], 0.022, steel)
    # The times, and the stop's own post by the kerb
    box((BACK + 0.05, far - 0.75, 1.55), (0.03, 0.44, 0.62), metal, edge=0.01)
    box((BACK + 0.07, far - 0.75, 1.55), (0.006, 0.38, 0.55), glow("times", (0.86, 0.90, 0.85), 0.35), edge=0)
    post = (KERB - 0.48, NEAR + 1.5)
    tube([(*post, 0), (*post, 3.0)], 0.040, metal, 4)
    sign = glow("plate", (0.95, 0.30, 0.10), 0.35)
    box((post[0] - 0.26, post[1], 2.72), (0.46, 0.05, 0.46), metal, edge=0.03)
    box((post[0] - 0.26, post[1] - 0.027, 2.72), (0.40, 0.01, 0.40), sign, edge=0.02)
    bus = plain("bus", (0.02, 0.02, 0.022), 0.5)
    box((post[0] - 0.26, post[1] - 0.036, 2.75), (0.24, 0.01, 0.16), bus, edge=0.012)
    for dx in (-0.07, 0.07):
        tube(
            [(post[0] - 0.26 + dx, post[1] - 0.036, 2.66), (post[0] - 0.26 + dx, post[1] - 0.045, 2.66)], 0.032, bus, 5
        )
    box((post[0], post[1] - 0.05, 1.45), (0.30, 0.04, 0.42), metal, edge=0.01)
    box((post[0], post[1] - 0.074, 1.45), (0.25, 0.01, 0.36), plain("paper", (0.55, 0.54, 0.50), 0.3), edge=0)


def panel() -> tuple[Any, Any]:
    """The six-sheet: 1.2 x 1.8 m, lit from behind, in a casing on two short legs."""
    metal = plain("casing", (0.026, 0.031, 0.034), 0.32, 0.7)
    root = shapes.anchor((-0.78, NEAR, 0))
    poster, white = hoarding.hung(
        root,
        1.2,
        1.8,
        0.34,
        metal,
        0.085,
        0.06,
        0.010,
        relief=stage.paper(1, 2, 31, 16, 0.35),
        bump=0.006,
        shine=0.5,
        lit=0.92,
        grime=0.05,
        tint=(1.0, 0.985, 0.95),
    )
    things = [
        box((0, 0.13, 1.30), (1.40, 0.20, 2.28), metal, edge=0.035),
        box((0, 0.06, 2.33), (1.42, 0.24, 0.20), metal, edge=0.035),
    ]
    things += [box((side * 0.52, 0.12, 0.10), (0.16, 0.14, 0.24), metal, edge=0.02) for side in (-1, 1)]
    shapes.under(root, things)
    return poster, white


def park(chance: random.Random) -> None:
    """To the left railings, grass and dark trees; lamps among them."""
    iron, stone = (
        plain("iron", (0.012, 0.013, 0.014), 0.4),
        worn("coping", (0.10, 0.095, 0.09), (0.06, 0.058, 0.055), 0.5),
    )
    side = -4.55
    for k in range(170):
        tube([(side, 1.0 + k * 0.15, 0), (side, 1.0 + k * 0.15, 1.32)], 0.011, iron, 1)
    for z in (0.24, 1.16):
        box((side, 14, z), (0.03, 27, 0.04), iron, edge=0)
    box((side, 14, 0.08), (0.3, 27, 0.20), stone)
    earth, lawn = (
        plain("earth", (0.02, 0.024, 0.012), 0.9),
        plants.leaf("lawn", (0.022, 0.036, 0.012), (0.045, 0.055, 0.02)),
    )
    shapes.mesh("park", [(-90, -4, 0), (side, -4, 0), (side, 160, 0), (-90, 160, 0)], [(0, 1, 2, 3)], earth)
    spots = [
        (
            (side - 0.2 - 6 * float(chance.random() ** 1.5), chance.uniform(3, 20), 0.0),
            chance.uniform(0, 6),
            chance.uniform(0.7, 1.4),
        )
        for _ in range(3600)
    ]
    ground.grow([plants.tuft(k, lawn, 40, 0.16, 0.15) for k in range(2)], spots)
    bark, leaves = (
        plain("bark", (0.03, 0.026, 0.022), 0.9),
        plants.leaf("leaves", (0.018, 0.028, 0.012), (0.055, 0.042, 0.014), 0.3),
    )
    trees = [plants.tree(k, bark, leaves, 10, 0.2, 46) for k in (2, 6)]
    for number in range(18):
        x, y = side - chance.uniform(2.0, 30), chance.uniform(13, 60)
        ground.cast(trees[number % 2].data, (x, y, 0), number, chance.uniform(0.8, 1.3))
    for number in range(6):  # and a row along the street
        ground.cast(trees[number % 2].data, (side - 1.8, 19 + number * 9.5, 0), number * 2.0, 0.85)
    for thing in trees:
        bpy.data.objects.remove(thing)
    lamp = glow("park lamp", (1.0, 0.62, 0.28), 34)
    for x, y in ((-6.4, 12.5), (-9.5, 21), (-7.5, 31), (-14.0, 27), (-21.0, 36), (-12, 44)):
        tube([(x, y, 0), (x, y, 3.7)], 0.05, iron, 2)
        tube([(x, y, 3.7), (x, y, 4.0)], 0.15, lamp, 5)


def road(chance: random.Random) -> None:
    """To the right wet tarmac, a bus that may be ours, houses with windows lit, lamps all the way down."""
    tar, _, _, _ = ground.tarmac("road", (0.020, 0.020, 0.022), (0.040, 0.039, 0.039), wet=0.45, tracks=False)
    shapes.mesh(
        "street",
        [(KERB - 0.1, -4, -0.11), (FAR_KERB + 0.1, -4, -0.11), (FAR_KERB + 0.1, 190, -0.11), (KERB - 0.1, 190, -0.11)],
        [(0, 1, 2, 3)],
        tar,
    )
    flags = worn("far flags", (0.075, 0.072, 0.068), (0.05, 0.048, 0.045), 0.25, 1.5)
    shapes.mesh("far", [(FAR_KERB, -4, 0), (40, -4, 0), (40, 190, 0), (FAR_KERB, 190, 0)], [(0, 1, 2, 3)], flags)
    yellow, white = (
        worn("yellow", (0.42, 0.28, 0.03), (0.22, 0.16, 0.03), 0.3, 3),
        worn("line", (0.40, 0.39, 0.37), (0.2, 0.19, 0.18), 0.3, 3),
    )
    for x in (KERB + 0.22, KERB + 0.42):
        box((x, 40, -0.108), (0.07, 90, 0.006), yellow, edge=0)
    for k in range(24):
        box(((KERB + FAR_KERB) / 2, 3 + k * 5.5, -0.108), (0.10, 3.0, 0.006), white, edge=0)
    wall = [
        worn("wall", (0.085, 0.052, 0.038), (0.055, 0.036, 0.028), 0.8, 1.0),
        worn("render", (0.12, 0.11, 0.095), (0.085, 0.078, 0.07), 0.8, 1.0),
        worn("stone", (0.075, 0.072, 0.066), (0.055, 0.052, 0.048), 0.8, 1.0),
    ]
    rooms = [
        glow("room", tone, strength)
        for tone, strength in (
            ((1.0, 0.60, 0.28), 2.4),
            ((1.0, 0.72, 0.45), 1.6),
            ((0.75, 0.86, 1.0), 1.2),
            ((1.0, 0.5, 0.2), 3.2),
        )
    ]
    dark, sill = plain("pane", (0.02, 0.022, 0.028), 0.06), plain("sill", (0.10, 0.095, 0.088), 0.7)
    y = 8.0
    front = FAR_KERB + 2.6
    while y < 120:
        wide, floors = chance.uniform(6.5, 11), chance.choice((2, 3, 3, 4))
        high = 3.6 + 3.0 * (floors - 1)
        box((front + 5, y + wide / 2, high / 2), (10, wide, high), chance.choice(wall), edge=0.03)
        box((front - 0.12, y + wide / 2, high - 0.1), (0.4, wide + 0.1, 0.28), sill, edge=0.02)
        if chance.random() < 0.6:
            box((front - 0.02, y + wide / 2, 1.7), (0.12, wide - 1.2, 2.3), chance.choice(rooms[:3]), edge=0)
            box(
                (front - 0.1, y + wide / 2, 3.15),
                (0.3, wide - 0.6, 0.5),
                plain("fascia", chance.choice([(0.10, 0.015, 0.012), (0.012, 0.05, 0.035), (0.015, 0.02, 0.06)]), 0.4),
                edge=0.02,
            )
            for k in range(3):
                box((front - 0.1, y + wide * (0.3 + 0.2 * k), 1.7), (0.06, 0.10, 2.4), dark, edge=0)
        bays = max(2, int(wide / 2.4))
        for floor in range(1, floors):
            for k in range(bays):
                z, at = 2.3 + 3.0 * floor, y + (k + 0.5) * wide / bays
                box(
                    (front, at, z), (0.08, 1.05, 1.55), chance.choice(rooms) if chance.random() < 0.34 else dark, edge=0
                )
                box((front - 0.06, at, z - 0.85), (0.22, 1.3, 0.12), sill, edge=0.01)
                box((front - 0.04, at, z), (0.05, 0.06, 1.5), sill, edge=0)
        y += wide + 0.05
    # Street lamps, which shrink away; headlamps and tail lamps between them
    iron, lamps = plain("lamp iron", (0.02, 0.022, 0.024), 0.4), glow("street lamp", (1.0, 0.62, 0.30), 42)
    for k in range(9):
        y = 12 + k * 15.0
        for x, way in ((FAR_KERB + 0.7, -1), (KERB - 0.55, 1)):
            if way > 0 and k == 0:
                continue
            at = y + (7 if way > 0 else 0)
            tube([(x, at, 0), (x, at, 6.2), (x + 0.3 * way, at, 6.8), (x + 1.3 * way, at, 7.0)], 0.055, iron, 2, 0.7)
            box((x + 1.4 * way, at, 6.98), (0.7, 0.3, 0.10), lamps, edge=0)
            if k < 3:
                stage.lamp((x + 1.4 * way, at, 6.85), (x + 2.2 * way, at, 0), 520, (1.0, 0.62, 0.30), 0.2, 140)
    bus = shapes.anchor((KERB + 2.0, 24.0, -0.1))
    skin, glass = plain("livery", (0.02, 0.085, 0.075), 0.25), plain("glass", (0.012, 0.015, 0.018), 0.05)
    cabin, beam, blind = (
        glow("cabin", (1.0, 0.90, 0.70), 1.5),
        glow("beam", (1.0, 0.95, 0.85), 150),
        glow("blind", (1.0, 0.55, 0.10), 5),
    )
    things = [
        box((0, 5.2, 1.95), (2.45, 10.4, 3.5), skin, edge=0.14),
        box((0, -0.01, 1.95), (2.2, 0.06, 1.35), cabin, edge=0.05),
        box((0, -0.03, 1.55), (2.1, 0.06, 0.25), glass, edge=0.05),
        box((-0.62, -0.05, 1.95), (0.07, 0.05, 1.3), glass, edge=0),
        box((0, -0.05, 3.05), (1.9, 0.06, 0.42), glass, edge=0.03),
        box((0.05, -0.09, 3.05), (1.2, 0.03, 0.16), blind, edge=0),
        box((0, -0.02, 0.62), (2.3, 0.10, 0.30), glass, edge=0.03),
    ]
    for side in (-1, 1):
        things += [tube([(side * 0.88, -0.05, 0.82), (side * 0.88, -0.10, 0.82)], 0.12, beam, 6)]
        things += [box((side * 1.42, -0.15, 2.2), (0.16, 0.10, 0.42), glass, edge=0.03)]
        things += [box((side * 1.24, 5.2, 2.25), (0.03, 9.4, 0.95), cabin, edge=0)]
    shapes.under(bus, things)
    stage.lamp((KERB + 2.0, 23.7, 0.8), (KERB + 2.0, 10, -0.6), 900, (1.0, 0.95, 0.85), 0.2, 60)
    head, tail = glow("head", (1.0, 0.94, 0.82), 60), glow("tail", (1.0, 0.05, 0.03), 26)
    for k in range(5):
        y, lane = 46 + k * 13 + chance.uniform(-3, 3), KERB + 1.9
        for half in (-0.6, 0.6):
            tube([(lane + half, y, 0.6), (lane + half, y - 0.05, 0.6)], 0.10, head, 5)
        y, lane = 20 + k * 15 + chance.uniform(-3, 3), FAR_KERB - 1.9
        box((lane, y + 2.0, 0.55), (1.7, 4.0, 0.9), glass, edge=0.2)
        box((lane, y + 2.1, 1.1), (1.45, 2.2, 0.6), glass, edge=0.25)
        for half in (-0.66, 0.66):
            box((lane + half, y - 0.02, 0.75), (0.26, 0.06, 0.13), tail, edge=0)
