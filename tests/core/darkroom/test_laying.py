"""Boxes of one format laid on another."""

from hypothesis import given, settings
from hypothesis import strategies as st

from billboard.core.boxes import Box, meet
from billboard.core.darkroom.laying import drafted, laid, motif_on, mounted
from billboard.core.darkroom.values import Motif, TextBox
from billboard.core.formats import FORMATS, FORTY_EIGHT, SIX, SQUARE, Format
from billboard.core.matrix import extent

ANY_FORMAT = st.sampled_from(list(FORMATS.values()))


def around(box: TextBox) -> Box:
    x, y, width, height = box.box
    across, down = extent(width, height, box.rotation)
    return x + (width - across) / 2, y + (height - down) / 2, x + (width + across) / 2, y + (height + down) / 2


@st.composite
def boards(draw: st.DrawFn) -> tuple[Format, Format, list[TextBox], Motif | None]:
    """Two formats, boxes on the first one, and perhaps a motif."""
    of, onto = draw(st.permutations(list(FORMATS.values())))[:2]
    boxes = []
    for number in range(draw(st.integers(1, 6))):
        width, height = draw(st.integers(40, of.art[0])), draw(st.integers(20, of.art[1] // 2))
        x, y = draw(st.integers(0, of.art[0] - width)), draw(st.integers(0, of.art[1] - height))
        least = draw(st.integers(24, 200))
        turned = draw(st.sampled_from([0.0, 0.0, -4.0, 12.0, 90.0]))
        box = TextBox(f"box{number}", (x, y, width, height), (least, draw(st.integers(least, 1200))), 2, turned)
        left, top, right, bottom = around(box)
        if left >= 0 and top >= 0 and right <= of.art[0] and bottom <= of.art[1]:
            boxes.append(box)
    middle = draw(st.integers(0, of.art[0])), draw(st.integers(0, of.art[1]))
    motif = draw(st.sampled_from([None, Motif(*middle, draw(st.integers(20, of.art[0])))]))
    return of, onto, boxes, motif


@settings(max_examples=200, deadline=None)
@given(boards())
def test_boxes_lie_on_the_art_in_the_same_order_with_sizes_that_a_template_may_have(
    given_: tuple[Format, Format, list[TextBox], Motif | None],
) -> None:
    of, onto, boxes, motif = given_
    for crop in (None, drafted(of, onto, motif)):
        made = laid(boxes, of, onto, crop)
        assert [each.name for each in made] == [each.name for each in boxes]
        for box in made:
            left, top, right, bottom = around(box)
            assert left >= -0.5
            assert top >= -0.5
            assert right <= onto.art[0] + 0.5
            assert bottom <= onto.art[1] + 0.5
            assert min(box.box[2:]) >= 20
            assert 24 <= box.size[0] <= box.size[1] <= 1200
            assert 1 <= box.lines <= 40
        where = motif_on(motif, of, onto, crop)
        assert (where is None) == (motif is None)
        if where:
            assert 0 <= where.x <= onto.art[0]
            assert 0 <= where.y <= onto.art[1]
            assert 20 <= where.width <= onto.art[0]


HEADLINE = TextBox("headline", (150, 200, 1100, 420), (60, 220), 3)
STRAPLINE = TextBox("strapline", (150, 700, 1100, 160), (40, 90), 1)
SMALL = TextBox("small", (1900, 1080, 400, 60), (24, 40), 1)


def test_a_mounted_board_keeps_its_boxes_where_they_were_on_it() -> None:
    x, _, width, _ = mounted(SIX, FORTY_EIGHT)
    box = TextBox("headline", (144, 216, 1152, 540), (90, 360), 3)
    (made,) = laid([box], SIX, FORTY_EIGHT, None)
    scale = width / SIX.art[0]
    assert made.box == (round(x + 144 * scale), round(216 * scale), round(1152 * scale), round(540 * scale))
    assert made.size == (round(90 * scale), round(360 * scale))
    assert made.lines == 3


def test_what_a_crop_leaves_out_is_laid_anew_below_one_another_in_reading_order() -> None:
    crop = drafted(FORTY_EIGHT, SIX, Motif(1800, 600, 700))
    assert crop
    made = laid([HEADLINE, STRAPLINE, SMALL], FORTY_EIGHT, SIX, crop)
    places = [around(each) for each in made]
    assert [place[1] for place in places] == sorted(place[1] for place in places)
    assert not any(meet(a, b) for number, a in enumerate(places) for b in places[:number])
    assert made[0].lines >= HEADLINE.lines, "a narrower box has room for as much in more lines"
    assert made[0].size[0] == round(60 * SIX.art[0] / crop[2])


def test_what_a_crop_shows_whole_stays_where_it_is_in_the_picture() -> None:
    crop = (400, 0, 1200, 1200)
    inside = TextBox("inside", (700, 300, 500, 200), (50, 100), 2)
    (made,) = laid([inside], FORTY_EIGHT, SQUARE, crop)
    assert made.box == (420, 420, 700, 280)
    assert made.size == (70, 140)


def test_a_crop_is_drafted_about_the_motif_where_that_is_seen_whole() -> None:
    assert drafted(FORTY_EIGHT, SIX, Motif(1800, 600, 700)) == (1400, 0, 800, 1200)
    assert drafted(FORTY_EIGHT, SIX, Motif(2390, 600, 700)) == (1600, 0, 800, 1200)
    assert drafted(FORTY_EIGHT, SIX, Motif(1200, 600, 1500)) is None
    assert drafted(FORTY_EIGHT, SIX, None) is None, "a third of the board is not enough of it"
    assert drafted(FORTY_EIGHT, SQUARE, None) == (600, 0, 1200, 1200)
    assert drafted(SIX, FORTY_EIGHT, Motif(700, 700, 300)) is None, "a 48-sheet shows the whole board"
