"""Solid things: boxes, tubes, wires, meshes by hand, and one thing scattered many times."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import bpy
from mathutils import Euler, Matrix, Vector

Point = tuple[float, float, float]


def mesh(name: str, points: Sequence[Any], faces: Sequence[Sequence[int]], material: Any, smooth: bool = False) -> Any:
    data = bpy.data.meshes.new(name)
    data.from_pydata([tuple(point) for point in points], [], [tuple(face) for face in faces])
    data.materials.append(material)
    if smooth:
        data.polygons.foreach_set("use_smooth", [True] * len(data.polygons))
    data.update()
    return add(name, data)


def add(name: str, data: Any) -> Any:
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def box(place: Point, size: Point, material: Any, turn: Point = (0, 0, 0), edge: float = 0.01) -> Any:
    """A box about its centre, its edges taken off by `edge` metres: nothing real has sharp ones. `turn` in degrees."""
    x, y, z = (each / 2 for each in size)
    points = [(i * x, j * y, k * z) for k in (-1, 1) for j in (-1, 1) for i in (-1, 1)]
    faces = [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)]
    thing = mesh("box", points, faces, material)
    if edge:
        bevel = thing.modifiers.new("edge", "BEVEL")
        bevel.width, bevel.segments = min(edge, min(size) / 4), 2
    thing.location = place
    thing.rotation_euler = Euler([math.radians(each) for each in turn])
    return thing


def quad(corners: Sequence[Point], material: Any) -> Any:
    """A flat sheet with its texture upright: corners from the upper left, clockwise as seen from the front."""
    thing = mesh("quad", corners, [(3, 2, 1, 0)], material)
    layer = thing.data.uv_layers.new(name="UVMap")
    for loop, uv in zip(layer.data, ((0, 0), (1, 0), (1, 1), (0, 1)), strict=True):
        loop.uv = uv
    return thing


def tube(points: Iterable[Point], radius: float, material: Any, sides: int = 3, taper: float = 1.0) -> Any:
    """A round bar along the points; `taper` is the far end's radius against the near one's."""
    path = list(points)
    curve = bpy.data.curves.new("tube", "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution, curve.use_fill_caps = "3D", radius, sides, True
    spline = curve.splines.new("POLY")
    spline.points.add(len(path) - 1)
    for number, point in enumerate(path):
        spline.points[number].co = (*point, 1)
        spline.points[number].radius = 1 + (taper - 1) * number / (len(path) - 1)
    curve.materials.append(material)
    return add("tube", curve)


def wire(a: Point, b: Point, sag: float, radius: float, material: Any) -> Any:
    start, end = Vector(a), Vector(b)
    along = (start.lerp(end, step / 24) - Vector((0, 0, sag * 4 * step / 24 * (1 - step / 24))) for step in range(25))
    return tube([tuple(point) for point in along], radius, material, 1)


def under(parent: Any, things: Iterable[Any]) -> None:
    for thing in things:
        thing.parent = parent


def anchor(place: Point, heading: float = 0.0) -> Any:
    """Something to hang things under: they move and turn (degrees about the vertical) with it."""
    empty = add("anchor", None)
    empty.location = place
    empty.rotation_euler[2] = math.radians(heading)
    return empty


def scatter(child: Any, spots: Sequence[tuple[Point, float, float]], lean: float = 0.0) -> None:
    """`child` once on every spot (place, heading in radians, size); its own place no longer counts.
    One tiny face stands for each, so that a hundred thousand blades cost no more than a hundred."""
    import random

    chance = random.Random(len(spots))
    points: list[Any] = []
    faces: list[tuple[int, int, int, int]] = []
    for place, heading, size in spots:
        tilt = Euler((chance.gauss(0, lean), chance.gauss(0, lean), heading))
        frame = Matrix.LocRotScale(Vector(place), tilt, Vector((size,) * 3))
        first = len(points)
        points += [
            frame @ Vector(corner) for corner in ((-0.5, -0.5, 0), (0.5, -0.5, 0), (0.5, 0.5, 0), (-0.5, 0.5, 0))
        ]
        faces.append((first, first + 1, first + 2, first + 3))
    data = bpy.data.meshes.new("spots")
    data.from_pydata([tuple(point) for point in points], [], faces)
    carrier = add("spots", data)
    carrier.instance_type, carrier.use_instance_faces_scale = "FACES", True
    carrier.show_instancer_for_render = False
    child.parent = carrier
