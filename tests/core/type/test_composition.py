"""Type that does more than lie in a box."""

from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, ImageChops

from billboard.core.ink.drawing import Canvas, draw_set_text
from billboard.core.ink.glyphs import GlyphOutlines
from billboard.core.ink.masks import touched
from billboard.core.type.fonts import FontBook
from billboard.core.type.layout import SetText
from billboard.core.type.placement import lie
from billboard.core.type.slots import Highlight, LineStyle, Shadow, Slot, Stroke, Texture
from billboard.core.type.typesetting import set_slot
from tests.paths import TEXTURES

INKS = {"ink": (0, 0, 0), "bar": (255, 220, 0)}
LONG = "We will look into it when the trains have been put back where they belong"
SLOT = Slot("headline", "Headline", (120, 120, 1000, 400), "Anton-Regular", (40, 300), "ink", lines=4, limit=200)
MUCH = f"{LONG}, says nobody in particular today, and we wait"
LAID: dict[str, dict[str, Any]] = {
    "plain": {},
    "barred": {"highlight": Highlight("bar", 0.15, 0.08)},
    "risen": {"curve": 80.0, "lines": 1},
    "sunk": {"curve": -80.0, "lines": 1, "align": "centre"},
    "squeezed": {"stretch": 0.4, "lines": 2},
    "stepped": {"first": LineStyle(1.6, "Anton-Regular"), "last": LineStyle(0.5, "Archivo-Black")},
    "capped": {"drop_cap": 3, "lines": 8, "font": "Newsreader-Medium", "size": (40, 90)},
    "uneven": {"uneven": 0.2, "tracking": 0.03},
    "outlined": {"curve": 60.0, "lines": 1, "stroke": Stroke(0.06, "bar"), "shadow": Shadow(0.05, 0.05, "bar")},
}


def drawn(book: FontBook, text: SetText, under: int = 255) -> Image.Image:
    image = Image.new("RGB", (840, 440), (under,) * 3)
    draw_set_text(Canvas(image, (0, 0), 2 / 3, GlyphOutlines(book), INKS, TEXTURES), text)
    return image


def ink_of(image: Image.Image) -> Image.Image:
    return ImageChops.invert(image.convert("L"))


@pytest.mark.parametrize("name", LAID)
@pytest.mark.parametrize("text", ["No", "Jgjpqy ÅÇ", "We will look into it, later", "لن ننظر في الأمر", "क्षत्रिय की 🎉"])
def test_whatever_is_composed_stays_in_its_box(book: FontBook, name: str, text: str) -> None:
    slot = replace(SLOT, **LAID[name])
    setting = set_slot(book, slot, text)
    found = ink_of(drawn(book, setting)).getbbox()
    assert found is not None
    left, top, right, bottom = touched(setting, 2 / 3)
    assert left <= found[0]
    assert top <= found[1]
    assert right >= found[2]
    assert bottom >= found[3]
    # Half a pixel may round outwards on either side.
    assert found[0] >= 80 - 1
    assert found[1] >= 80 - 1
    assert found[2] <= 80 + 667 + 1
    assert found[3] <= 80 + 267 + 1


def test_a_bar_lies_behind_every_line_and_all_are_as_high(book: FontBook) -> None:
    setting = set_slot(book, replace(SLOT, highlight=Highlight("bar", 0.2, 0.1)), "Never knowingly\nunder-kettled")
    assert len(setting.bars) == len(setting.lines) == 2
    heights = [bottom - top for _, top, _, bottom in setting.bars]
    assert heights[0] == pytest.approx(heights[1])
    image = drawn(book, setting)
    for left, top, _, _ in setting.bars:
        assert image.getpixel((round(left * 2 / 3) + 3, round(top * 2 / 3) + 3)) == INKS["bar"]


def test_a_curved_line_is_highest_in_its_middle_and_a_sunken_one_at_its_ends(book: FontBook) -> None:
    for curve, sign in ((80.0, 1), (-80.0, -1)):
        setting = set_slot(book, replace(SLOT, curve=curve, lines=1, align="centre"), "HHHHHHHHHHHHHHH")
        left, top, right, bottom = ink_of(drawn(book, setting)).getbbox() or (0, 0, 0, 0)
        fifth = (right - left) // 5
        ink = ink_of(drawn(book, setting))
        ends, middle = (
            ink.crop((left, top, left + fifth, bottom)),
            ink.crop((left + 2 * fifth, top, right - 2 * fifth, bottom)),
        )
        assert ((ends.getbbox() or (0,) * 4)[3] - (middle.getbbox() or (0,) * 4)[3]) * sign > 10


def test_what_stands_on_an_arc_is_turned_with_it_and_with_its_slot(book: FontBook) -> None:
    setting = set_slot(book, replace(SLOT, curve=50.0, rotation=10.0, lines=1, align="centre"), "There and back")
    left, _, right, _ = setting.lines[0].runs[0].x, 0, setting.slot.box[0] + setting.slot.box[2], 0
    angles = [lie(setting, x).angle for x in (left, 620.0, right)]
    assert angles[0] > angles[1] > angles[2]
    assert angles[1] == pytest.approx(10.0)


def test_letters_are_squeezed_only_as_far_as_they_must_be(book: FontBook) -> None:
    slot = replace(SLOT, stretch=0.4, lines=1, size=(60, 160))
    stretches = [
        set_slot(book, slot, text).lines[0].runs[0].stretch
        for text in ("Briefly", "We will look into it", "We will look into it when the trains have been")
    ]
    assert stretches[0] == 1.0
    assert stretches[0] >= stretches[1] > stretches[2] >= 0.4


def test_squeezed_letters_are_as_narrow_as_they_were_set(book: FontBook) -> None:
    setting = set_slot(book, replace(SLOT, stretch=0.4, lines=1, size=(60, 160)), LONG[:46])
    found = ink_of(drawn(book, setting)).getbbox()
    assert found is not None
    assert found[0] == pytest.approx(setting.ink[0] * 2 / 3, abs=2)
    assert found[2] == pytest.approx(setting.ink[2] * 2 / 3, abs=2)


def test_first_and_last_lines_have_sizes_and_faces_of_their_own(book: FontBook) -> None:
    slot = replace(SLOT, first=LineStyle(2.0, "Anton-Regular"), last=LineStyle(0.5, "Archivo-Black"))
    setting = set_slot(book, slot, "Keep calm\nand\ncarry on")
    sizes = [line.runs[0].size for line in setting.lines]
    assert sizes == pytest.approx([2 * setting.size, setting.size, setting.size / 2])
    assert [line.runs[0].face for line in setting.lines] == ["Anton-Regular", "Anton-Regular", "Archivo-Black"]


def test_a_single_line_is_neither_first_nor_last(book: FontBook) -> None:
    slot = replace(SLOT, first=LineStyle(2.0, "Archivo-Black"), last=LineStyle(0.5, "Archivo-Black"), lines=1)
    assert set_slot(book, slot, "Alone").lines[0].runs[0].face == "Anton-Regular"


def test_a_drop_cap_stands_on_the_baseline_of_its_last_line(book: FontBook) -> None:
    slot = replace(SLOT, drop_cap=3, lines=8, font="Newsreader-Medium", size=(40, 90))
    setting = set_slot(book, slot, MUCH)
    cap, *_ = setting.lines[0].runs
    assert cap.text == "W"
    assert cap.y == pytest.approx(setting.lines[2].runs[0].y)
    assert cap.size > 2 * setting.size
    starts = [line.runs[-1].x for line in setting.lines]
    assert min(starts[:3]) > starts[3] + setting.size


def test_scripts_without_capitals_have_no_drop_cap(book: FontBook) -> None:
    slot = replace(SLOT, drop_cap=3, lines=8, size=(40, 90))
    assert {run.size for line in set_slot(book, slot, "لن ننظر في الأمر قبل").lines for run in line.runs} == {
        set_slot(book, slot, "لن ننظر في الأمر قبل").lines[0].runs[0].size
    }


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTURES.glob("*.png")))
def test_a_texture_takes_ink_away_and_adds_none(book: FontBook, name: str) -> None:
    whole = ink_of(drawn(book, set_slot(book, replace(SLOT, texture=Texture(name, 0.0)), "Refused")))
    worn = ink_of(drawn(book, set_slot(book, replace(SLOT, texture=Texture(name, 1.0)), "Refused")))
    assert ImageChops.subtract(worn, whole).getextrema() == (0, 0)
    left = sum(worn.tobytes()) / sum(whole.tobytes())
    assert 0.5 < left < 0.99
    gentle = ink_of(drawn(book, set_slot(book, replace(SLOT, texture=Texture(name, 0.4)), "Refused")))
    assert sum(worn.tobytes()) < sum(gentle.tobytes()) < sum(whole.tobytes())


@pytest.mark.parametrize(
    "change",
    [
        {"texture": Texture("stamp", 1.0), "rotation": 7.0},
        {"soft": 0.03},
        {"curve": 70.0, "lines": 1},
        {"multiply": True},
        {"highlight": Highlight("bar", 0.2, 0.1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_part_of_a_poster_gets_the_pixels_of_the_whole(book: FontBook, change: dict[str, Any]) -> None:
    slot = replace(SLOT, **change)
    setting, grain = set_slot(book, slot, "Refused 🎉 again"), Image.effect_noise((840, 440), 40).convert("RGB")
    whole, box = grain.copy(), (160, 96, 480, 320)
    part = grain.crop(box)
    outlines = GlyphOutlines(book)
    draw_set_text(Canvas(whole, (0, 0), 2 / 3, outlines, INKS, TEXTURES), setting)
    draw_set_text(Canvas(part, box[:2], 2 / 3, outlines, INKS, TEXTURES), setting)
    assert part.tobytes() == whole.crop(box).tobytes()


def test_ink_that_soaks_in_keeps_the_shade_of_the_paper(book: FontBook) -> None:
    setting = set_slot(book, replace(SLOT, multiply=True, ink="bar"), "Soaked")
    light, dark = drawn(book, setting, 255), drawn(book, setting, 128)
    column = next(x for x in range(84, 300) if light.getpixel((x, 200)) == INKS["bar"])
    assert dark.getpixel((column, 200)) == (128, 110, 0)


def test_paper_of_a_known_colour_does_not_tint(book: FontBook) -> None:
    inks = {**INKS, "paper": (200, 180, 160)}
    setting = set_slot(book, replace(SLOT, multiply=True, ink="bar", paper="paper"), "Soaked")
    image = Image.new("RGB", (840, 440), (200, 180, 160))
    draw_set_text(Canvas(image, (0, 0), 2 / 3, GlyphOutlines(book), inks, TEXTURES), setting)
    assert INKS["bar"] in {colour for _, colour in image.getcolors(1 << 20) or []}


def test_soft_edges_fade(book: FontBook) -> None:
    hard = ink_of(drawn(book, set_slot(book, SLOT, "Spray")))
    soft = ink_of(drawn(book, set_slot(book, replace(SLOT, soft=0.04), "Spray")))
    half = [sum(1 for value in ink.tobytes() if 40 < value < 215) for ink in (hard, soft)]
    assert half[1] > 3 * half[0]


def test_an_emoji_turns_with_the_arc(book: FontBook) -> None:
    setting = set_slot(book, replace(SLOT, curve=90.0, lines=1, align="centre"), "🎉🎉🎉🎉🎉🎉🎉🎉")
    image = ink_of(drawn(book, setting))
    left, top, _, _ = image.getbbox() or (0, 0, 0, 0)
    first = image.crop((left, 0, left + 30, 440)).getbbox()
    assert first is not None
    assert first[1] > top + 20


def test_letters_that_are_put_up_by_hand_stand_off_their_line_by_no_more_than_they_may(book: FontBook) -> None:
    straight = set_slot(book, replace(SLOT, tracking=0.03), "Minutes")
    uneven = set_slot(book, replace(SLOT, tracking=0.03, uneven=0.1), "Minutes")
    baseline = uneven.lines[0].runs[0].y
    offsets = {run.y for run in uneven.lines[0].runs}
    assert len({run.y for run in straight.lines[0].runs}) == 1
    assert len(offsets) == len("Minutes")
    assert all(abs(y - baseline) <= 0.1 * uneven.size for y in offsets)


def test_typing_on_leaves_the_letters_of_a_line_where_they_hang(book: FontBook) -> None:
    slot = replace(SLOT, tracking=0.03, uneven=0.1, size=(100, 100), lines=1)
    short, longer = (set_slot(book, slot, text).lines[0].runs for text in ("Minu", "Minutes"))
    assert [run.y for run in longer[:4]] == [run.y for run in short]


def test_letters_that_hold_hands_keep_their_line(book: FontBook) -> None:
    arabic = set_slot(book, replace(SLOT, tracking=0.03, uneven=0.1), "مرحبا بكم")
    assert len({run.y for line in arabic.lines for run in line.runs}) == 1
