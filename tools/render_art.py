"""Draw a template's art: python tools/render_art.py <slug> [<variant> …] [--format 6-sheet] [--scratch FOLDER]

The source is tools/art/<slug>.svg, .html, or .py (a script that prints SVG; it is given the slugs of variant and
format). A format other than the 48-sheet may have a source of its own, tools/art/<slug>.6-sheet.svg or .html, and is
saved as <variant>-6-sheet.jpg. Colours are CSS custom properties, var(--paper); their values stand in
tools/art/<slug>.toml:

    paper = "#f4f1ea"          # for every variant

    [steel]                    # one table per variant: artwork/<slug>/steel.jpg
    paper = "#dfe7ea"

Chromium takes a picture of exactly the art's size, 2400x1200 for a 48-sheet; Pillow saves it as JPEG without metadata,
a little smaller where grain would make too large a file.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from billboard.core.formats import FORMATS, FORTY_EIGHT, Format  # noqa: E402  the path comes first

SOURCES = ROOT / "tools" / "art"
# Quality and chroma subsampling: the first with which the file has room. Heavy grain and halftone give up colour first.
QUALITIES = ((94, 0), (92, 0), (91, 0), (90, 0), (87, 0), (84, 0), (87, 2), (82, 2), (76, 2), (70, 2))
ROOMY, SMALL = 900_000, 500_000  # bytes that a 48-sheet and other formats may take
ROOM = 200  # px: some Chromiums take their own bars off the window's height, so ask for more and crop


def palettes(slug: str) -> dict[str, dict[str, str]]:
    """Each variant's custom properties, the shared ones included."""
    table = tomllib.loads((SOURCES / f"{slug}.toml").read_text("utf-8"))
    shared = {name: str(value) for name, value in table.items() if not isinstance(value, dict)}
    variants = {name: shared | value for name, value in table.items() if isinstance(value, dict)}
    if not variants:
        sys.exit(f"tools/art/{slug}.toml names no variant: add a table such as [steel].")
    return variants


def source(slug: str, variant: str, shape: Format) -> str:
    """The art as HTML or SVG text."""
    for suffix in (f".{shape.slug}.svg", f".{shape.slug}.html", ".svg", ".html"):
        path = SOURCES / f"{slug}{suffix}"
        if path.exists():
            return path.read_text("utf-8")
    script = SOURCES / f"{slug}.py"
    if script.exists():
        command = [sys.executable, str(script), variant, shape.slug]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    sys.exit(f"No tools/art/{slug}.svg, .html or .py.")


def page(art: str, colours: dict[str, str], size: tuple[int, int]) -> str:
    """One HTML page around the art, at the size of the art, with this variant's colours."""
    declared = " ".join(f"--{name}: {value};" for name, value in colours.items())
    style = (
        f"<style>:root {{ {declared} }} html, body {{ margin: 0; overflow: hidden; }}"
        f" body > svg {{ display: block; width: {size[0]}px; height: {size[1]}px; }}</style>"
    )
    base = f'<base href="{SOURCES.as_uri()}/">'
    if "</head>" in art:
        return art.replace("<head>", f"<head>{base}", 1).replace("</head>", f"{style}</head>", 1)
    art = art[art.index("<svg") :]  # an XML prologue means nothing in HTML
    return f'<!doctype html><html><head><meta charset="utf-8">{base}{style}</head><body>{art}</body></html>'


def photograph(html: str, folder: Path, size: tuple[int, int]) -> Image.Image:
    """What Chromium shows of the page."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("Chromium was not found: install it, or name it in CHROMIUM.")
    document, picture = folder / "art.html", folder / "art.png"
    document.write_text(html, "utf-8")
    command = [
        chromium,
        *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *("--force-device-scale-factor=1", "--force-color-profile=srgb", "--allow-file-access-from-files"),
        *("--virtual-time-budget=4000", f"--user-data-dir={folder / 'profile'}"),
        f"--window-size={size[0]},{size[1] + ROOM}",
        f"--screenshot={picture}",
        document.as_uri(),
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if not picture.exists():
        sys.exit(f"Chromium made no picture:\n{result.stderr}")
    with Image.open(picture, formats=["PNG"]) as shot:
        return shot.convert("RGB").crop((0, 0, *size))


def save(picture: Image.Image, path: Path, room: int) -> None:
    for quality, subsampling in QUALITIES:
        picture.save(path, "JPEG", quality=quality, subsampling=subsampling, optimize=True)
        if path.stat().st_size <= room:
            break


def draw(slug: str, variant: str, shape: Format, colours: dict[str, str], target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        picture = photograph(page(source(slug, variant, shape), colours, shape.art), Path(scratch), shape.art)
    target.mkdir(parents=True, exist_ok=True)
    own = shape is FORTY_EIGHT
    path = target / (f"{variant}.jpg" if own else f"{variant}-{shape.slug}.jpg")
    save(picture, path, ROOMY if own else SMALL)
    print(f"{path}  {path.stat().st_size // 1024} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw a template's art.")
    parser.add_argument("slug")
    parser.add_argument("variants", nargs="*", help="all of them when none is named")
    parser.add_argument("--format", choices=list(FORMATS), default=FORTY_EIGHT.slug)
    parser.add_argument("--scratch", type=Path, help="write here, not to artwork/<slug>/")
    asked = parser.parse_args()
    known = palettes(asked.slug)
    for variant in asked.variants or known:
        if variant not in known:
            sys.exit(f"{asked.slug} has no variant {variant!r}: {', '.join(known)}.")
        draw(asked.slug, variant, FORMATS[asked.format], known[variant], asked.scratch or ROOT / "artwork" / asked.slug)


if __name__ == "__main__":
    main()
