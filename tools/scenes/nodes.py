"""Shader nodes in few words: a surface is colours mottled by noise, a roughness, and bumps that fade far away."""

from __future__ import annotations

import warnings
from typing import Any

import bpy

warnings.filterwarnings("ignore", category=DeprecationWarning)  # use_nodes, which Blender 6 will drop

RGB = tuple[float, float, float]


class Nodes:
    """The node tree of one material or world. Values are sockets or plain numbers; both can be given anywhere."""

    def __init__(self, owner: Any) -> None:
        owner.use_nodes = True
        self.tree = owner.node_tree

    def add(self, kind: str, **settings: Any) -> Any:
        node = self.tree.nodes.new(f"ShaderNode{kind}")
        for name, value in settings.items():
            setattr(node, name, value)
        return node

    def put(self, socket: Any, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        elif isinstance(value, tuple) and len(value) == 3 and socket.type == "RGBA":
            socket.default_value = (*value, 1.0)
        else:
            socket.default_value = value

    @property
    def place(self) -> Any:
        """The point's place in the world, in metres."""
        return self.add("NewGeometry").outputs["Position"]

    def stretched(self, place: Any, scale: RGB) -> Any:
        node = self.add("Mapping")
        self.put(node.inputs["Vector"], place)
        node.inputs["Scale"].default_value = scale
        return node.outputs[0]

    def noise(self, scale: float, detail: float = 6.0, rough: float = 0.55, place: Any = None, warp: float = 0) -> Any:
        node = self.add("TexNoise")
        self.put(node.inputs["Vector"], self.place if place is None else place)
        for name, value in (("Scale", scale), ("Detail", detail), ("Roughness", rough), ("Distortion", warp)):
            node.inputs[name].default_value = value
        return node.outputs[0]

    def ramp(self, factor: Any, low: float, high: float, a: Any = 0.0, b: Any = 1.0) -> Any:
        """`factor` from low..high to a..b, smoothly and no further."""
        node = self.add("MapRange", interpolation_type="SMOOTHSTEP", clamp=True)
        for name, value in (("Value", factor), ("From Min", low), ("From Max", high), ("To Min", a), ("To Max", b)):
            self.put(node.inputs[name], value)
        return node.outputs[0]

    def mix(self, factor: Any, a: Any, b: Any, how: str = "MIX") -> Any:
        node = self.add("Mix", data_type="RGBA", blend_type=how)
        colours = [socket for socket in node.inputs if socket.type == "RGBA"]
        self.put(node.inputs[0], factor)
        self.put(colours[0], a)
        self.put(colours[1], b)
        return next(socket for socket in node.outputs if socket.type == "RGBA")

    def math(self, operation: str, a: Any, b: Any = None, c: Any = None) -> Any:
        node = self.add("Math", operation=operation)
        for socket, value in zip(node.inputs, (a, b, c), strict=False):
            self.put(socket, value)
        return node.outputs[0]

    def split(self, vector: Any) -> tuple[Any, Any, Any]:
        node = self.add("SeparateXYZ")
        self.put(node.inputs[0], vector)
        return node.outputs[0], node.outputs[1], node.outputs[2]

    def join(self, x: Any, y: Any, z: Any) -> Any:
        node = self.add("CombineXYZ")
        for socket, value in zip(node.inputs, (x, y, z), strict=True):
            self.put(socket, value)
        return node.outputs[0]

    def bump(self, height: Any, depth: float, reach: float = 12.0, over: Any = None) -> Any:
        """A normal bumped by `height` times `depth` metres, flatter beyond `reach` metres from the camera, so that
        what is finer than a pixel does not boil at grazing angles."""
        node = self.add("Bump")
        node.inputs["Distance"].default_value = depth
        far = self.add("CameraData").outputs["View Distance"]
        self.put(node.inputs["Strength"], self.ramp(far, reach, reach * 5, 1.0, 0.0))
        self.put(node.inputs["Height"], height)
        self.put(node.inputs["Normal"], over)
        return node.outputs[0]


def principled(name: str, **inputs: Any) -> tuple[Any, Nodes, Any]:
    """A fresh material, its nodes and its principled shader; inputs by name with underscores for spaces."""
    material = bpy.data.materials.new(name)
    nodes = Nodes(material)
    shader = nodes.tree.nodes["Principled BSDF"]
    for key, value in inputs.items():
        nodes.put(shader.inputs[key.replace("_", " ")], value)
    return material, nodes, shader


def plain(name: str, colour: RGB, rough: float = 0.6, metal: float = 0.0, **more: Any) -> Any:
    return principled(name, Base_Color=colour, Roughness=rough, Metallic=metal, **more)[0]


def glow(name: str, colour: RGB, strength: float) -> Any:
    return principled(
        name, Base_Color=(0.0, 0.0, 0.0), Roughness=0.5, Emission_Color=colour, Emission_Strength=strength
    )[0]


def worn(
    name: str,
    colour: RGB,
    other: RGB,
    rough: float = 0.7,
    scale: float = 2.0,
    bump: float = 0.0,
    metal: float = 0.0,
    streak: float = 1.0,
    reach: float = 15.0,
) -> Any:
    """Two colours mottled at two scales, as weather does; `streak` below 1 draws the mottling out downwards."""
    material, nodes, shader = principled(name, Metallic=metal)
    place = nodes.stretched(nodes.place, (1, 1, streak))
    large, small = nodes.noise(scale, 8, 0.6, place), nodes.noise(scale * 9, 6, 0.6, place)
    mixed = nodes.math("ADD", nodes.math("MULTIPLY", large, 0.7), nodes.math("MULTIPLY", small, 0.3))
    wear = nodes.ramp(mixed, 0.38, 0.64)
    nodes.put(shader.inputs["Base Color"], nodes.mix(wear, colour, other))
    nodes.put(shader.inputs["Roughness"], nodes.ramp(small, 0.3, 0.7, max(0.0, rough - 0.1), min(1.0, rough + 0.12)))
    if bump:
        nodes.put(shader.inputs["Normal"], nodes.bump(small, bump, reach))
    return material
