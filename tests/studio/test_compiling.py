"""A draft as a template.toml: whatever lacks nothing, the loader takes; and what it lacks is said."""

import tomllib
from dataclasses import fields

import pytest

from billboard.core.formats import FORMATS
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from billboard.studio.compiling import compile_document
from billboard.studio.documents import Box, BoxStroke, Colouring, Document, FormatPlan, Papers, Place
from billboard.studio.layouts import places_on
from billboard.studio.missing import missing
from billboard.studio.slots import LEFT_OUT
from tests.studio.documents import HEADLINE, SMALL, board, finished

RESERVED = {"csrf_token", "campaign", "preview"}


def lacks(document: Document, book: FontBook) -> list[str]:
    return [each.sentence for each in missing(document, book, ["spray"], ["gable-end"])]


def test_boxes_of_one_colour_share_an_ink_that_a_colouring_may_change(book: FontBook) -> None:
    stroked = SMALL.model_copy(update={"ink": "#ffffff", "stroke": BoxStroke(width=0.02, ink="#000000")})
    document = finished().model_copy(
        update={
            "boxes": (HEADLINE, stroked),
            "colourings": (Colouring(recipe="as-it-is", title="Day"), Colouring(recipe="night", title="Night")),
        }
    )
    day, night = tomllib.loads(compile_document(document, book, inks={"night": {"#ffffff": "#ffe0a0"}}).toml)["variant"]
    assert day["inks"] == {"ink_ffffff": "#ffffff", "ink_000000": "#000000"}
    assert night["inks"] == {"ink_ffffff": "#ffe0a0", "ink_000000": "#000000"}


def test_a_board_of_another_format_is_mounted_on_the_48_sheet_with_its_boxes(book: FontBook) -> None:
    document = finished().model_copy(update={"board": board("square")})
    compiled = compile_document(document, book)
    assert {(art.name, art.format.slug, art.crop) for art in compiled.arts} == {
        ("as-it-is", "48-sheet", None),
        ("as-it-is-square", "square", None),
    }
    read = tomllib.loads(compiled.toml)
    x, y, width, height = read["slot"][0]["box"]
    assert (x, y, width, height) == (686, 71, 1000, 300), "1200 px of 1680, in the middle of 2400"
    assert read["format"]["square"]["slot"]["headline"]["box"] == [120, 100, 1400, 420]


def test_a_cropped_format_keeps_what_is_cut_off_within_it(book: FontBook) -> None:
    plan = FormatPlan(accepted=True, crop=(1200, 0, 1200, 1200))
    document = finished().model_copy(update={"formats": {"square": plan}})
    x, y, width, height = places_on(document, FORMATS["square"])["strapline"].box
    assert 0 <= x <= x + width <= 1680
    assert 0 <= y <= y + height <= 1680


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"board": None}, "There is no poster yet"),
        ({"boxes": ()}, "Draw at least one box"),
        ({"samples": ()}, "Write one example"),
        ({"samples": ({"strapline": "Only this."},)}, "Example 1: “Headline” needs some words."),
        ({"samples": ({"headline": "No. " * 200},)}, "too long"),
        ({"papers": Papers(title="T", credit="C", right="R", licence="L")}, "Describe the picture"),
        ({"boxes": (HEADLINE.model_copy(update={"font": "Gone-Bold"}),)}, "Choose a typeface for “Headline”"),
        (
            {"boxes": (HEADLINE.model_copy(update={"place": Place(box=(0, 0, 90, 60), size=(300, 400), lines=1)}),)},
            "Nothing legible fits “Headline”",
        ),
    ],
)
def test_what_is_missing_is_said(book: FontBook, change: dict[str, object], said: str) -> None:
    assert any(said in each for each in lacks(finished().model_copy(update=change), book))
    assert lacks(finished(), book) == []


def offered() -> set[str]:
    """What of a slot a box says, by the slot's fields."""
    renamed = {"bar": "highlight", "texture_amount": "texture"}
    return {renamed.get(name, name) for name in Box.model_fields} | {*Place.model_fields}


def test_whatever_a_slot_can_say_a_box_says_or_it_is_named_as_left_out() -> None:
    assert {each.name for each in fields(Slot)} - offered() == {*LEFT_OUT}
