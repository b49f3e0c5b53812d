import json

import pytest

from billboard.core.catalogue.sticker_catalogue import StickerCatalogue
from billboard.core.catalogue.stickers import MOST, STALE, Sticker, read_stickers, write_stickers
from billboard.core.errors import Refused
from billboard.web.sticker_controls import FIELD, PLACES, SIZES, TURNS, Row, field, rows

FOCUS = (1500, 450, 600)
STUCK = (Sticker("crown", 611, 402, 333, 17), Sticker("speech-bubble", 1500, 700, 640, -20, "Who, me?"))


def sent(*filled: Row) -> dict[str, str]:
    """What a browser sends of the controls, which all have a name."""
    all_rows = [*filled, *[Row()] * (MOST - len(filled))]
    return {
        f"sticker-{number}-{part}": getattr(row, part)
        for number, row in enumerate(all_rows, 1)
        for part in Row.__slots__
    }


def test_controls_say_again_what_they_were_filled_with(catalogue: StickerCatalogue) -> None:
    shown = rows(write_stickers(STUCK))
    assert len(shown) == MOST
    assert shown[0] == Row("crown", "611,402", "333", "17")
    assert read_stickers(catalogue, field(catalogue, sent(*shown), FOCUS)) == STUCK


def test_controls_go_before_a_field_that_came_with_them(catalogue: StickerCatalogue) -> None:
    assert field(catalogue, {FIELD: write_stickers(STUCK)}, FOCUS) == write_stickers(STUCK)
    assert field(catalogue, {FIELD: write_stickers(STUCK), **sent()}, FOCUS) == ""


@pytest.mark.parametrize("place", [value for value, _ in PLACES])
@pytest.mark.parametrize("kind", ["crown", "speech-bubble"])
def test_every_choice_is_taken(catalogue: StickerCatalogue, kind: str, place: str) -> None:
    for size, _ in SIZES:
        for turn, _ in TURNS:
            (sticker,) = read_stickers(catalogue, field(catalogue, sent(Row(kind, place, size, turn)), FOCUS))
            assert sticker.width >= catalogue.kinds[kind].least


def test_what_is_not_chosen_is_the_stickers_own_on_the_motif(catalogue: StickerCatalogue) -> None:
    (sticker,) = read_stickers(catalogue, field(catalogue, sent(Row("crown", words="unheard")), FOCUS))
    assert sticker == Sticker("crown", 1500, 450, catalogue.kinds["crown"].width, 0)


@pytest.mark.parametrize(
    "row",
    [
        Row("crown", "left"),
        Row("crown", "1,2,3"),
        Row("crown", "1"),
        Row("crown", size="huge"),
        Row("crown", turn="1e9"),
        Row("crown", turn="٣"),
        Row("crown", size="9" * 5_000),
    ],
)
def test_controls_that_were_tampered_with_are_refused(catalogue: StickerCatalogue, row: Row) -> None:
    with pytest.raises(Refused) as refusal:
        read_stickers(catalogue, field(catalogue, sent(row), FOCUS))
    assert refusal.value.message == STALE


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "7", "{}", "[7, null, []]", "[" * 3_000, "NaN", " " * 9_000, '[{"kind":"' + "\\ud800" + '"}]'],
)
def test_nonsense_shows_as_controls_all_the_same(text: str) -> None:
    shown = rows(text)
    assert len(shown) == MOST
    assert all("\ud800" not in row.kind for row in shown)


def test_what_can_be_made_out_of_a_refused_field_is_kept() -> None:
    values = [{"kind": "crown", "x": 1.5, "y": 2, "width": 300, "turn": 0}] * 7
    assert rows(json.dumps(values)) == [Row("crown", "", "300", "0")] * MOST
