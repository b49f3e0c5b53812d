"""What is drawn of a street before a poster is known: the blank of its template."""

import random

import pytest
from PIL import Image, ImageDraw

from billboard.core.boxes import Pixels
from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.stickers import Sticker
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.picture.rendering import Renderer
from billboard.core.picture.splicing import Tiled, encode
from billboard.core.street.blanks import Blank, decode_poster
from billboard.core.street.scenes import Scene, load_scenes
from billboard.core.street.street import Tiles, small_street, street
from billboard.core.type.fonts import FontBook
from billboard.core.weighted_cache import WeightedCache
from tests.paths import ARTWORK

SCENES = load_scenes(ARTWORK)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts the pixels of each patch that is encoded."""
    counts: list[int] = []
    cut = Tiled.cut

    def counting(self: Tiled, image: Image.Image) -> list[bytes]:
        counts.append(image.width * image.height)
        return cut(self, image)

    monkeypatch.setattr(Tiled, "cut", counting)
    return counts


def blotted(size: tuple[int, int], boxes: list[Pixels]) -> Image.Image:
    poster = Image.linear_gradient("L").resize(size).convert("RGB")
    canvas = ImageDraw.Draw(poster)
    for number, (left, top, right, bottom) in enumerate(boxes):
        canvas.rectangle((left, top, right - 1, bottom - 1), fill=(255, 40 * (number % 5), 0))
    return poster


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_a_street_is_the_same_to_the_last_byte_whether_or_not_its_blank_is_known(scene: Scene) -> None:
    chance = random.Random(scene.slug)
    for draw, size in ((street, scene.format.full), (street, scene.format.half), (small_street, scene.format.half)):
        width, height = size
        whole = [(0, 0, 5, 5), (width - 5, height - 5, width, height), (1, 0, width, 3), (0, 0, width, height)]
        for number in range(8):
            xs, ys = (sorted(chance.sample(range(edge + 1), 2)) for edge in size)
            boxes = [whole[number]] if number < len(whole) else [(xs[0], ys[0], xs[1], ys[1]), (*whole[0],)]
            poster = blotted(size, boxes)
            assert draw(poster, scene, Blank("bare", lambda: blotted(size, []), boxes)) == draw(poster, scene)  # noqa: B023


@pytest.mark.parametrize("slug", ["roadside", "gable-end"])
def test_a_stored_poster_hangs_on_its_blank(
    slug: str, renderer: Renderer, plain: PosterTemplate, drawn: list[int]
) -> None:
    scene = SCENES[slug]
    bubble = (Sticker("moustache", 1300, 620, 200, 10),)
    designs = [Design(plain, plain.variants[0], plain.defaults, stickers) for stickers in ((), bubble)]
    for design in designs:
        stored, tiled = renderer.full(design), renderer.blank(design, "full")
        poster, blank = decode_poster(stored, scene.poster_width(), tiled, plain.slug)
        again = street(poster, scene, blank)
        drawn.clear()
        assert street(poster, scene, blank) == again
        least = sum(drawn)
        assert again == street(poster, scene)
        assert least < 0.8 * (sum(drawn) - least)


def test_no_art_is_decoded_for_what_it_would_spare(book: FontBook, plain: PosterTemplate) -> None:
    renderer, design = Renderer({plain.slug: plain}, book), Design(plain, plain.variants[0], plain.defaults)
    assert renderer.blank(design, "full") is None
    renderer.full(design)
    assert renderer.blank(design, "full")


def test_a_poster_that_was_not_spliced_from_the_blank_is_drawn_whole(renderer: Renderer, plain: PosterTemplate) -> None:
    """Such as one with an imprint, or whose template was drawn anew since: nothing of today's art comes into it."""
    scene, design = SCENES["gable-end"], Design(plain, plain.variants[0], plain.defaults)
    renderer.full(design)
    blank = renderer.blank(design, "full")
    assert blank
    for stored in (
        encode(Image.new("RGB", (1600, 800), (0, 90, 0)), blank.quality),
        encode(Image.new("RGB", (1600, 800), (0, 90, 0)), blank.quality - 9),
        encode(Image.new("RGB", (1200, 600), (0, 90, 0)), blank.quality),
    ):
        poster, known = decode_poster(stored, scene.poster_width(), blank, "plain")
        assert street(poster, scene, known) == street(poster, scene)


def test_what_hangs_on_boards_is_kept_within_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    scene, cache = SCENES["gantry"], WeightedCache[list[Tiles]](400_000)
    monkeypatch.setattr("billboard.core.street.street._blanks", cache)
    poster = blotted((800, 400), [])
    for number in range(20):
        street(poster, scene, Blank(number, lambda: poster, [(0, 0, 9, 9)]))
    assert 0 < len(cache) < 20
    assert cache.weight <= cache.room
