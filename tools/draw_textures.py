"""Draw the textures that ink is knocked out by: python tools/draw_textures.py [--scratch FOLDER]

Each is a grey tile of 1200 x 1200 art px, white where the ink stays, that joins on to itself at every edge. They are
made of noise from a fixed seed, blurred round the edges of a torus and put through a curve.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
SIDE = 800  # px of a tile; it is drawn at the size of 1200 art px


def noise(seed: int, spot: float) -> Image.Image:
    """Smooth noise over all of 0..255, whose spots are about `spot` px across."""
    cells = max(2, round(SIDE / spot))
    grid = Image.frombytes("L", (cells, cells), random.Random(seed).randbytes(cells * cells))  # noqa: S311  not secrets
    return around(grid)


def around(grid: Image.Image, across: int = SIDE, down: int = SIDE) -> Image.Image:
    """A grid on a torus, drawn smoothly at the size of a tile."""
    edge = min(4, *grid.size)
    wide = Image.new("L", (grid.width + 2 * edge, grid.height + 2 * edge))
    for y in range(-1, 2):
        for x in range(-1, 2):
            wide.paste(grid, (edge + x * grid.width, edge + y * grid.height))
    box = (edge, edge, edge + grid.width, edge + grid.height)
    return wide.resize((across, down), Image.Resampling.BICUBIC, box=box)


def clouds(seed: int, spot: float) -> Image.Image:
    """Noise of three sizes, each half as large and half as strong as the one before."""
    two = Image.blend(noise(seed, spot), noise(seed + 100, spot / 2), 0.36)
    return Image.blend(two, noise(seed + 200, spot / 4.5), 0.22)


def curve(tile: Image.Image, black: float, white: float, gamma: float = 1.0) -> Image.Image:
    """Levels: what is below `black` (0..1) becomes black, what is above `white` white."""
    return tile.point(
        [round(255 * min(1.0, max(0.0, (value / 255 - black) / (white - black))) ** gamma) for value in range(256)]
    )


def dots(seed: int, number: int, radii: tuple[float, float]) -> Image.Image:
    """Black specks on white."""
    chance, fine = random.Random(seed), 2  # noqa: S311  paper, not secrets
    tile = Image.new("L", (SIDE * fine, SIDE * fine), 255)
    canvas = ImageDraw.Draw(tile)
    for _ in range(number):
        x, y = chance.uniform(0, SIDE), chance.uniform(0, SIDE)
        radius = radii[0] + (radii[1] - radii[0]) * chance.random() ** 4
        for left in (x - SIDE, x, x + SIDE):
            for top in (y - SIDE, y, y + SIDE):
                canvas.ellipse([fine * edge for edge in (left - radius, top - radius, left + radius, top + radius)], 0)
    return tile.reduce(fine)


def stamp() -> Image.Image:
    """Rubber pressed on by hand: whole areas have taken less ink, and fibres show everywhere."""
    fibres = curve(Image.blend(noise(12, 1.6), noise(14, 4), 0.35), 0.2, 0.46)
    worn = ImageChops.multiply(curve(clouds(15, 18), 0.34, 0.44), curve(noise(16, 1.8), 0.36, 0.6))
    pressed = curve(clouds(11, 190), 0.36, 0.56)
    well = Image.blend(fibres, Image.new("L", fibres.size, 255), 0.72)
    return Image.composite(
        well, ImageChops.multiply(fibres, ImageChops.lighter(worn, curve(fibres, 0.2, 1.4))), pressed
    )


def spray() -> Image.Image:
    """Paint from a can: specks that it missed, denser in some places than in others."""
    where = curve(clouds(22, 130), 0.42, 0.66)
    return ImageChops.multiply(ImageChops.lighter(dots(21, 5200, (0.4, 2.8)), where), dots(23, 500, (0.3, 1.6)))


def newsprint() -> Image.Image:
    """Letterpress on cheap paper: pinholes and a fine unevenness, never more."""
    fine = curve(noise(31, 1.5), -0.1, 0.22)
    cloud = curve(clouds(32, 60), -1.9, 0.55)
    return ImageChops.multiply(ImageChops.multiply(fine, cloud), dots(33, 1100, (0.3, 1.2)))


def chalk() -> Image.Image:
    """A dry stroke over a rough board: grain in streaks, let through where the hand was light."""
    cells = SIDE * SIDE // 14
    grain = Image.frombytes("L", (SIDE // 7, SIDE // 2), random.Random(41).randbytes(cells))  # noqa: S311  not secrets
    tooth = Image.blend(around(grain), noise(43, 2), 0.3)
    light = curve(clouds(42, 110), 0.3, 0.68)
    return Image.composite(curve(tooth, 0.02, 0.26), curve(tooth, 0.3, 0.5), light)


TEXTURES: dict[str, Callable[[], Image.Image]] = {
    "stamp": stamp,
    "spray": spray,
    "newsprint": newsprint,
    "chalk": chalk,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the textures under artwork/textures.")
    parser.add_argument("--scratch", type=Path, help="write here, not to artwork/textures/")
    target = parser.parse_args().scratch or ROOT / "artwork" / "textures"
    target.mkdir(parents=True, exist_ok=True)
    for name, draw in TEXTURES.items():
        path = target / f"{name}.png"
        # Sixteen greys are more than ink has.
        draw().point([round(value / 17) * 17 for value in range(256)]).save(path, "PNG", optimize=True)
        print(f"{path}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
