"""Render a street scene: python tools/scenes/render.py <scene> [--preview] (see requirements.txt)

Two renders, one with white and one with black paper on the board. Whatever differs is the poster's: a poster's picture
is black + poster x (white - black), which holds what stands before the board, the folds of the paper, the shine upon
it and its image in wet ground, with soft edges and no seam. Written to artwork/scenes/<slug>/:

    plate.jpg   the scene with a blank board       mask.png   how much of each pixel is poster
    dark.jpg    the board's part under black paper light.jpg  what white paper adds to it
    wet.jpg     what the white board adds to wet ground, if there is any

Where nothing is poster but its light still falls, the mask is 1 of 255.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import bpy
import develop
import numpy as np
import OpenEXR
from PIL import Image
from stage import SIZE, Stage, corners, empty

ROOT = Path(__file__).resolve().parent.parent.parent
SCENES = ("roadside", "city-night", "bus-shelter", "underground", "gable-end", "gantry")
SPILL = 240  # px to either side of its mirror image where the board's glow upon wet ground is followed
HALO_END = 0.02  # the least part of the board's light that is told from none
Box = tuple[int, int, int, int]


def light(stage: Stage, scene: Any, white: float, region: Box | None = None) -> dict[str, Any]:
    """One render in linear light: "picture", "depth" (m) and "poster" (0..1); black outside the region (px)."""
    stage.white.default_value = white
    render, width, height = scene.render, *SIZE
    render.use_border, render.use_crop_to_border = region is not None, False
    if region:
        render.border_min_x, render.border_max_x = region[0] / width, region[2] / width
        render.border_min_y, render.border_max_y = 1 - region[3] / height, 1 - region[1] / height
    with tempfile.TemporaryDirectory() as folder:
        render.filepath = str(Path(folder) / "light.exr")
        bpy.ops.render.render(write_still=True)
        with OpenEXR.File(render.filepath, separate_channels=True) as file:
            named = {
                name.split(".", 1)[1]: channel.pixels for part in file.parts for name, channel in part.channels.items()
            }
    colours = [named[f"Combined.{letter}"] for letter in "RGB"]
    poster = named["poster.X"]
    return {
        "picture": np.nan_to_num(np.stack(colours, axis=2).astype(np.float64)),
        "depth": np.nan_to_num(named["Depth.Z"].astype(np.float64), posinf=1e10),
        "poster": np.clip(poster.astype(np.float64), 0, 1),
    }


def prepare(scene: Any, stage: Stage, samples: int, percent: int) -> None:
    cycles, layer = scene.cycles, bpy.context.view_layer
    cycles.device, cycles.samples, cycles.max_bounces = "CPU", samples, stage.bounces
    cycles.use_adaptive_sampling, cycles.adaptive_threshold = True, 0.015
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    cycles.denoising_input_passes, cycles.denoising_prefilter = "RGB_ALBEDO_NORMAL", "ACCURATE"
    cycles.diffuse_bounces, cycles.transmission_bounces, cycles.glossy_bounces = 2, 2, 3
    cycles.sample_clamp_indirect, cycles.caustics_reflective, cycles.caustics_refractive = 6.0, False, False
    cycles.seed, cycles.transparent_max_bounces = 7, 12
    scene.render.threads_mode, scene.render.threads = "FIXED", 2
    scene.render.resolution_percentage = percent
    scene.render.use_persistent_data = True
    layer.use_pass_z = True
    layer.aovs.add()
    layer.aovs[-1].name, layer.aovs[-1].type = "poster", "VALUE"
    settings = scene.render.image_settings
    settings.media_type = "MULTI_LAYER_IMAGE"
    settings.file_format, settings.color_depth = "OPEN_EXR_MULTILAYER", "32"


def shown(stage: Stage, light: Any, depth: Any) -> Any:
    """Display values, 0..255 but not rounded."""
    if stage.haze:
        light = develop.haze(light, depth, *stage.haze)
    if stage.rain:
        light = develop.rain(light, stage.rain)
    if stage.bloom:
        light = develop.glare(light, stage.bloom)
    return 255 * develop.film(light, stage.exposure, stage.contrast, stage.saturation, stage.grade)


def image(values: Any) -> Image.Image:
    return Image.fromarray(np.clip(values + 0.5, 0, 255).astype(np.uint8))


def around(wanted: Any, margin: int) -> Box:
    """The even box about everything wanted."""
    rows, columns = np.flatnonzero(wanted.any(axis=1)), np.flatnonzero(wanted.any(axis=0))
    x, y = max(0, columns[0] - margin), max(0, rows[0] - margin)
    right, bottom = min(SIZE[0], columns[-1] + 1 + margin), min(SIZE[1], rows[-1] + 1 + margin)
    return int(x) // 2 * 2, int(y) // 2 * 2, -(-int(right) // 2) * 2, -(-int(bottom) // 2) * 2


def touched(stage: Stage, box: Box) -> Box:
    """What the poster changes: its own box, and with it the ground it is mirrored in."""
    if stage.mirror is None:
        return box
    across = [x for x, _ in corners(stage.poster, stage.mirror)] + [box[0], box[2]]
    return max(0, int(min(across)) - SPILL), box[1], min(SIZE[0], int(max(across)) + SPILL), SIZE[1]


def cut(values: Any, box: Box) -> Any:
    return values[box[1] : box[3], box[0] : box[2]]


def write(stage: Stage, scene: Any, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    white = light(stage, scene, 1.0)
    np.savez_compressed(
        Path(tempfile.gettempdir()) / f"{stage.slug}-white.npz", **{k: v.astype(np.float32) for k, v in white.items()}
    )
    box = around(white["poster"] > 0.002, 8)
    region = touched(stage, box)
    # Of it only what differs is looked at, and that is smooth: paper, and a smeared image in wet ground.
    scene.cycles.samples = max(8, scene.cycles.samples // 2)
    black = light(stage, scene, 0.0, region)
    np.savez_compressed(
        Path(tempfile.gettempdir()) / f"{stage.slug}-black.npz", **{k: v.astype(np.float32) for k, v in black.items()}
    )
    export(stage, folder, white, black, region)


def halo(mask: Any) -> Any:
    """1 on the poster, and from there to 0 within some px: the light of paper on what is next to it, its frame and
    whoever stands before it, belongs to the poster too, and must not end in a step."""
    board = mask > 0.002
    near = 2 * develop.blurred(board.astype(np.float64)[:, :, None], 2.2)[:, :, 0]
    return np.where(board, 1.0, np.where(near > HALO_END, np.clip(near, 0, 1), 0.0))


def flat(points: list[list[float]]) -> list[float]:
    return [value for point in points for value in point]


def export(stage: Stage, folder: Path, white: dict[str, Any], black: dict[str, Any], region: Box) -> None:
    mask = white["poster"]
    box = around(mask > 0.002, 8)
    whole = white["picture"].copy()
    whole[region[1] : region[3], region[0] : region[2]] = cut(black["picture"], region)
    full, bare = shown(stage, white["picture"], white["depth"]), shown(stage, whole, white["depth"])
    gain = np.maximum(full - bare, 0)
    reach = halo(mask)
    on_board = gain * reach[:, :, None]
    image(full).save(folder / "plate.jpg", quality=90, subsampling=0)
    image(cut(np.maximum(mask * 255, reach > HALO_END), box)).save(folder / "mask.png", optimize=True)
    image(cut(full - on_board, box)).save(folder / "dark.jpg", quality=92, subsampling=0)
    image(cut(on_board, box)).save(folder / "light.jpg", quality=93, subsampling=0)
    lines = [
        f'title = "{stage.title}"',
        f'alt = "{stage.alt}"',
        'credit = "Modelled and rendered for Billboard"',
        'licence = "CC BY 4.0"',
        f'format = "{stage.format}"',
        'plate = "plate.jpg"',
        "",
        "[board]",
        f"corners = {flat(corners(stage.poster))}  # px, clockwise from the poster's upper left",
        f"place = [{box[0]}, {box[1]}]  # the upper left of mask, dark and light upon the plate",
        'mask = "mask.png"',
        'dark = "dark.jpg"',
        'light = "light.jpg"',
    ]
    if stage.mirror is not None:
        wet = np.maximum(gain - 2.0, 0) * (mask <= 0.002)[:, :, None]
        mirrored = corners(stage.poster, stage.mirror)
        foot, head = max(y for _, y in corners(stage.poster)), min(y for _, y in mirrored)
        start = foot + 0.35 * (head - foot)  # above it lies what the board merely lights
        below = np.clip((np.arange(SIZE[1]) - start) / (head - 20 - start), 0, 1)
        wet *= (below * below * (3 - 2 * below))[:, None, None]
        column = np.arange(SIZE[0])
        fade = np.clip(np.minimum(column - region[0], region[2] - 1 - column) / (SPILL * 0.7), 0, 1)
        wet *= (fade * fade * (3 - 2 * fade))[None, :, None]
        ground = around(wet.max(axis=2) > 3, 4)
        image(cut(wet, ground)).save(folder / "wet.jpg", quality=90, subsampling=0)
        lines += [
            "",
            "[wet]",
            f"corners = {flat(mirrored)}  # of the poster's image in the ground",
            f"place = [{ground[0]}, {ground[1]}]",
            'light = "wet.jpg"',
            f"smear = [{stage.ripple[0]}, {stage.ripple[1]}]  # px across and down",
        ]
    (folder / "scene.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    print(stage.slug, sum(sizes.values()) // 1000, "kB", sizes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("--preview", metavar="PNG", help="a small quick picture instead")
    parser.add_argument("--percent", type=int, default=33)
    parser.add_argument("--samples", type=int)
    parser.add_argument("--again", action="store_true", help="develop the last render anew")
    options = parser.parse_args()
    scene = empty()
    start = time.monotonic()
    stage: Stage = importlib.import_module(options.scene.replace("-", "_")).build()
    bpy.context.view_layer.update()
    print("built in", round(time.monotonic() - start, 1), "s")
    folder = ROOT / "artwork" / "scenes" / stage.slug
    if options.preview:
        prepare(scene, stage, options.samples or 16, options.percent)
        found = light(stage, scene, 1.0)
        image(shown(stage, found["picture"], found["depth"])).save(options.preview)
        print(corners(stage.poster), stage.mirror is not None and corners(stage.poster, stage.mirror))
    elif options.again:
        kept = [np.load(Path(tempfile.gettempdir()) / f"{stage.slug}-{paper}.npz") for paper in ("white", "black")]
        white, black = ({name: each[name].astype(np.float64) for name in each} for each in kept)
        export(stage, folder, white, black, touched(stage, around(white["poster"] > 0.002, 8)))
    else:
        prepare(scene, stage, options.samples or stage.samples, 100)
        write(stage, scene, folder)
    print("done in", round(time.monotonic() - start), "s", file=sys.stderr)


if __name__ == "__main__":
    main()
