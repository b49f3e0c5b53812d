"""Pictures of a draft by the renderer that draws posters: as a poster, a tile of the wall, or on a street."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from PIL import Image

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.templates import PosterTemplate, Variant
from billboard.core.darkroom.recipes import AS_IT_IS
from billboard.core.errors import Refused
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.picture.rendering import Renderer
from billboard.core.reading.driveby import CLEAR, LARGE, Remark, remarks
from billboard.core.reading.readability import measure, slot_contrast
from billboard.core.street.scenes import Scene
from billboard.core.street.street import SMALL_SCALE, small_street
from billboard.core.type.slots import Slot
from billboard.studio import draft_art, layouts
from billboard.studio.draft_art import DraftArt, Easel
from billboard.studio.drafted import layouts_of
from billboard.studio.limits import LEAST
from billboard.studio.slots import colours_of
from billboard.studio.specimens import BY_SLUG, main_of, usual, words_for

Shape = Literal["poster", "tile", "street"]
ROOMY = 20  # letters of what people write on purpose
SMALL_TYPE = 60  # art px
NAME = "art"  # of the one colouring that is looked at


@dataclass(frozen=True, slots=True)
class Seen:
    """A document as a template on files of this machine."""

    template: PosterTemplate
    home: Format

    @property
    def variant(self) -> Variant:
        return self.template.variants[0]

    def slots(self, format_: Format) -> Sequence[Slot]:
        return self.template.layout(format_.slug).slots


def seen(easel: Easel, renderer: Renderer, format_: Format, textures: Path, recipe: str = AS_IT_IS) -> Seen:
    """As it looks in a format, whether that is accepted or not. Raises Refused and StoreUnavailable."""
    document = layouts.accepting(easel.document, format_)
    art = draft_art.art_in(easel, format_, recipe)
    inks = colours_of(document.boxes, draft_art.inks_under(easel, recipe))
    variant = Variant(NAME, NAME, art, MappingProxyType(inks), textures, _source(art, format_))
    template = PosterTemplate(
        slug="draft",
        version=1,
        title=document.papers.title,
        blurb="",
        tags=(),
        alt=document.papers.alt,
        credit="",
        licence="",
        scene="",
        variants=(variant,),
        layouts=layouts_of(document, renderer.book),
        samples=(),
    )
    return Seen(template, layouts.home_of(document))


def _source(art: Path, format_: Format) -> DraftArt:
    """With the art of that format alone: nothing else is drawn."""
    return DraftArt({f"{NAME}.jpg" if format_ is FORTY_EIGHT else f"{NAME}-{format_.slug}.jpg": art})


def spoken(found: Seen, renderer: Renderer, format_: Format, says: str) -> Mapping[str, str]:
    """What the boxes of a draft say: one of the specimens, or, for any other word, what they say by themselves."""
    slots = found.slots(format_)
    if specimen := BY_SLUG.get(says):
        return words_for(renderer.book, slots, specimen)
    main = main_of(slots)
    return {slot.name: usual(slot, is_main=slot is main) for slot in slots}


def picture(
    found: Seen, renderer: Renderer, words: Mapping[str, str], format_: Format, shape: Shape, scene: Scene | None
) -> bytes:
    """A JPEG. Raises SloganProblems."""
    design = Design(found.template, found.variant, words)
    if shape == "tile":
        return renderer.small(design)
    if shape == "street" and scene:
        width = max(scene.poster_width(SMALL_SCALE), scene.format.half[0])
        return small_street(renderer.render(design, scene.format, width), scene)
    return renderer.preview(design, format_)


@dataclass(frozen=True, slots=True)
class Figure:
    """What is said of one box while it is drawn."""

    label: str
    limit: int
    contrast: float | None  # none where nothing can be set in it
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Figures:
    boxes: Sequence[Figure]
    remarks: Sequence[Remark]


def figures(found: Seen, renderer: Renderer, words: Mapping[str, str]) -> Figures:
    """How well a draft can be read, on its board as it hangs."""
    home = found.home
    art = renderer.art(found.variant, home.half[0], home)
    boxes = list[Figure]()
    for slot in found.slots(home):
        warnings, contrast = list[str](), None
        try:
            (text, *_) = renderer.set(
                Design(found.template, found.variant, {slot.name: words.get(slot.name) or "Words"}), home
            ).texts
            contrast = slot_contrast(renderer.book, text, found.variant.inks, art, art.width / home.art[0])
        except Refused as refused:
            warnings.append(refused.message)
        boxes.append(Figure(slot.label, slot.limit, contrast, [*warnings, *_warnings(slot, contrast)]))
    return Figures(boxes, _passing(found, renderer, words))


def _passing(found: Seen, renderer: Renderer, words: Mapping[str, str]) -> Sequence[Remark]:
    """What people who pass the 48-sheet read of it; contrast is said of each box."""
    try:
        texts = renderer.set(Design(found.template, found.variant, words)).texts
    except Refused:
        return ()
    plain = Image.new("RGB", FORTY_EIGHT.half)
    passing = measure(renderer.book, texts, FORTY_EIGHT.art[0], found.variant.inks, plain)
    return [each for each in remarks(passing) if each.who != "Contrast"] if passing else ()


def _warnings(slot: Slot, contrast: float | None) -> list[str]:
    said = []
    if slot.limit < LEAST:
        said.append("Nothing legible fits. Make it larger, or its smallest type smaller.")
    elif slot.limit < ROOMY and slot.required:
        said.append(f"Only {slot.limit} letters fit. Most slogans have more.")
    if contrast is not None and contrast < LARGE:
        said.append("Hard to read on this picture. Try another ink, an outline, or a bar.")
    elif contrast is not None and contrast < CLEAR and slot.size[0] < SMALL_TYPE:
        said.append("Its smallest letters are hard to read on this picture.")
    return said
