"""What the drive-by test makes of real posters."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.stickers import Sticker
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.colour import Colour
from billboard.core.picture.rendering import Renderer
from billboard.core.reading import driveby
from billboard.core.reading.driveby import Verdict
from billboard.core.reading.overlay import covered, hides, spoken
from billboard.core.reading.readability import Readability, measure, slot_contrast
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Highlight, Slot, Stroke
from billboard.core.type.typesetting import set_slot
from tests.paths import ROOT

INKS: Mapping[str, Colour] = {"headline": (0, 0, 0), "accent": (255, 255, 255)}


def found(renderer: Renderer, plain: PosterTemplate, **slogan: str) -> Readability:
    design = Design(plain, plain.variant("white"), slogan)
    art = renderer.art(design.variant, 800)
    readability = measure(renderer.book, renderer.set(design).texts, 2400, design.variant.inks, art)
    assert readability is not None
    return readability


def verdict(readability: Readability, who: str) -> Verdict:
    return next(each.verdict for each in driveby.remarks(readability) if each.who == who)


def test_one_large_word_is_read_by_everybody(plain: PosterTemplate, renderer: Renderer) -> None:
    readability = found(renderer, plain, headline="No")
    assert {each.verdict for each in driveby.remarks(readability)} == {Verdict.YES}


def test_a_long_headline_is_lost_on_drivers_but_not_on_walkers(plain: PosterTemplate, renderer: Renderer) -> None:
    text = "It was like that when we got here, and it will be so when we go home again for our tea"
    readability = found(renderer, plain, headline=text)
    assert verdict(readability, "At 30 mph") is Verdict.NO
    assert verdict(readability, "On foot") is Verdict.YES


def test_small_print_is_what_a_forum_loses(plain: PosterTemplate, renderer: Renderer) -> None:
    readability = found(renderer, plain, headline="No", small_print="Terms and conditions do not apply to us.")
    assert readability.pixels < 7
    assert verdict(readability, "In a forum") is Verdict.NO
    assert readability.headline_words == 1
    assert readability.words == 9


def test_the_smallest_letter_is_measured_where_it_is_painted(
    book: FontBook, plain: PosterTemplate, renderer: Renderer
) -> None:
    slot = replace(plain.slot("headline"), case="typed")
    setting = set_slot(book, slot, "xxx")
    readability = measure(book, [setting], 2400, plain.variants[0].inks, renderer.art(plain.variants[0], 800))
    assert readability
    height = setting.ink[3] - setting.ink[1]
    assert readability.smallest == pytest.approx(height * 6.096 / 2400, rel=0.03)


def test_nothing_typed_is_nothing_to_read(book: FontBook, plain: PosterTemplate, renderer: Renderer) -> None:
    art = renderer.art(plain.variants[0], 800)
    assert measure(book, [], 2400, INKS, art) is None
    emoji = set_slot(book, plain.slot("headline"), "🎉")
    assert measure(book, [emoji], 2400, plain.variants[0].inks, art) is None


def contrast_on(book: FontBook, slot: Slot, art: Image.Image) -> float:
    return slot_contrast(book, set_slot(book, slot, "Waiting"), INKS, art, art.width / 2400)


def test_contrast_is_that_with_the_art_beneath_the_letters(book: FontBook, plain: PosterTemplate) -> None:
    slot = plain.slot("headline")
    art = Image.new("RGB", (800, 400), "white")
    assert contrast_on(book, slot, art) == pytest.approx(21)
    ink = set_slot(book, slot, "Waiting").ink
    left, top, right, bottom = (round(edge / 3) for edge in ink)
    art.paste("#222", (left, top, left + (right - left) // 4, bottom))  # a dark quarter is the worst of it
    assert contrast_on(book, slot, art) < 2
    art.paste("white", (0, 0, 800, 400))
    art.paste("#222", (left, bottom + 10, right, 400))
    assert contrast_on(book, slot, art) == pytest.approx(21)


def test_contrast_follows_a_slot_that_is_turned_or_bent(book: FontBook, plain: PosterTemplate) -> None:
    for changes in ({"rotation": 30.0}, {"curve": 90.0, "lines": 1}):
        slot = replace(plain.slot("headline"), **changes)  # type: ignore[arg-type]
        setting = set_slot(book, slot, "Waiting")
        art = Image.new("RGB", (800, 400), "black")
        sheet = Renderer({}, book)
        assert sheet
        left, top, right, bottom = (round(edge / 3) for edge in setting.ink)
        art.paste("white", (left - 120, top - 120, right + 120, bottom + 120))
        assert slot_contrast(book, setting, INKS, art, 1 / 3) == pytest.approx(21)


def test_a_bar_or_an_edge_carries_the_contrast_of_letters_that_have_one(book: FontBook, plain: PosterTemplate) -> None:
    black = Image.new("RGB", (800, 400), "black")
    slot = plain.slot("headline")
    assert contrast_on(book, slot, black) == pytest.approx(1)
    assert contrast_on(book, replace(slot, highlight=Highlight("accent", 0.2, 0.1)), black) == pytest.approx(21)
    assert contrast_on(book, replace(slot, stroke=Stroke(0.03, "accent")), black) == pytest.approx(21)
    assert contrast_on(book, replace(slot, stroke=Stroke(0.005, "accent")), black) == pytest.approx(1)


def test_soaked_ink_is_measured_as_the_art_lights_it(book: FontBook, plain: PosterTemplate) -> None:
    grey = Image.new("RGB", (800, 400), (128, 128, 128))
    slot = replace(plain.slot("headline"), multiply=True, ink="accent")
    assert contrast_on(book, slot, grey) == pytest.approx(1)  # white ink, multiplied, is no ink


def stuck(renderer: Renderer, plain: PosterTemplate, *stickers: Sticker, headline: str = "No") -> Readability:
    design = Design(plain, plain.variant("white"), {"headline": headline}, stickers)
    book, catalogue, texts = renderer.book, renderer.sticker_catalogue, renderer.set(design).texts
    hidden = covered(book, catalogue, texts, stickers)
    art = renderer.art(design.variant, 800)
    readability = measure(book, texts, 2400, design.variant.inks, art, spoken(catalogue, stickers), hidden)
    assert readability is not None
    return readability


def test_what_a_bubble_says_is_read_with_the_rest(renderer: Renderer, plain: PosterTemplate) -> None:
    bare = stuck(renderer, plain)
    small = stuck(renderer, plain, Sticker("speech-bubble", 2000, 1000, 260, 0, "I never said that"))
    large = stuck(renderer, plain, Sticker("speech-bubble", 2000, 1000, 520, 0, "I never said that"))
    assert (bare.words, small.words) == (1, 5)
    assert small.smallest < bare.smallest
    assert large.smallest == pytest.approx(2 * small.smallest)
    alone = stuck(renderer, plain, Sticker("speech-bubble", 2000, 1000, 520, 0, "Hm"), headline="")
    assert (alone.words, alone.contrast > 4.5) == (1, True)


def test_stickers_on_the_words_are_owned_up_to(renderer: Renderer, plain: PosterTemplate) -> None:
    (text,) = renderer.set(Design(plain, plain.variant("white"), {"headline": "No"})).texts
    left, top, right, bottom = text.ink
    x, y = round((left + right) / 2), round((top + bottom) / 2)
    for sticker, said in (
        (Sticker("tooth", x, y, 1200, 30), Verdict.NO),
        (Sticker("tooth", 2390, 1190, 60, 30), Verdict.YES),
    ):
        assert verdict(stuck(renderer, plain, sticker), "In the clear") is said
    assert "In the clear" not in [each.who for each in driveby.remarks(stuck(renderer, plain))]


@pytest.mark.parametrize("turn", [0, 37, -90, 180])
def test_a_sticker_covers_what_it_is_drawn_on(renderer: Renderer, plain: PosterTemplate, turn: int) -> None:
    sticker = Sticker("moustache", 1100, 500, 900, turn)
    bare, over = (
        renderer.render(Design(plain, plain.variant("white"), {"headline": ""}, each), width=2400)
        for each in ((), (sticker,))
    )
    changed = ImageChops.difference(bare, over).convert("L").point(lambda value: 255 if value > 40 else 0)
    for x in range(620, 1580, 60):
        for y in range(20, 980, 60):
            around = set(changed.crop((x - 9, y - 9, x + 10, y + 10)).tobytes())
            if len(around) == 1:  # not at its edge
                assert hides(renderer.sticker_catalogue, sticker, x, y) == (255 in around)


def test_every_source_is_named_in_the_docs() -> None:
    text = (ROOT / "docs" / "readability.md").read_text()
    for source in ("2A.13", "M 51-02", "Brysbaert", "Bohannon", "Snellen", "WCAG 2.2", "rule of thumb"):
        assert source in text
