import json
from typing import Any

import pytest

from billboard.core.catalogue.designs import STICKERS, Design, read_design
from billboard.core.catalogue.sticker_catalogue import WIDTHS, StickerCatalogue
from billboard.core.catalogue.stickers import (
    STALE,
    Sticker,
    as_values,
    described,
    from_values,
    read_stickers,
    write_stickers,
)
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import Refused, SloganProblems

CROWN: dict[str, Any] = {"kind": "crown", "x": 600, "y": 400, "width": 300, "turn": 12}
BUBBLE: dict[str, Any] = {"kind": "speech-bubble", "x": 1500, "y": 700, "width": 600, "turn": -20, "text": "Who, me?"}
STUCK = (
    Sticker("crown", 300, 200, 300, 0),
    Sticker("crown", 2390, 600, 700, 37),
    Sticker("halo", 0, 0, 400, -90),
    Sticker("speech-bubble", 1400, 500, 620, -14, "I never said that."),
)
HUNDREDFOLD = "[" * 100_000 + "]" * 100_000


def read(catalogue: StickerCatalogue, *values: object) -> tuple[Sticker, ...]:
    return read_stickers(catalogue, json.dumps(values))


def test_what_is_read_is_written_as_it_was(catalogue: StickerCatalogue) -> None:
    field = json.dumps([CROWN, BUBBLE])
    stickers = read_stickers(catalogue, field)
    assert stickers == (Sticker("crown", 600, 400, 300, 12), Sticker("speech-bubble", 1500, 700, 600, -20, "Who, me?"))
    assert read_stickers(catalogue, write_stickers(stickers)) == stickers
    assert from_values(catalogue, as_values(stickers)) == stickers


def test_no_stickers_are_an_empty_field(catalogue: StickerCatalogue) -> None:
    assert read_stickers(catalogue, "") == read_stickers(catalogue, " [] ") == ()
    assert write_stickers(()) == ""


@pytest.mark.parametrize(
    "field",
    [
        "nonsense",
        "{}",
        "null",
        "7",
        "[null]",
        "[[]]",
        "[7]",
        "[{}]",
        "[" * 3_000,
        '[{"kind":' * 800,
        f'[{{"kind":"crown","x":{"9" * 5_000},"y":1,"width":300,"turn":0}}]',
        '[{"kind":"crown","kind":"halo","x":1,"y":1,"width":300,"turn":0}]',
        '[{"kind":"crown","x":NaN,"y":1,"width":300,"turn":0}]',
        '[{"kind":"crown","x":1,"y":-Infinity,"width":300,"turn":0}]',
        " " * 8_001 + "[]",
        HUNDREDFOLD,
        json.dumps([{**CROWN, "x": 600.0}]),
        json.dumps([{**CROWN, "x": True}]),
        json.dumps([{**CROWN, "x": "600"}]),
        json.dumps([{**CROWN, "x": None}]),
        json.dumps([{**CROWN, "text": 7}]),
        json.dumps([{**CROWN, "opacity": 1}]),
        json.dumps([{name: value for name, value in CROWN.items() if name != "turn"}]),
        "\ud800",
    ],
    ids=lambda field: field[:24],
)
def test_a_field_that_the_editor_never_wrote_is_refused(catalogue: StickerCatalogue, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_stickers(catalogue, field)
    assert refusal.value.message == STALE


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "moustache of somebody else"}, "not in the tray"),
        ({"kind": ["crown"]}, "not in the tray"),
        ({"x": -1}, "“Crown” lies off the sheet"),
        ({"y": 1201}, "“Crown” lies off the sheet"),
        ({"x": 10**30}, "“Crown” lies off the sheet"),
        ({"width": WIDTHS[0] - 1}, "too small or too large"),
        ({"width": WIDTHS[1] + 1}, "too small or too large"),
        ({"turn": 181}, "turned too far"),
        ({"text": "psst"}, "has nothing to say"),
    ],
)
def test_what_cannot_be_stuck_is_said_in_a_sentence(
    catalogue: StickerCatalogue, change: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        read(catalogue, {**CROWN, **change})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 500, "too long"),
        ("over \u202e ride", "direction mark"),
        ("lone \ud800", "half of a character"),
        ("𐎠", "𐎠"),
        ("a\nb\nc\nd\ne\nf", "line"),
        ("lost \ufffd", "lost in copying"),
    ],
)
def test_a_bubble_keeps_to_the_rules_of_a_slogan(catalogue: StickerCatalogue, text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(catalogue, {**BUBBLE, "text": text})


def test_a_bubble_may_be_blank(catalogue: StickerCatalogue) -> None:
    assert read(catalogue, {**BUBBLE, "text": "  \n\u3164\u200e"})[0].text == ""


def test_six_are_the_most(catalogue: StickerCatalogue) -> None:
    assert len(read(catalogue, *[CROWN] * 6)) == 6
    with pytest.raises(Refused, match="room for 6 stickers, and these are 7"):
        read(catalogue, *[CROWN] * 7)


def test_a_half_turn_has_one_name(catalogue: StickerCatalogue) -> None:
    assert read(catalogue, {**CROWN, "turn": -180}) == read(catalogue, {**CROWN, "turn": 180})


def test_a_kind_that_left_the_catalogue_is_left_out(catalogue: StickerCatalogue) -> None:
    assert from_values(catalogue, [{**CROWN, "kind": "tie"}, CROWN]) == read(catalogue, CROWN)


def test_every_fault_of_slogan_and_stickers_is_told_at_once(plain: PosterTemplate, catalogue: StickerCatalogue) -> None:
    with pytest.raises(SloganProblems) as refusal:
        read_design(catalogue, plain, plain.variants[0], {}, "nonsense")
    assert set(refusal.value.problems) == {"headline", STICKERS}


def test_the_text_of_a_design_is_all_that_was_written_on_it(plain: PosterTemplate) -> None:
    design = Design(plain, plain.variants[0], {"headline": "Hello there"}, STUCK)
    assert design.text == "Hello there I never said that."


def test_stickers_are_described_once_each(catalogue: StickerCatalogue) -> None:
    assert described(catalogue, ()) == ""
    assert described(catalogue, STUCK[:1]) == "with a sprayed crown on it"
    assert described(catalogue, STUCK) == (
        "with a sprayed crown, a sprayed halo and a speech bubble saying “I never said that.” on it"
    )
