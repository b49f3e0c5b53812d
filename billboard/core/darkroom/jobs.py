"""What a process apart is asked for: values that JSON can say, and files, and the same back."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from PIL import Image

from billboard.core.boxes import Corners
from billboard.core.darkroom.calm import calm_areas
from billboard.core.darkroom.colourings import FEWER, STEPS
from billboard.core.darkroom.colourings import coloured as recoloured
from billboard.core.darkroom.filling import filled as painted_out
from billboard.core.darkroom.guessing import guess
from billboard.core.darkroom.mounting import formatted as on_formats
from billboard.core.darkroom.opening import encoded
from billboard.core.darkroom.opening import opened as opened_picture
from billboard.core.darkroom.pixels import Pixels
from billboard.core.darkroom.straightening import straightened as straightened_board
from billboard.core.darkroom.values import Area, Motif, TextBox
from billboard.core.formats import FORMATS

Made = tuple[dict[str, Any], Sequence[bytes]]
BOARD = 95  # quality of boards, which are worked on again

cv2.setNumThreads(1)
cv2.setRNGSeed(1)


def opened(values: dict[str, Any], files: list[bytes]) -> Made:
    picture = opened_picture(files[0])
    return {"width": picture.width, "height": picture.height}, [encoded(picture)]


def guessed(values: dict[str, Any], files: list[bytes]) -> Made:
    found = guess(_pixels(files[0]))
    return {"corners": found.corners, "found": found.found}, []


def straightened(values: dict[str, Any], files: list[bytes]) -> Made:
    format_ = FORMATS[values["format"]] if values["format"] else None
    board = straightened_board(_pixels(files[0]), _corners(values["corners"]), format_)
    size = {"width": board.pixels.shape[1], "height": board.pixels.shape[0]}
    return {**size, "format": board.format.slug, "across": board.across}, [_jpeg(board.pixels)]


def filled(values: dict[str, Any], files: list[bytes]) -> Made:
    areas = [
        Area(
            each["kind"],
            tuple((x, y) for x, y in each["points"]),
            each["radius"],
            each["how"],
            (each["patch"][0], each["patch"][1]) if each["patch"] else None,
        )
        for each in values["areas"]
    ]
    board = painted_out(_pixels(files[0]), areas)
    return {"width": board.shape[1], "height": board.shape[0]}, [_jpeg(board)]


def calmed(values: dict[str, Any], files: list[bytes]) -> Made:
    areas = calm_areas(_pixels(files[0]), FORMATS[values["format"]])
    return {
        "areas": [{"box": each.box, "ink": each.ink, "light": each.light, "contrast": each.contrast} for each in areas]
    }, []


def coloured(values: dict[str, Any], files: list[bytes]) -> Made:
    board = _picture(files[0])
    if values["width"] and values["width"] < board.width:
        height = max(1, round(board.height * values["width"] / board.width))
        board = board.resize((values["width"], height), Image.Resampling.BICUBIC, reducing_gap=2.0)
    steps = FEWER if values["width"] else STEPS
    return {}, [encoded(recoloured(board, each, steps)) for each in values["recipes"]]


def formatted(values: dict[str, Any], files: list[bytes]) -> Made:
    boxes = [
        TextBox(name, (box[0], box[1], box[2], box[3]), (size[0], size[1]), lines, rotation)
        for name, box, size, lines, rotation in values["boxes"]
    ]
    motif = Motif(*values["motif"]) if values["motif"] else None
    made = list(on_formats(_picture(files[0]), FORMATS[values["format"]], boxes, motif, values["crops"]))
    said = {
        each.format.slug: {
            "crop": each.crop,
            "boxes": [[box.name, box.box, box.size, box.lines, box.rotation] for box in each.boxes],
            "motif": [each.motif.x, each.motif.y, each.motif.width] if each.motif else None,
        }
        for each in made
    }
    return {"formats": said}, [each.data for each in made]


def _picture(data: bytes) -> Image.Image:
    """One of our own, opened before."""
    with Image.open(BytesIO(data), formats=["JPEG"]) as image:
        return image.convert("RGB")


def _pixels(data: bytes) -> Pixels:
    return np.asarray(_picture(data))


def _jpeg(pixels: Pixels) -> bytes:
    return encoded(Image.fromarray(pixels), BOARD)


def _corners(found: Sequence[Sequence[float]]) -> Corners:
    one, two, three, four = ((x, y) for x, y in found)
    return one, two, three, four
