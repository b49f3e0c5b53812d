"""People, as seen against the light: a skeleton with flesh on it, a coat, perhaps an umbrella."""

from __future__ import annotations

import math
import random
from typing import Any

import bpy
import shapes
from mathutils import Vector

# Joint: place in metres (x to the figure's left, y backwards, z up) and half its thickness across and along.
BODY = {
    "hip": ((0.0, 0.0, 0.95), (0.165, 0.115)),
    "waist": ((0.0, 0.0, 1.12), (0.145, 0.105)),
    "chest": ((0.0, 0.0, 1.34), (0.18, 0.12)),
    "collar": ((0.0, 0.0, 1.48), (0.10, 0.08)),
    "neck": ((0.0, -0.01, 1.555), (0.052, 0.055)),
    "chin": ((0.0, -0.03, 1.63), (0.070, 0.085)),
    "head": ((0.0, -0.02, 1.715), (0.085, 0.105)),
    "crown": ((0.0, -0.01, 1.79), (0.055, 0.07)),
}
BONES = [
    ("hip", "waist"),
    ("waist", "chest"),
    ("chest", "collar"),
    ("collar", "neck"),
    ("neck", "chin"),
    ("chin", "head"),
    ("head", "crown"),
]


def figure(
    material: Any,
    stride: float = 0.0,
    arms: tuple[float, float] = (0.0, 0.0),
    coat: bool = True,
    raised: bool = False,
    seated: bool = False,
    wears: str = "",
) -> Any:
    """One person facing -y at the origin, the left foot `stride` ahead; arms swing by so many metres, or the right
    hand is `raised`; `wears` is "bowler" or "rucksack"."""
    joints = dict(BODY)
    bones = list(BONES)
    for side, name in ((1, "left"), (-1, "right")):
        ahead = -side * stride
        if seated:
            joints |= {
                f"{name} thigh": ((side * 0.10, -0.02, 0.90), (0.105, 0.105)),
                f"{name} knee": ((side * 0.12, -0.46, 0.94), (0.075, 0.08)),
                f"{name} ankle": ((side * 0.12, -0.44, 0.52), (0.05, 0.055)),
                f"{name} toe": ((side * 0.13, -0.60, 0.49), (0.045, 0.035)),
            }
        else:
            lift = 0.10 if ahead > 0.1 else 0.0
            joints |= {
                f"{name} thigh": ((side * 0.095, 0.0, 0.88), (0.10, 0.105)),
                f"{name} knee": ((side * 0.10, ahead * 0.42 - 0.05, 0.50), (0.066, 0.075)),
                f"{name} ankle": ((side * 0.105, ahead, 0.09 + lift), (0.042, 0.05)),
                f"{name} toe": ((side * 0.115, ahead - 0.15, 0.045 + lift * 0.6), (0.045, 0.032)),
            }
        bones += [
            ("hip", f"{name} thigh"),
            (f"{name} thigh", f"{name} knee"),
            (f"{name} knee", f"{name} ankle"),
            (f"{name} ankle", f"{name} toe"),
        ]
        swing = arms[0 if side > 0 else 1]
        up = raised and side < 0
        elbow = (side * 0.268, -0.01 + swing * 0.45, 1.15) if not up else (side * 0.25, -0.10, 1.18)
        hand = (side * 0.255, -0.09 + swing, 0.90) if not up else (side * 0.14, -0.27, 1.36)
        joints |= {
            f"{name} shoulder": ((side * 0.190, 0.0, 1.42), (0.078, 0.080)),
            f"{name} elbow": (elbow, (0.062, 0.066)),
            f"{name} hand": (hand, (0.046, 0.052)),
        }
        bones += [
            ("collar", f"{name} shoulder"),
            (f"{name} shoulder", f"{name} elbow"),
            (f"{name} elbow", f"{name} hand"),
        ]
    order = list(joints)
    data = bpy.data.meshes.new("figure")
    data.from_pydata([joints[name][0] for name in order], [(order.index(a), order.index(b)) for a, b in bones], [])
    body = shapes.add("figure", data)
    body.modifiers.new("flesh", "SKIN")
    for index, name in enumerate(order):
        data.skin_vertices[0].data[index].radius = joints[name][1]
    data.skin_vertices[0].data[0].use_root = True
    smooth = body.modifiers.new("smooth", "SUBSURF")
    smooth.levels = smooth.render_levels = 2
    data.materials.append(material)
    parent = shapes.anchor((0, 0, 0))
    bpy.ops.mesh.primitive_uv_sphere_add(segments=24, ring_count=14, location=(0, 0.012, 1.735))
    hair = bpy.context.object
    hair.scale, hair.rotation_euler[0] = (0.086, 0.106, 0.108), math.radians(18)
    hair.data.materials.append(material)
    hair.data.polygons.foreach_set("use_smooth", [True] * len(hair.data.polygons))
    shapes.under(parent, [body, hair])
    if wears == "bowler":
        for size, place in (((0.098, 0.118, 0.105), (0, 0.005, 1.795)), ((0.150, 0.172, 0.014), (0, 0.005, 1.795))):
            bpy.ops.mesh.primitive_uv_sphere_add(segments=32, ring_count=16, location=place)
            part = bpy.context.object
            part.scale = size
            part.data.materials.append(material)
            part.data.polygons.foreach_set("use_smooth", [True] * len(part.data.polygons))
            shapes.under(parent, [part])
    elif wears == "rucksack":
        shapes.under(
            parent,
            [
                shapes.box((0, 0.21, 1.20), (0.33, 0.20, 0.50), material, (4, 0, 0), 0.07),
                shapes.box((0, 0.33, 1.10), (0.24, 0.07, 0.24), material, (4, 0, 0), 0.03),
            ],
        )
        for level, size in ((1.735, (0.098, 0.110, 0.115)), (1.63, (0.105, 0.075, 0.13)), (1.53, (0.098, 0.06, 0.10))):
            bpy.ops.mesh.primitive_uv_sphere_add(
                segments=24, ring_count=14, location=(0, 0.035 + (1.735 - level) * 0.2, level)
            )
            part = bpy.context.object
            part.scale = size
            part.data.materials.append(material)
            part.data.polygons.foreach_set("use_smooth", [True] * len(part.data.polygons))
            shapes.under(parent, [part])
    if coat and not seated:
        rings = [
            (1.515, 0.082, 0.085),
            (1.485, 0.150, 0.105),
            (1.43, 0.205, 0.130),
            (1.33, 0.212, 0.140),
            (1.14, 0.190, 0.135),
            (0.94, 0.203, 0.150),
            (0.72, 0.212, 0.165 + stride * 0.3),
            (0.56, 0.220, 0.180 + stride * 0.42),
        ]
        points, faces, sides = [], [], 24
        for level, (z, wide, deep) in enumerate(rings):
            for k in range(sides):
                angle = math.tau * k / sides
                fold = 1 + 0.045 * math.sin(angle * 6 + level * 0.5) * max(0.0, level - 3) / 4
                points.append((math.cos(angle) * wide * fold, math.sin(angle) * deep * fold, z))
        for level in range(len(rings) - 1):
            faces += [
                (
                    level * sides + k,
                    level * sides + (k + 1) % sides,
                    (level + 1) * sides + (k + 1) % sides,
                    (level + 1) * sides + k,
                )
                for k in range(sides)
            ]
        shapes.under(parent, [shapes.mesh("coat", points, faces, material, smooth=True)])
    return parent


def umbrella(cloth: Any, handle: Any, place: tuple[float, float, float], tilt: float = 0.0) -> list[Any]:
    """Open, its grip at `place`."""
    x, y, z = place
    ribs, steps = 8, 7
    points: list[Vector] = [Vector((0, 0, 0.30))]
    faces: list[tuple[int, ...]] = []
    sides = ribs * 4
    for step in range(1, steps + 1):
        part = step / steps
        for k in range(sides):
            angle = math.tau * k / sides
            dip = abs(math.sin(angle * ribs / 2)) * 0.055 * part**2
            out = 0.56 * math.sin(part * 1.35) / math.sin(1.35)
            points.append(
                Vector(
                    (
                        math.cos(angle) * (out - dip),
                        math.sin(angle) * (out - dip),
                        0.30 * math.cos(part * 1.5) - 0.02 + dip * 0.4,
                    )
                )
            )
    faces += [(0, 1 + k, 1 + (k + 1) % sides) for k in range(sides)]
    for step in range(steps - 1):
        first = 1 + step * sides
        faces += [
            (first + k, first + sides + k, first + sides + (k + 1) % sides, first + (k + 1) % sides)
            for k in range(sides)
        ]
    canopy = shapes.mesh("canopy", points, faces, cloth, smooth=True)
    canopy.location = (x, y + 0.12, z + 0.62)
    canopy.rotation_euler = (math.radians(-8 + tilt), math.radians(tilt), 0)
    return [canopy, shapes.tube([(x, y, z - 0.08), (x, y + 0.11, z + 0.98)], 0.011, handle)]


def walker(
    place: tuple[float, float],
    heading: float,
    coat: Any,
    stride: float,
    cloth: Any | None,
    chance: random.Random,
    foot: float = 0.0,
) -> Any:
    """Somebody walking; `heading` in degrees from -y, anticlockwise as seen from above."""
    swing = 0.22 * stride / 0.3
    person = figure(coat, stride, (swing, -swing), raised=cloth is not None)
    if cloth:
        shapes.under(person, umbrella(cloth, coat, (-0.14, -0.27, 1.36), chance.uniform(-6, 6)))
    size = chance.uniform(0.94, 1.05)
    person.location, person.scale = (*place, foot), (size,) * 3
    person.rotation_euler[2] = math.radians(heading)
    return person
