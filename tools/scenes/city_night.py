"""A street corner in the rain, long after closing time; the hoarding is lit."""

from __future__ import annotations

import random

import ground
import hoarding
import people
import shapes
import stage
from buildings import WARM, facade, signal, street_lamp
from nodes import glow, plain, worn
from shapes import box, tube


def build() -> stage.Stage:
    chance = random.Random(4)
    stage.camera((-1.2, 0.0, 1.45), (-0.4, 30.0, 1.45), 27, rise=-0.022)
    stage.sky(
        (0.050, 0.034, 0.026), (0.006, 0.009, 0.018), 0.55, (0.035, 0.026, 0.022), (0.012, 0.012, 0.016), cover=0.6
    )
    brick = worn("brick", (0.075, 0.042, 0.032), (0.13, 0.085, 0.066), 0.8, 1.2, 0.004, streak=0.3)
    render = worn("render", (0.16, 0.15, 0.135), (0.24, 0.225, 0.20), 0.8, 0.9, 0.003, streak=0.2)
    dusky = worn("dusky", (0.05, 0.055, 0.065), (0.10, 0.10, 0.11), 0.8, 1.0, 0.003, streak=0.25)
    kit: dict[str, object] = {
        "stone": worn("stone", (0.20, 0.185, 0.165), (0.10, 0.09, 0.08), 0.7, 2.0, 0.002, streak=0.3),
        "fascia": plain("fascia", (0.02, 0.035, 0.035), 0.3),
        "shutter": worn("shutter", (0.13, 0.135, 0.14), (0.08, 0.08, 0.085), 0.4, 2, 0, 0.7),
        "pane": plain("pane", (0.012, 0.014, 0.018), 0.06),
        "dark": plain("dark", (0.018, 0.018, 0.02), 0.4),
        "blind": plain("blind", (0.4, 0.34, 0.26), 0.8),
        "red": glow("red", (1.0, 0.04, 0.015), 22),
        "green": glow("green", (0.03, 1.0, 0.42), 14),
        "off": plain("off", (0.02, 0.02, 0.02), 0.2),
        "paint": plain("paint", (0.5, 0.36, 0.03), 0.5),
    }
    iron, bulb = kit["dark"], glow("bulb", WARM, 45)
    # The ground: wet tarmac, kerbs, a crossing
    road, nodes, shader, colour = ground.tarmac(
        "road", (0.016, 0.016, 0.018), (0.034, 0.033, 0.033), wet=0.40, tracks=False
    )
    x, y, _ = nodes.split(nodes.place)
    worn_ = nodes.ramp(nodes.noise(9.0, 7, 0.7), 0.40, 0.52)
    bars = nodes.math("LESS_THAN", nodes.math("FLOORED_MODULO", nodes.math("ADD", x, 0.1), 1.25), 0.55)
    bars = nodes.math(
        "MULTIPLY", bars, nodes.math("MULTIPLY", nodes.math("GREATER_THAN", y, 15.6), nodes.math("LESS_THAN", y, 18.4))
    )
    bars = nodes.math("MULTIPLY", bars, nodes.math("MULTIPLY", worn_, 0.8))
    nodes.put(shader.inputs["Base Color"], nodes.mix(bars, colour, (0.5, 0.49, 0.46)))
    shapes.mesh("street", [(-60, -4, 0), (60, -4, 0), (60, 140, 0), (-60, 140, 0)], [(0, 1, 2, 3)], road)
    paving = worn("paving", (0.07, 0.068, 0.066), (0.11, 0.105, 0.10), 0.30, 1.3, 0.003)
    kerb = worn("kerb", (0.16, 0.155, 0.15), (0.09, 0.09, 0.09), 0.35, 3, 0.003)
    # The corner house carries the board; streets run off to its left and right
    box((9.0, 42.0, 0.06), (31.0, 40.0, 0.13), paving, edge=0.02)
    box((9.0, 21.95, 0.065), (31.2, 0.16, 0.15), kerb, edge=0.03)
    box((-6.55, 42.0, 0.065), (0.16, 40, 0.15), kerb, edge=0.03)
    facade(chance, -4.2, 25.0, 0, 16.0, 3, brick, kit, (1.0, 0.62, 0.30), 0.30, blank=(4.0, 11.0))
    facade(chance, -4.2, 60.0, -90, 35.0, 3, brick, kit, (0.7, 0.85, 1.0), 0.35)
    facade(chance, 11.9, 25.4, 0, 13.0, 4, render, kit, (0.45, 0.85, 1.0), 0.32)
    # Over the side street on the left
    box((-28.0, 40.0, 0.06), (26.0, 90.0, 0.13), paving, edge=0.02)
    box((-14.95, 40.0, 0.065), (0.16, 90, 0.15), kerb, edge=0.03)
    for k, (length, floors, wall, tone) in enumerate(
        (
            (14.0, 3, render, (1.0, 0.45, 0.5)),
            (12.0, 4, dusky, (1.0, 0.66, 0.35)),
            (15.0, 3, brick, (0.55, 0.9, 0.85)),
            (14.0, 5, dusky, (1.0, 0.7, 0.4)),
        )
    ):
        facade(chance, -17.6, 7.0 + 14.2 * k, 90, length, floors, wall, kit, tone, 0.36)
    facade(chance, -30, 100.0, 0, 44.0, 6, dusky, kit, (1.0, 0.6, 0.3), 0.5)
    for k in range(6):
        street_lamp(-15.6, 13 + 15 * k, 0, iron, bulb, 420 if k < 4 else 160)
        if k > 1:
            street_lamp(-6.0, 13 + 15 * k, 180, iron, bulb, 420 if k < 4 else 160)
    street_lamp(12.6, 21.2, -90, iron, bulb, 520)
    signal(-5.4, 21.0, -8, kit, red=True)
    signal(10.6, 20.8, 4, kit, red=False)
    for k in range(9):
        tube([(-3.4 + 1.75 * k, 22.35, 0.1), (-3.4 + 1.75 * k, 22.35, 1.05)], 0.065, iron, 4, 0.85)
    # The board, over the shops
    steel = plain("steel", (0.055, 0.057, 0.06), 0.45, 0.6)
    root = shapes.anchor((3.8, 24.55, 0), 0)
    poster, white = hoarding.hung(root, 10.8, 5.4, 3.95, steel, 0.2, 0.12, relief=stage.paper(6, 2, 8), bump=0.04)
    hoarding.catwalk(root, 10.8, 3.62, steel)
    head = glow("head", (1.0, 0.93, 0.80), 30)
    for k in range(5):
        at = -4.4 + 2.2 * k
        hoarding.floodlight(root, at, 9.75, 1.7, steel, -0.12, head)
        stage.lamp((3.8 + at, 24.55 - 1.66, 9.5), (3.8 + at, 24.55, 6.2), 760, (1.0, 0.90, 0.74), 0.16, 125)
    # People going home
    coat = plain("coat", (0.010, 0.010, 0.012), 0.7)
    cloth = plain("umbrella", (0.014, 0.013, 0.016), 0.35)
    for place, heading, stride, brolly in (
        ((-4.4, 13.6), 62, 0.34, True),
        ((2.1, 19.6), -85, 0.26, False),
        ((2.9, 19.9), -80, 0.2, True),
        ((8.9, 23.4), 95, 0.3, True),
        ((-10.8, 31.0), 180, 0.2, False),
    ):
        people.walker(place, heading, coat, stride, cloth if brolly else None, chance)
    return stage.Stage(
        slug="city-night",
        title="City corner, wet night",
        poster=poster,
        white=white,
        exposure=1.1,
        contrast=1.25,
        saturation=1.15,
        bloom=0.10,
        rain=1.0,
        mirror=0.0,
        ripple=(26.0, 30.0),
        samples=64,
        alt="A lit hoarding above the shops on a rainy night shines in the wet road; people pass under umbrellas.",
        haze=((0.035, 0.027, 0.022), 25, 90),
    )
