"""Posters on the street: where they come to lie, what stays untouched, and what a broken scene.toml is told."""

import io
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import dist
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from billboard.core.boxes import Point
from billboard.core.errors import TemplateError
from billboard.core.formats import FORTY_EIGHT, SIX
from billboard.core.picture.splicing import encode
from billboard.core.street.perspective import mesh, perspective
from billboard.core.street.scenes import STREET_SIZE, Scene, load_scene, load_scenes
from billboard.core.street.street import STREET_QUALITY, compose, prepare, small_street, street, street_card
from tests.paths import ARTWORK

CORNERS = [(700.3, 202.6), (1502.8, 120.4), (1498.1, 661.7), (704.9, 590.2)]
SCENES = load_scenes(ARTWORK)

TOML = """
title = "Plain"
alt = "A board before nothing."
credit = "Drawn for the tests"
licence = "CC BY 4.0"
plate = "plate.jpg"

[board]
corners = [700.3, 202.6, 1502.8, 120.4, 1498.1, 661.7, 704.9, 590.2]
place = [690, 110]
mask = "mask.png"
dark = "dark.jpg"
light = "light.jpg"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A scene of flat greys, with a pole before its board."""
    folder = tmp_path / "scenes" / "plain"
    folder.mkdir(parents=True)
    Image.new("RGB", (1920, 1080), (90, 90, 90)).save(folder / "plate.jpg", quality=95)
    times, (x, y), (width, height) = 4, (690, 110), (820, 560)
    mask = Image.new("L", (width * times, height * times))
    canvas = ImageDraw.Draw(mask)
    canvas.polygon([((cx - x) * times, (cy - y) * times) for cx, cy in CORNERS], fill=255)
    canvas.rectangle((400 * times, 0, 410 * times, height * times), fill=0)
    mask = mask.reduce(times)
    white, grey = Image.new("RGB", mask.size, (250, 250, 250)), Image.new("RGB", mask.size, (90, 90, 90))
    black = Image.new("RGB", mask.size)
    mask.save(folder / "mask.png")
    Image.composite(black, grey, mask).save(folder / "dark.jpg", quality=100, subsampling=0)
    Image.composite(white, black, mask).save(folder / "light.jpg", quality=100, subsampling=0)
    (folder / "scene.toml").write_text(TOML)
    return folder


def checkers(across: int = 8, down: int = 4) -> Image.Image:
    small = Image.new("RGB", (across, down))
    small.putdata([(255, 255, 255) if (x + y) % 2 else (0, 0, 0) for y in range(down) for x in range(across)])
    return small.resize((1600, 800), Image.Resampling.NEAREST)


def crossing(level: Callable[[int], int], about: float) -> float:
    """Where between two pixels' middles a step from dark to light (or back) is half done, near `about`."""
    start = int(about) - 5
    values = [level(start + step) for step in range(11)]
    half = (min(values) + max(values)) / 2
    for step, (a, b) in enumerate(pairwise(values)):
        if (a - half) * (b - half) <= 0 and a != b:
            return start + step + 0.5 + (half - a) / (b - a)
    raise AssertionError(f"no step near {about}: {values}")


def test_a_checkerboard_lands_within_half_a_pixel_of_where_the_corners_put_it(folder: Path) -> None:
    pixels = compose(checkers(), load_scene(folder / "scene.toml")).convert("L").tobytes()

    def level(x: int, y: int) -> int:
        return pixels[y * 1920 + x]

    a, b, c, d, e, f, g, h = perspective([(0, 0), (8, 0), (8, 4), (0, 4)], CORNERS)

    def expected(u: float, v: float) -> tuple[float, float]:
        under = g * u + h * v + 1
        return (a * u + b * v + c) / under, (d * u + e * v + f) / under

    for column in (1, 2, 3, 5, 6, 7):
        for row in (0, 1, 2, 3):
            x, y = expected(column, row + 0.5)
            # Along a row of pixels; the edge leans so little that its place half a pixel away is the same.
            assert abs(crossing(lambda at, y=y: level(at, int(y)), x) - x) < 0.5  # type: ignore[misc]
    for row in (1, 2, 3):
        for column in (0, 1, 2, 4, 5, 6, 7):
            x, y = expected(column + 0.5, row)
            assert abs(crossing(lambda at, x=x: level(int(x), at), y) - y) < 0.5  # type: ignore[misc]


@pytest.mark.parametrize("corners", [CORNERS, *(scene.corners for scene in SCENES.values())], ids=["turned", *SCENES])
def test_a_mesh_shows_every_point_within_a_tenth_of_a_pixel_of_the_true_perspective(corners: Sequence[Point]) -> None:
    there = [(x - min(x for x, _ in corners), y - min(y for _, y in corners)) for x, y in corners]
    here = [(0, 0), (1600, 0), (1600, 800), (0, 800)]
    a, b, c, d, e, f, g, h = perspective(there, here)
    size = (int(max(x for x, _ in there)), int(max(y for _, y in there)))
    for (left, top, right, bottom), quad in mesh(there, here, size):
        for u, v in ((0.5, 0.5), (0.25, 0.8), (0.0, 0.5), (0.5, 1.0)):
            x, y = left + u * (right - left), top + v * (bottom - top)
            weights = ((1 - u) * (1 - v), (1 - u) * v, u * v, u * (1 - v))
            shown = [sum(weight * quad[2 * n + axis] for n, weight in enumerate(weights)) for axis in (0, 1)]
            depth = g * x + h * y + 1
            true = ((a * x + b * y + c) / depth, (d * x + e * y + f) / depth)
            assert dist(shown, true) * size[0] / 1600 < 0.1


def changed(scene: Scene, poster: Image.Image) -> Image.Image:
    """White where the street differs from the plate at all."""
    with Image.open(scene.plate) as plate:
        return mostly(ImageChops.difference(compose(poster, scene), plate.convert("RGB")))


def mostly(difference: Image.Image) -> Image.Image:
    red, green, blue = difference.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value else 0)


def test_what_stands_before_the_board_stays_before_it(folder: Path) -> None:
    seen = compose(Image.new("RGB", (1600, 800), (255, 0, 0)), load_scene(folder / "scene.toml"))
    assert seen.getpixel((690 + 405, 400)) == pytest.approx((90, 90, 90), abs=3)
    assert seen.getpixel((690 + 420, 400)) == pytest.approx((250, 0, 0), abs=6)


def test_no_seam_shows_at_the_frame(folder: Path) -> None:
    """A poster of the wall's own colour vanishes: neither a light nor a dark line is left around it."""
    scene = load_scene(folder / "scene.toml")
    same = round(255 * 90 / 250)
    seen = compose(Image.new("RGB", (1600, 800), (same, same, same)), scene)
    off = ImageChops.difference(seen, Image.new("RGB", seen.size, (90, 90, 90)))
    assert not any(sum(band.histogram()[5:]) for band in off.split())


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_outside_the_mask_and_the_wet_ground_the_plate_is_unchanged(scene: Scene) -> None:
    may = Image.new("L", STREET_SIZE)
    with Image.open(scene.mask) as mask:
        may.paste(mask.point(lambda value: 255 if value else 0), scene.place)
    if scene.wet:
        with Image.open(scene.wet.light) as light:
            may.paste(255, (*scene.wet.place, scene.wet.place[0] + light.width, scene.wet.place[1] + light.height))
    assert ImageChops.subtract(changed(scene, checkers()), may).getbbox() is None


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_the_light_of_the_paper_on_its_frame_ends_in_no_step(scene: Scene) -> None:
    """A black poster darkens what is next to it too, and less and less until nothing is left to be seen."""
    with Image.open(scene.mask) as mask, Image.open(scene.plate) as plate:
        lit = mask.point(lambda value: 255 if value else 0)
        place = (*scene.place, scene.place[0] + mask.width, scene.place[1] + mask.height)
        off = ImageChops.difference(compose(Image.new("RGB", (1600, 800)), scene), plate.convert("RGB")).crop(place)
    rim = ImageChops.subtract(lit, lit.filter(ImageFilter.MinFilter(3)))
    steps = off.convert("L").histogram(rim)
    assert sum(steps[7:]) < 0.02 * sum(steps)  # a cut edge has nearly all of them; what is left is leaves in JPEG


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_the_mask_lies_within_the_corners_and_most_of_the_poster_shows(scene: Scene) -> None:
    inside = Image.new("L", STREET_SIZE)
    ImageDraw.Draw(inside).polygon(scene.corners, fill=255)
    inside = inside.filter(ImageFilter.MaxFilter(5))
    shown = Image.new("L", STREET_SIZE)
    with Image.open(scene.mask) as mask:
        shown.paste(mask, scene.place)
    assert ImageChops.subtract(shown.point(lambda value: 255 if value > 12 else 0), inside).getbbox() is None
    visible, whole = sum(shown.histogram()[128:]), sum(inside.histogram()[128:])
    assert visible / whole > 0.75


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_a_scene_is_small_to_fetch_and_large_to_look_at(scene: Scene) -> None:
    assert sum(path.stat().st_size for path in scene.plate.parent.iterdir()) < 1_500_000
    assert scene.width > 400
    assert scene.alt.endswith(".")


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_the_same_poster_gives_the_same_bytes(scene: Scene) -> None:
    prepare(scene)
    again = load_scene(scene.plate.with_name("scene.toml"))
    assert street(checkers(), scene) == street(checkers(), scene) == street(checkers(), again)


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_what_is_spliced_is_byte_for_byte_what_encoding_the_whole_street_gives(scene: Scene) -> None:
    assert street(checkers(), scene) == encode(compose(checkers(), scene), STREET_QUALITY)


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_the_small_street_and_the_card_show_the_whole_board(scene: Scene) -> None:
    pink, green = (Image.new("RGB", scene.format.half, colour) for colour in ((255, 0, 255), (0, 255, 0)))
    (left, _), (right, _), *_ = scene.corners
    for draw, size in ((small_street, (480, 270)), (street_card, (1200, 630))):
        a, b = (Image.open(io.BytesIO(draw(poster, scene))) for poster in (pink, green))
        assert a.size == b.size == size
        box = mostly(ImageChops.difference(a, b)).getbbox()
        assert box
        scale = size[0] / 1920
        assert box[0] <= left * scale + 8
        assert box[2] >= right * scale - 8
        board = ImageChops.subtract(a.split()[0], b.split()[0]).point(lambda value: 255 if value > 24 else 0)
        rows = [y for y in range(size[1]) if board.crop((0, y, size[0], y + 1)).getbbox()]
        assert rows[0] > 0  # nothing of it is cut off above


@pytest.mark.parametrize("scene", [each for each in SCENES.values() if each.wet], ids=lambda scene: str(scene.slug))
def test_wet_ground_takes_the_posters_colours_in_their_places(scene: Scene) -> None:
    assert scene.wet
    halves = Image.new("RGB", (1600, 800), (255, 0, 0))
    halves.paste((0, 0, 255), (800, 0, 1600, 800))
    gain = ImageChops.subtract(compose(halves, scene), compose(Image.new("RGB", (1600, 800)), scene))
    xs, ys = [x for x, _ in scene.wet.corners], [y for _, y in scene.wet.corners]
    left, top, right, bottom = max(0, int(min(xs))), int(min(ys)), min(1920, int(max(xs))), min(1080, int(max(ys)))
    third = (right - left) // 3
    for x, more, less in ((left, 0, 2), (right - third, 2, 0)):
        sums = [sum(band.tobytes()) for band in gain.crop((x, top, x + third, bottom)).split()]
        assert sums[more] > 2 * sums[less]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "Plain"', "", "title: is missing"),
        ("place = [690, 110]", "place = [1690, 110]", "board.place: a part 820x560 at [1690, 110] leaves the plate"),
        ("700.3, 202.6, ", "", "board.corners: should be 8 numbers"),
        ("700.3, 202.6, 1502.8, 120.4", "1502.8, 120.4, 700.3, 202.6", "board.corners: are not those of a four-sided"),
        ('mask = "mask.png"', 'mask = "mist.png"', "board.mask: there is no picture 'mist.png'"),
        ('mask = "mask.png"', 'mask = "dark.jpg"', "board.mask: 'dark.jpg' is not a PNG"),
        ('light = "light.jpg"', 'light = "plate.jpg"', "board.light: 'plate.jpg' is 1920x1080, but the mask"),
        ("[board]", 'format = "postcard"\n[board]', "format: 'postcard' is not among the formats: 48-sheet, 6-sheet"),
        ("[board]", 'weather = "fair"\n[board]', "weather: is not a field that means anything here"),
        ("title", "title title", "cannot be read as TOML"),
    ],
)
def test_a_broken_scene_toml_is_named_with_its_field(folder: Path, old: str, new: str, told: str) -> None:
    (folder / "scene.toml").write_text(TOML.replace(old, new, 1))
    with pytest.raises(TemplateError) as caught:
        load_scene(folder / "scene.toml")
    assert str(folder / "scene.toml") in str(caught.value)
    assert told in str(caught.value)


def test_a_board_has_the_format_that_its_scene_names(folder: Path) -> None:
    assert load_scene(folder / "scene.toml").format is FORTY_EIGHT
    (folder / "scene.toml").write_text(TOML.replace("[board]", 'format = "6-sheet"\n\n[board]'))
    assert load_scene(folder / "scene.toml").format is SIX


def test_a_scene_rendered_anew_has_another_fingerprint(folder: Path) -> None:
    before = load_scene(folder / "scene.toml").fingerprint
    assert load_scene(folder / "scene.toml").fingerprint == before
    Image.new("RGB", (1920, 1080), (120, 90, 90)).save(folder / "plate.jpg", quality=95)
    assert load_scene(folder / "scene.toml").fingerprint != before


def test_scenes_among_which_no_48_sheet_can_hang_are_refused(folder: Path) -> None:
    (folder / "scene.toml").write_text(TOML.replace("[board]", 'format = "square"\n\n[board]'))
    with pytest.raises(TemplateError, match="no scene is for a 48-sheet"):
        load_scenes(folder.parent.parent)


def test_an_artwork_folder_without_scenes_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no scenes here"):
        load_scenes(tmp_path)
