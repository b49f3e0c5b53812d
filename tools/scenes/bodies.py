"""People who stand and wait, close enough for their shape to matter: round pieces, grown together by voxels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import bpy
import shapes
from mathutils import Vector
from nodes import RGB, plain

Ring = tuple[float, float, float, float, float]  # the middle (x, y, z), and half the width and depth
SIDES = 20


class Flesh:
    """Closed pieces of one stuff, which become one skin."""

    def __init__(self) -> None:
        self.points: list[tuple[float, float, float]] = []
        self.faces: list[tuple[int, ...]] = []

    def loft(self, rings: Sequence[Ring]) -> None:
        """A closed body through level ellipses, from its top to its foot or the other way about."""
        first = len(self.points)
        for x, y, z, wide, deep in rings:
            for k in range(SIDES):
                angle = math.tau * k / SIDES
                self.points.append((x + math.cos(angle) * wide, y + math.sin(angle) * deep, z))
        self._close(first, len(rings))

    def ball(self, place: Sequence[float], radii: Sequence[float], lean: float = 0.0) -> None:
        """An ellipsoid, nodding forwards by so many degrees."""
        first, rows = len(self.points), 12
        cos, sin = math.cos(math.radians(lean)), math.sin(math.radians(lean))
        for row in range(1, rows):
            up = math.pi * row / rows
            for k in range(SIDES):
                angle = math.tau * k / SIDES
                x, y = radii[0] * math.sin(up) * math.cos(angle), radii[1] * math.sin(up) * math.sin(angle)
                z = radii[2] * math.cos(up)
                self.points.append((place[0] + x, place[1] + y * cos - z * sin, place[2] + y * sin + z * cos))
        self._close(first, rows - 1)

    def limb(self, joints: Sequence[tuple[Sequence[float], float]], flat: float = 1.0) -> None:
        """A round limb through joints (place, radius), its ends rounded off."""
        for (start, thick), (end, thin) in pairwise(joints):
            a, b = Vector(start), Vector(end)
            along = (b - a).normalized()
            side = along.cross(Vector((0, 1, 0)) if abs(along.y) < 0.8 else Vector((1, 0, 0))).normalized()
            other = along.cross(side)
            first, rows = len(self.points), 0
            for step in range(1, 5):  # a half ball, the run between, a half ball
                up = math.pi / 2 * step / 4
                self._ring(a - along * thick * math.cos(up), side, other, thick * math.sin(up), flat)
                rows += 1
            for step in range(4, 0, -1):
                up = math.pi / 2 * step / 4
                self._ring(b + along * thin * math.cos(up), side, other, thin * math.sin(up), flat)
                rows += 1
            self._close(first, rows)

    def _ring(self, middle: Vector, side: Vector, other: Vector, radius: float, flat: float) -> None:
        for k in range(SIDES):
            angle = math.tau * k / SIDES
            self.points.append(
                tuple(middle + side * radius * math.cos(angle) + other * radius * flat * math.sin(angle))
            )

    def _close(self, first: int, rows: int) -> None:
        for row in range(rows - 1):
            for k in range(SIDES):
                a, b = first + row * SIDES + k, first + row * SIDES + (k + 1) % SIDES
                self.faces.append((a, b, b + SIDES, a + SIDES))
        self.faces.append(tuple(first + k for k in reversed(range(SIDES))))
        self.faces.append(tuple(first + (rows - 1) * SIDES + k for k in range(SIDES)))

    def grown(self, material: Any, voxel: float = 0.009, crumple: float = 0.0) -> Any:
        """One skin over all of it; `crumple` is how deep (m) its folds go."""
        thing = shapes.mesh("flesh", self.points, self.faces, material, smooth=True)
        remesh = thing.modifiers.new("skin", "REMESH")
        remesh.mode, remesh.voxel_size, remesh.use_smooth_shade = "VOXEL", voxel, True
        smooth = thing.modifiers.new("smooth", "SMOOTH")
        smooth.factor, smooth.iterations = 0.5, 6
        if crumple:
            texture = bpy.data.textures.new("folds", "CLOUDS")
            texture.noise_scale, texture.noise_depth = 0.11, 2
            folds = thing.modifiers.new("folds", "DISPLACE")
            folds.texture, folds.strength, folds.mid_level = texture, crumple, 0.5
        return thing


def waiting(
    coat: RGB,
    legs: RGB,
    hat: RGB | None = None,
    *,
    long: bool = False,
    phone: bool = False,
    rucksack: RGB | None = None,
    bobble: bool = False,
    scarf: RGB | None = None,
    shift: float = 0.03,
    hair: RGB = (0.012, 0.009, 0.007),
    skin: RGB = (0.05, 0.03, 0.022),
) -> Any:
    """Somebody 1.78 m tall facing -y at the origin, their weight `shift` metres to one side; `long` is the coat, with
    `phone` one hand is up and the head bowed over it."""
    cloth = {"Specular_IOR_Level": 0.08}
    parent = shapes.anchor((0, 0, 0))
    bow = 16.0 if phone else 2.0
    ahead = -0.035 if phone else 0.0

    # Head: skull, jaw, nose, ears, neck; hair or a hat over it
    head = Flesh()
    head.ball((shift * 0.4, ahead - 0.012, 1.662), (0.073, 0.092, 0.112), bow)
    head.ball((shift * 0.4, ahead - 0.038, 1.605), (0.054, 0.062, 0.060), bow)
    head.ball((shift * 0.4, ahead - 0.108, 1.645), (0.013, 0.022, 0.022))
    for side in (-1, 1):
        head.ball((shift * 0.4 + side * 0.075, ahead + 0.006, 1.648), (0.012, 0.024, 0.031))
    head.limb([((shift * 0.4, ahead * 0.7 + 0.012, 1.60), 0.052), ((shift * 0.3, 0.022, 1.46), 0.060)])
    shapes.under(parent, [head.grown(plain("skin", skin, 0.6), 0.006)])
    top = Flesh()
    if hat:
        top.ball((shift * 0.4, ahead + 0.006, 1.712), (0.087, 0.106, 0.090), bow)
        top.limb(
            [
                ((shift * 0.4 + 0.083 * math.cos(a), ahead + 0.002 + 0.102 * math.sin(a), 1.683), 0.014)
                for a in (k * math.tau / 14 for k in range(15))
            ]
        )
        if bobble:
            top.ball((shift * 0.4, ahead + 0.02, 1.822), (0.038, 0.038, 0.036))
    else:
        top.ball((shift * 0.4, ahead + 0.012, 1.688), (0.084, 0.100, 0.104), bow)
        top.ball((shift * 0.4, ahead + 0.050, 1.615), (0.072, 0.055, 0.075), bow)
        top.ball((shift * 0.4, ahead + 0.095, 1.720), (0.042, 0.040, 0.042))
    shapes.under(parent, [top.grown(plain("top", hat or hair, 0.95, **cloth), 0.007, 0.010)])
    if scarf:
        wrap = Flesh()
        for level, wide in ((1.515, 0.088), (1.475, 0.105)):
            wrap.limb(
                [
                    ((shift * 0.35 + wide * math.cos(a), 0.012 + wide * 0.92 * math.sin(a), level), 0.034)
                    for a in (k * math.tau / 12 for k in range(13))
                ]
            )
        wrap.limb([((0.05, 0.10, 1.47), 0.035), ((0.07, 0.15, 1.30), 0.042), ((0.08, 0.15, 1.10), 0.044)], 0.5)
        shapes.under(parent, [wrap.grown(plain("scarf", scarf, 0.95, **cloth), 0.008, 0.012)])

    # Coat: shoulders that slope, a back that is not a tube, sleeves; its hem hangs free of the legs
    body = Flesh()
    hem = 0.52 if long else 0.80
    rings = [
        (shift * 0.35, 0.015, 1.500, 0.072, 0.070),
        (shift * 0.35, 0.015, 1.468, 0.118, 0.086),
        (shift * 0.35, 0.015, 1.430, 0.180, 0.108),
        (shift * 0.4, 0.010, 1.370, 0.206, 0.126),
        (shift * 0.5, 0.008, 1.270, 0.196, 0.132),
        (shift * 0.7, 0.004, 1.130, 0.176, 0.124),
        (shift * 0.9, 0.002, 1.000, 0.184, 0.134),
        (shift, 0.006, 0.880, 0.197, 0.142),
    ]
    if long:
        rings += [(shift, 0.010, 0.72, 0.208, 0.152), (shift * 0.9, 0.014, 0.58, 0.220, 0.166)]
    rings.append((shift * 0.9, 0.014, hem, rings[-1][3] + 0.006, rings[-1][4] + 0.005))
    body.loft(rings)
    body.limb(
        [
            ((shift * 0.35 + 0.078 * math.cos(a), 0.018 + 0.072 * math.sin(a), 1.515), 0.026)
            for a in (k * math.tau / 12 for k in range(13))
        ]
    )
    for side in (-1, 1):
        raised = phone and side < 0
        shoulder = (shift * 0.4 + side * 0.182, 0.018, 1.405)
        elbow = (shift * 0.4 + side * 0.244, 0.055, 1.135)
        wrist = (shift * 0.5 + side * 0.212, -0.075, 0.925)
        if raised:
            elbow, wrist = (shift * 0.4 + side * 0.240, -0.02, 1.135), (shift * 0.4 + side * 0.105, -0.230, 1.250)
        body.limb([(shoulder, 0.066), (elbow, 0.056), (wrist, 0.047)])
        hand = Flesh()
        if raised:
            hand.ball((wrist[0] + 0.02, wrist[1] - 0.055, wrist[2] + 0.035), (0.034, 0.032, 0.045))
            slab = plain("phone", (0.01, 0.01, 0.012), 0.2)
            there = (wrist[0] + 0.03, wrist[1] - 0.085, wrist[2] + 0.075)
            shapes.under(parent, [shapes.box(there, (0.072, 0.010, 0.148), slab, (-38, 0, 0), 0.004)])
        else:
            hand.ball((wrist[0] - side * 0.004, wrist[1] - 0.018, wrist[2] - 0.075), (0.026, 0.042, 0.068))
        shapes.under(parent, [hand.grown(plain("hand", skin, 0.6), 0.006)])
    shapes.under(parent, [body.grown(plain("coat", coat, 0.95, **cloth), 0.009, 0.022)])

    # Legs: one carries the weight, the other rests
    lower = Flesh()
    for side in (-1, 1):
        rest = side * shift < 0
        out = side * 0.092 + shift * 0.9
        foot = side * 0.105 + (side * 0.02 if rest else shift * 0.4)
        knee = (side * 0.098 + shift * 0.6, -0.045 if rest else -0.008, 0.50)
        lower.limb([((out, 0.004, 0.90), 0.088), (knee, 0.074), ((foot, 0.028, 0.105), 0.062)])
    shapes.under(parent, [lower.grown(plain("legs", legs, 0.95, **cloth), 0.009, 0.020)])
    shoes = Flesh()
    for side in (-1, 1):
        rest = side * shift < 0
        foot = side * 0.105 + (side * 0.02 if rest else shift * 0.4)
        toe = side * (0.05 if rest else 0.025)
        shoes.limb([((foot, 0.055, 0.048), 0.044), ((foot + toe * 0.6, -0.07, 0.043), 0.047)], 1.0)
        shoes.limb([((foot + toe * 0.6, -0.07, 0.040), 0.045), ((foot + toe, -0.165, 0.032), 0.036)], 1.0)
    shapes.under(parent, [shoes.grown(plain("shoes", (0.010, 0.009, 0.008), 0.5), 0.007)])
    if rucksack:
        bag = plain("rucksack", rucksack, 0.8, **cloth)
        shapes.under(
            parent,
            [
                shapes.box((shift * 0.5, 0.225, 1.195), (0.30, 0.17, 0.46), bag, (3, 0, 0), 0.07),
                shapes.box((shift * 0.5, 0.325, 1.09), (0.23, 0.06, 0.21), bag, (3, 0, 0), 0.028),
                shapes.box((shift * 0.5, 0.20, 1.435), (0.10, 0.02, 0.03), bag, (0, 0, 0), 0.008),
            ],
        )
        for side in (-1, 1):
            x = shift * 0.4 + side * 0.125
            strap = [(x, 0.16, 1.42), (x, 0.06, 1.485), (x, -0.07, 1.455), (x + side * 0.01, -0.135, 1.36)]
            shapes.under(parent, [shapes.tube(strap, 0.020, bag, 3)])
    return parent
