"""Draw one poster, or all samples of a template on a sheet, with the renderer the site uses.

python tools/render_poster.py the-queue headline="The queue isn't working"
python tools/render_poster.py the-queue --variant steel --width 800 --out /tmp/queue.jpg
python tools/render_poster.py the-queue --all-samples          every sample, every variant in turn
python tools/render_poster.py artwork/the-queue --boxes        outlines each slot's box and its ink
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from billboard.core.catalogue.designs import Design  # noqa: E402  the path comes first
from billboard.core.catalogue.slogans import read_slogan  # noqa: E402
from billboard.core.catalogue.template_reading import load_template  # noqa: E402
from billboard.core.catalogue.templates import PosterTemplate  # noqa: E402
from billboard.core.errors import InstallationError, SloganProblems  # noqa: E402  the path comes first
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format  # noqa: E402
from billboard.core.picture.rendering import Renderer  # noqa: E402
from billboard.core.picture.splicing import encode  # noqa: E402
from billboard.core.picture.stored_pictures import FULL_QUALITY  # noqa: E402
from billboard.core.type.placement import turn  # noqa: E402
from billboard.core.type.typesetting import FontBook  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("template", help="a template's slug, or the path of its folder")
    parser.add_argument("texts", nargs="*", metavar="slot=text", help="slots not given keep their default text")
    parser.add_argument("--variant", help="the first where none is given")
    parser.add_argument("--format", choices=list(FORMATS), default=FORTY_EIGHT.slug)
    parser.add_argument("--width", type=int, help="of the picture, px; the format's full size where none is given")
    parser.add_argument("--all-samples", action="store_true", help="a contact sheet of the defaults and every sample")
    parser.add_argument("--boxes", action="store_true", help="outline the slots' boxes (red) and their ink (cyan)")
    parser.add_argument("--out", type=Path, help="where to write the JPEG; <template>.jpg where none is given")
    options = parser.parse_intermixed_args()
    folder = Path(options.template)
    if not (folder / "template.toml").is_file():
        folder = ROOT / "artwork" / options.template
    shape, book = FORMATS[options.format], FontBook(ROOT / "fonts")
    try:
        template = load_template((folder / "template.toml").resolve(), set(book.files.stems))
        renderer = Renderer({template.slug: template}, book)
        if options.all_samples:
            image = contact_sheet(renderer, template, shape, options.boxes)
        else:
            slogan = read_slogan(template, {**template.defaults, **texts_of(template, options.texts)})
            design = Design(template, template.variant(options.variant), slogan)
            image = draw(renderer, design, shape, options.width or shape.full[0], options.boxes)
    except (InstallationError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except SloganProblems as refusal:
        for name, sentence in refusal.problems.items():
            print(f"{name}: {sentence}", file=sys.stderr)
        return 1
    out = options.out or Path(f"{template.slug}.jpg")
    out.write_bytes(encode(image, FULL_QUALITY))
    print(f"{out}: {image.width}x{image.height}, {out.stat().st_size // 1024} kB")
    return 0


def texts_of(template: PosterTemplate, words: list[str]) -> dict[str, str]:
    """By slot. Raises SloganProblems for what is no slot=text, and for slots that the template does not have."""
    typed, wrong, there = dict[str, str](), dict[str, str](), [slot.name for slot in template.slots]
    for word in words:
        name, equals, text = word.partition("=")
        if equals and name in there:
            typed[name] = text.replace("\\n", "\n")
        else:
            wrong[name] = f"there is no such slot; {template.slug} has {', '.join(there)}"
            wrong[name] = wrong[name] if equals else "a text is given as slot=text"
    if wrong:
        raise SloganProblems(wrong)
    return typed


def draw(renderer: Renderer, design: Design, shape: Format, width: int, boxes: bool) -> Image.Image:
    poster = renderer.render(design, shape, width)
    scale = width / shape.art[0]
    for text in renderer.set(design, shape).texts:
        longest = max((line.text for line in text.lines), key=len, default="")
        print(f"{text.slot.name}: {text.size:g} art px, {len(text.lines)} lines, longest {longest!r}")
        if boxes:
            canvas = ImageDraw.Draw(poster)
            x, y, across, down = text.slot.box
            for colour, (left, top, right, bottom) in (
                ((255, 0, 0), (x, y, x + across, y + down)),
                ((0, 220, 255), text.ink),
            ):
                corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
                turned = [turn(text.slot).apply(*corner) for corner in corners]
                canvas.polygon([(each_x * scale, each_y * scale) for each_x, each_y in turned], outline=colour)
    return poster


def contact_sheet(renderer: Renderer, template: PosterTemplate, shape: Format, boxes: bool) -> Image.Image:
    """The defaults and every sample, two in a row (three of the other formats), the variants in turn."""
    slogans = [template.defaults, *({**sample} for sample in template.samples)]
    across = 2 if shape is FORTY_EIGHT else 3
    width, height, gap = *shape.half, 12
    down = -(-len(slogans) // across)
    page = Image.new("RGB", (across * (width + gap) + gap, down * (height + gap) + gap), (40, 40, 40))
    for number, slogan in enumerate(slogans):
        design = Design(template, template.variants[number % len(template.variants)], slogan)
        poster = draw(renderer, design, shape, width, boxes)
        page.paste(poster, (gap + number % across * (width + gap), gap + number // across * (height + gap)))
    return page


if __name__ == "__main__":
    sys.exit(main())
