"""What every scene stands on: an empty world, a sky, a camera that keeps uprights upright, and the board."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import bpy
import numpy as np
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector
from nodes import RGB, Nodes, principled
from shapes import Point, quad

SIZE = (1920, 1080)


@dataclass
class Stage:
    """A scene built and ready to be rendered. Everything from `exposure` on goes into scene.toml or the development."""

    slug: str
    title: str
    alt: str
    poster: Any  # the sheet's object
    white: Any  # the socket that is 1 for white paper, 0 for black
    format: str = "48-sheet"
    exposure: float = 0.0  # stops
    contrast: float = 1.15
    saturation: float = 1.15
    bloom: float = 0.0
    haze: tuple[RGB, float, float] | None = None  # colour, and the distances (m) where it starts and is half done
    rain: float = 0.0
    grade: RGB = (1.0, 1.0, 1.0)
    mirror: float | None = None  # the height (m) of wet ground that reflects the poster
    ripple: tuple[float, float] = (2.0, 12.0)  # px, how far wet ground smears the reflection across and down
    samples: int = 96
    bounces: int = 3
    notes: list[str] = field(default_factory=list)


def empty() -> Any:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = SIZE
    scene.render.resolution_percentage = 100
    return scene


def camera(
    place: Point, towards: Point, lens: float, rise: float = 0.0, sharp: tuple[float, float] | None = None
) -> Any:
    """A camera held level, so that uprights stay upright; `rise` shifts the picture up by so many of its widths, and
    `sharp` is the distance (m) where all is sharp and the lens's opening, as in f/2."""
    data = bpy.data.cameras.new("camera")
    data.lens, data.shift_y, data.clip_end = lens, rise, 5000
    if sharp:
        data.dof.use_dof, data.dof.focus_distance, data.dof.aperture_fstop = True, *sharp
    thing = bpy.data.objects.new("camera", data)
    bpy.context.scene.collection.objects.link(thing)
    thing.location = place
    way = Vector(towards) - Vector(place)
    thing.rotation_euler = (math.pi / 2, 0, math.atan2(-way.x, way.y))
    bpy.context.scene.camera = thing
    return thing


def sun(azimuth: float, height: float, strength: float, colour: RGB, size: float = 0.6) -> Any:
    """Sunlight from `azimuth` degrees clockwise of straight ahead (+y), `height` degrees up, `size` degrees across."""
    data = bpy.data.lights.new("sun", "SUN")
    data.energy, data.color, data.angle = strength, colour, math.radians(size)
    thing = bpy.data.objects.new("sun", data)
    bpy.context.scene.collection.objects.link(thing)
    thing.rotation_euler = (math.radians(90 - height), 0, math.radians(180 - azimuth))
    return thing


def lamp(place: Point, towards: Point, watts: float, colour: RGB, size: float = 0.15, cone: float = 90.0) -> Any:
    data = bpy.data.lights.new("lamp", "SPOT")
    data.energy, data.color, data.shadow_soft_size = watts, colour, size
    data.spot_size, data.spot_blend = math.radians(cone), 0.7
    thing = bpy.data.objects.new("lamp", data)
    bpy.context.scene.collection.objects.link(thing)
    thing.location = place
    thing.rotation_euler = (Vector(towards) - Vector(place)).to_track_quat("-Z", "Y").to_euler()
    return thing


def panel_light(place: Point, towards: Point, size: tuple[float, float], watts: float, colour: RGB) -> Any:
    data = bpy.data.lights.new("panel", "AREA")
    data.shape, data.size, data.size_y, data.energy, data.color = "RECTANGLE", size[0], size[1], watts, colour
    thing = bpy.data.objects.new("panel", data)
    bpy.context.scene.collection.objects.link(thing)
    thing.location = place
    thing.rotation_euler = (Vector(towards) - Vector(place)).to_track_quat("-Z", "Y").to_euler()
    return thing


def sky(
    low: RGB,
    high: RGB,
    strength: float,
    cloud: RGB | None = None,
    shade: RGB = (0.5, 0.5, 0.55),
    cover: float = 0.5,
    scale: float = 0.6,
    stretch: float = 2.5,
    glow: tuple[float, RGB, float] | None = None,
    soft: float = 0.16,
    band: float = 2.2,
) -> None:
    """A sky from `low` at the horizon to `high` overhead, with flat layers of cloud `stretch` times as wide as deep,
    and a `glow` (azimuth, colour, strength) where the sun is."""
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    nodes = Nodes(world)
    way = nodes.add("TexCoord").outputs["Generated"]
    x, y, z = nodes.split(way)
    up = nodes.math("MAXIMUM", z, 0.0)
    colour = nodes.mix(
        nodes.math("SUBTRACT", 1.0, nodes.math("POWER", nodes.math("SUBTRACT", 1.0, up), band * 2)), low, high
    )
    if glow:
        angle = math.radians(glow[0])
        near = nodes.math("ADD", nodes.math("MULTIPLY", x, math.sin(angle)), nodes.math("MULTIPLY", y, math.cos(angle)))
        close = nodes.math("POWER", nodes.math("MAXIMUM", near, 0.0), 6.0)
        fade = nodes.math("POWER", nodes.math("SUBTRACT", 1.0, up), 9.0)
        warm = nodes.math("MULTIPLY", nodes.math("MULTIPLY", close, fade), glow[2])
        colour = nodes.mix(nodes.math("MINIMUM", warm, 1.0), colour, glow[1])
    if cloud:
        depth = nodes.math("ADD", up, 0.09)
        flat = nodes.join(
            nodes.math("DIVIDE", x, depth), nodes.math("MULTIPLY", nodes.math("DIVIDE", y, depth), stretch), 0.0
        )
        lumps = nodes.noise(scale, 9, 0.58, flat, 0.35)
        shadow = nodes.noise(scale * 1.7, 7, 0.6, flat, 0.5)
        dense = nodes.ramp(lumps, 1 - cover - soft, 1 - cover + soft)
        dense = nodes.math("MULTIPLY", dense, nodes.ramp(up, 0.0, 0.12, 0.35, 1.0))
        colour = nodes.mix(dense, colour, nodes.mix(nodes.ramp(shadow, 0.36, 0.68), cloud, shade))
    background = nodes.tree.nodes.get("Background") or nodes.add("Background")
    output = nodes.tree.nodes.get("World Output") or nodes.add("OutputWorld")
    nodes.put(output.inputs[0], background.outputs[0])
    nodes.put(background.inputs["Color"], colour)
    nodes.put(background.inputs["Strength"], strength)


def paper(columns: int, rows: int, seed: int, creases: int = 70, depth: float = 1.0) -> Any:
    """How pasted paper lies, 2048 x 1024: sheets overlap at their seams, wrinkle and blister. 0.5 is flat."""
    width, height = 2048, 1024
    chance = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    relief = np.zeros((height, width), np.float32)
    frequency = np.hypot(np.fft.fftfreq(height)[:, None] * height, np.fft.fftfreq(width)[None, :] * width)
    for centre, weight in ((9.0, 0.5), (34.0, 0.16), (110.0, 0.05)):
        waves = np.fft.ifft2(
            np.fft.fft2(chance.standard_normal((height, width))) * np.exp(-((frequency / centre - 1) ** 2) * 3)
        ).real
        relief += (weight * waves / waves.std()).astype(np.float32)
    for _ in range(creases):
        cx, cy, lean = chance.uniform(0, width), chance.uniform(0, height), chance.normal(0, 0.35)
        along, across = (
            (y - cy) * np.cos(lean) - (x - cx) * np.sin(lean),
            (x - cx) * np.cos(lean) + (y - cy) * np.sin(lean),
        )
        across += 9 * np.sin(along / chance.uniform(60, 160) + cx)
        length, wide = chance.uniform(60, 330), chance.uniform(2.5, 6)
        relief += chance.uniform(0.3, 1.1) * np.exp(-((across / wide) ** 2) - (along / length) ** 2)
    for number in range(1, columns):
        seam = width * number / columns + 2.5 * np.sin(y / 140 + number)
        relief += 0.45 * (1 + np.tanh((x - seam) / 2.4)) * np.exp(-np.maximum(x - seam, 0) / 55) + 0.7 * np.exp(
            -(((x - seam - 6) / 4) ** 2)
        )
    for number in range(1, rows):
        seam = height * number / rows + 2.5 * np.sin(x / 170 + number)
        relief += 0.45 * (1 + np.tanh((y - seam) / 2.4)) * np.exp(-np.maximum(y - seam, 0) / 55)
    image = bpy.data.images.new("paper", width, height, float_buffer=True, is_data=True)
    level = np.repeat((0.5 + depth * 0.1 * relief)[:, :, None], 4, axis=2).astype(np.float32)
    level[:, :, 3] = 1
    image.pixels.foreach_set(level.ravel())
    image.pack()
    return image


def board(
    corners: list[Point],
    relief: Any | None,
    bump: float = 0.02,
    shine: float = 0.25,
    lit: float = 0.0,
    tint: RGB = (1.0, 0.985, 0.955),
    grime: float = 0.12,
) -> tuple[Any, Any]:
    """The poster's sheet, and the socket that turns it from white (1) to black (0). `lit` is light from behind."""
    material, nodes, shader = principled("poster", Roughness=0.5)
    shader.inputs["Specular IOR Level"].default_value = shine
    white = nodes.add("Value")
    white.outputs[0].default_value = 1.0
    place = nodes.add("TexCoord").outputs["UV"]
    u, v, _ = nodes.split(place)
    stain = nodes.noise(3.0, 7, 0.6, nodes.stretched(place, (7.0, 0.55, 1.0)))
    edge = nodes.ramp(v, 0.55, 1.05)
    dirt = nodes.math(
        "MULTIPLY", nodes.ramp(stain, 0.42, 0.75), nodes.math("ADD", 0.35, nodes.math("MULTIPLY", edge, 0.65))
    )
    clean = nodes.math("MULTIPLY", nodes.math("SUBTRACT", 1.0, nodes.math("MULTIPLY", dirt, grime)), white.outputs[0])
    level = nodes.math("MULTIPLY", clean, 0.82)
    nodes.put(shader.inputs["Base Color"], nodes.mix(level, (0.0, 0.0, 0.0), tint))
    if lit:
        # Tubes behind the sheet: brighter in the middle, a little less between them.
        fall = nodes.math(
            "MULTIPLY",
            nodes.ramp(nodes.math("ABSOLUTE", nodes.math("SUBTRACT", u, 0.5)), 0.28, 0.56, 1.0, 0.72),
            nodes.ramp(nodes.math("ABSOLUTE", nodes.math("SUBTRACT", v, 0.5)), 0.25, 0.58, 1.0, 0.66),
        )
        nodes.put(shader.inputs["Emission Color"], tint)
        nodes.put(
            shader.inputs["Emission Strength"],
            nodes.math("MULTIPLY", nodes.math("MULTIPLY", fall, lit), white.outputs[0]),
        )
    if relief:
        picture = nodes.add("TexImage", image=relief, interpolation="Cubic", extension="EXTEND")
        nodes.put(picture.inputs[0], place)
        nodes.put(shader.inputs["Normal"], nodes.bump(picture.outputs[0], bump, 400))
    output = nodes.add("OutputAOV", aov_name="poster")
    output.inputs["Value"].default_value = 1.0
    return quad(corners, material), white.outputs[0]


def corners(poster: Any, mirror: float | None = None) -> list[list[float]]:
    """The sheet's corners in pixels from the upper left, clockwise; below a mirror at that height, its reflection's."""
    scene = bpy.context.scene
    found = []
    for vertex in poster.data.vertices:
        point = poster.matrix_world @ vertex.co
        if mirror is not None:
            point = Vector((point.x, point.y, 2 * mirror - point.z))
        seen = world_to_camera_view(scene, scene.camera, point)
        found.append([round(seen.x * SIZE[0], 2), round((1 - seen.y) * SIZE[1], 2)])
    return found
