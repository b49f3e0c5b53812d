"""Grass, hedges and trees: every leaf is a leaf, for a picture of one smears at grazing angles."""

from __future__ import annotations

import math
import random
from typing import Any

import shapes
from mathutils import Euler, Vector
from nodes import RGB, principled


def leaf(name: str, colour: RGB, other: RGB, through: float = 0.45) -> Any:
    """A leaf's surface: light comes through it too, and no two plants have quite the same green."""
    material, nodes, shader = principled(name, Roughness=0.55)
    shader.inputs["Specular IOR Level"].default_value = 0.25
    chance = nodes.add("ObjectInfo").outputs["Random"]
    patch = nodes.noise(0.35, 3)
    tone = nodes.math("ADD", nodes.math("MULTIPLY", chance, 0.45), nodes.math("MULTIPLY", patch, 0.6))
    tint = nodes.mix(nodes.ramp(tone, 0.2, 0.85), colour, other)
    nodes.put(shader.inputs["Base Color"], tint)
    translucent, mixed = nodes.add("BsdfTranslucent"), nodes.add("MixShader")
    nodes.put(translucent.inputs["Color"], tint)
    nodes.put(mixed.inputs[0], through)
    nodes.put(mixed.inputs[1], shader.outputs[0])
    nodes.put(mixed.inputs[2], translucent.outputs[0])
    nodes.put(nodes.tree.nodes["Material Output"].inputs["Surface"], mixed.outputs[0])
    return material


def tuft(seed: int, material: Any, blades: int = 50, tall: float = 0.35, spread: float = 0.16) -> Any:
    """A clump of grass whose blades bend outwards."""
    chance = random.Random(seed)
    points: list[Vector] = []
    faces: list[tuple[int, ...]] = []
    for _ in range(blades):
        turn, out = chance.uniform(0, math.tau), abs(chance.gauss(0, spread))
        foot = Vector((math.cos(turn) * out, math.sin(turn) * out, -0.03))
        way = Vector((math.cos(turn + chance.gauss(0, 0.7)), math.sin(turn + chance.gauss(0, 0.7)), 0))
        side = Vector((-way.y, way.x, 0)) * chance.uniform(0.002, 0.0042)
        height, bend = tall * chance.uniform(0.4, 1.1), chance.uniform(0.1, 0.75)
        first = len(points)
        for step in range(4):
            up = step / 3
            middle = foot + Vector((0, 0, height * up * (1 - 0.25 * bend * up))) + way * (height * bend * up * up)
            width = side * (1 - up**1.6 * 0.97)
            points += [middle - width, middle + width]
        faces += [(first + 2 * k, first + 2 * k + 1, first + 2 * k + 3, first + 2 * k + 2) for k in range(3)]
    return shapes.mesh("tuft", points, faces, material)


def _leaves(
    chance: random.Random,
    centre: Vector,
    radius: float,
    count: int,
    size: float,
    points: list[Vector],
    faces: list[tuple[int, ...]],
) -> None:
    for _ in range(count):
        way = Vector((chance.gauss(0, 1), chance.gauss(0, 1), chance.gauss(0, 0.8))).normalized()
        place = centre + way * radius * chance.uniform(0.25, 1) ** 0.6
        turn = Euler((chance.uniform(-0.9, 0.9), chance.uniform(-0.9, 0.9), chance.uniform(0, math.tau)))
        long, wide = size * chance.uniform(0.6, 1.3), size * chance.uniform(0.25, 0.5)
        first = len(points)
        for corner in ((0, 0, 0), (wide, long * 0.45, 0.1 * long), (0, long, 0), (-wide, long * 0.45, 0.1 * long)):
            offset = Vector(corner)
            offset.rotate(turn)
            points.append(place + offset)
        faces.append((first, first + 1, first + 2, first + 3))


def bush(
    seed: int, material: Any, size: tuple[float, float, float], leaves: int = 6000, leaf_size: float = 0.07
) -> Any:
    """A cloud of leaves within a lumpy box `size` metres, standing on the ground."""
    chance = random.Random(seed)
    points: list[Vector] = []
    faces: list[tuple[int, ...]] = []
    lumps = 26
    for _ in range(lumps):
        x, y = chance.uniform(-0.5, 0.5) * size[0], chance.uniform(-0.5, 0.5) * size[1]
        z = chance.uniform(0.12, 0.85) * size[2]
        radius = min(size) * chance.uniform(0.25, 0.42)
        _leaves(chance, Vector((x, y, z)), radius, leaves // lumps, leaf_size, points, faces)
    return shapes.mesh("bush", points, faces, material)


def tree(
    seed: int,
    bark: Any,
    material: Any | None,
    height: float = 9.0,
    leaf_size: float = 0.16,
    per_twig: int = 26,
    forks: int = 5,
) -> Any:
    """A broad-leaved tree; without a leaf material it is bare."""
    chance = random.Random(seed)
    wood: list[Vector] = []
    wood_faces: list[tuple[int, ...]] = []
    points: list[Vector] = []
    faces: list[tuple[int, ...]] = []

    def limb(start: Vector, way: Vector, length: float, radius: float, level: int) -> None:
        sides, steps = (7 if level > 2 else 4), 4
        ring: list[int] = []
        place, turned = start.copy(), way.copy()
        for step in range(steps + 1):
            across = turned.orthogonal().normalized()
            other = turned.cross(across).normalized()
            thick = radius * (1 - 0.42 * step / steps)
            now = []
            for k in range(sides):
                angle = math.tau * k / sides
                now.append(len(wood))
                wood.append(place + (across * math.cos(angle) + other * math.sin(angle)) * thick)
            if ring:
                wood_faces.extend((ring[k], ring[(k + 1) % sides], now[(k + 1) % sides], now[k]) for k in range(sides))
            ring = now
            if step < steps:
                turned = (
                    turned + Vector((chance.gauss(0, 0.13), chance.gauss(0, 0.13), chance.gauss(0.04, 0.08)))
                ).normalized()
                place = place + turned * (length / steps)
        if level == 0:
            if material:
                _leaves(chance, place, length * 0.75, per_twig, leaf_size, points, faces)
            return
        if level == 1 and material:
            _leaves(chance, place, length * 0.6, per_twig // 2, leaf_size, points, faces)
        for _ in range(3 if level < forks - 1 else 4):
            away = Vector((chance.gauss(0, 1), chance.gauss(0, 1), chance.gauss(0.15, 0.45))).normalized()
            child = (turned * 0.75 + away * 0.8).normalized()
            limb(
                place - turned * chance.uniform(0, length * 0.3),
                child,
                length * chance.uniform(0.62, 0.82),
                radius * 0.55,
                level - 1,
            )

    limb(Vector((0, 0, -0.1)), Vector((0, 0, 1)), height * 0.27, height * 0.024, forks)
    first = len(wood)
    whole = shapes.mesh(
        "tree", wood + points, wood_faces + [tuple(first + corner for corner in face) for face in faces], bark
    )
    if material:
        whole.data.materials.append(material)
        count = len(wood_faces)
        whole.data.polygons.foreach_set("material_index", [0] * count + [1] * len(faces))
        whole.data.polygons.foreach_set("use_smooth", [True] * count + [False] * len(faces))
    return whole
