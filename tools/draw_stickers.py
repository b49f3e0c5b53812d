"""Draw the catalogue of stickers: python tools/draw_stickers.py [<slug> …] [--scratch FOLDER]

The drawings are functions in tools/art/stickers/, which give SVG. Chromium takes a picture on nothing, three times as
large; Pillow reduces it, trims it to its ink and saves artwork/stickers/<slug>.png.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "art" / "stickers"
sys.path.insert(0, str(SOURCES))

from brushes import Drawing  # noqa: E402  the path comes first
from kinds import KINDS  # noqa: E402

FINE = 2  # times as large as it is kept
ROOM = 200  # px: some Chromiums take their own bars off the window's height
MARGIN = 3  # px of nothing about the ink, so that turned edges are antialiased
HEAVY = 118_000  # bytes


def photograph(drawing: Drawing, folder: Path) -> Image.Image:
    """The drawing as Chromium shows it, RGBA."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("Chromium was not found: install it, or name it in CHROMIUM.")
    document, picture = folder / "sticker.html", folder / "sticker.png"
    faces = "".join(
        f"@font-face {{ font-family: '{path.stem}'; src: url({path.as_uri()}); }}"
        for path in sorted((ROOT / "fonts").rglob("*.ttf"))
        if path.parent.name != "fallback"
    )
    document.write_text(
        f"<!doctype html><meta charset=utf-8><style>{faces} html, body {{ margin: 0; overflow: hidden; }}"
        " svg { display: block; }</style>"
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width}" height="{drawing.height}"'
        f' viewBox="0 0 {drawing.width} {drawing.height}">{drawing.body}</svg>',
        "utf-8",
    )
    command = [
        chromium,
        *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(f"--force-device-scale-factor={FINE}", "--force-color-profile=srgb", "--allow-file-access-from-files"),
        *("--default-background-color=00000000", "--virtual-time-budget=4000", f"--user-data-dir={folder / 'profile'}"),
        f"--window-size={drawing.width},{drawing.height + ROOM}",
        f"--screenshot={picture}",
        document.as_uri(),
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    if not picture.exists():
        sys.exit(f"Chromium made no picture:\n{result.stderr}")
    with Image.open(picture, formats=["PNG"]) as shot:
        return (
            shot.convert("RGBA")
            .crop((0, 0, drawing.width * FINE, drawing.height * FINE))
            .convert("RGBa")
            .reduce(FINE)
            .convert("RGBA")
        )


def trimmed(picture: Image.Image) -> Image.Image:
    ink = picture.getchannel("A").point([0] * 4 + [255] * 252).getbbox() or (0, 0, *picture.size)
    return picture.crop((ink[0] - MARGIN, ink[1] - MARGIN, ink[2] + MARGIN, ink[3] + MARGIN))


def save(picture: Image.Image, path: Path) -> None:
    """As it is where that is light enough, else in fewer shades, else in 256 colours, which grain does not mind."""
    # What cannot be seen has one colour, so that it costs nothing.
    picture.paste((0, 0, 0, 0), (0, 0), picture.getchannel("A").point([255] * 3 + [0] * 253))
    for step in (1, 2, 4):
        shades = [min(255, round(value / step) * step) for value in range(256)]
        picture.point([*(shades * 3), *shades]).save(path, "PNG", optimize=True)
        if path.stat().st_size <= HEAVY:
            return
    picture.quantize(256, Image.Quantize.FASTOCTREE).save(path, "PNG", optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the catalogue of stickers.")
    parser.add_argument("slugs", nargs="*", help="all of them when none is named")
    parser.add_argument("--scratch", type=Path, help="write here, not to artwork/stickers/")
    asked = parser.parse_args()
    target = asked.scratch or ROOT / "artwork" / "stickers"
    target.mkdir(parents=True, exist_ok=True)
    for slug in asked.slugs or KINDS:
        if slug not in KINDS:
            sys.exit(f"There is no drawing {slug!r}: {', '.join(KINDS)}.")
        drawing = KINDS[slug]()
        with tempfile.TemporaryDirectory() as folder:
            picture = photograph(drawing, Path(folder))
        picture = trimmed(picture) if drawing.trim else picture
        path = target / f"{slug}.png"
        save(picture, path)
        print(f"{path}  {picture.width}x{picture.height}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
