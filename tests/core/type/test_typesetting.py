import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import SloganRefused, SloganTooLong, UndrawableCharacter
from billboard.core.text.breaking import paragraphs
from billboard.core.text.capitals import upper
from billboard.core.text.unseen import drawn
from billboard.core.text.wording import check, normalise
from billboard.core.type.emoji import EMOJI
from billboard.core.type.fitting import Piece, narrowest
from billboard.core.type.fonts import FontBook
from billboard.core.type.line_shapes import LineShape
from billboard.core.type.slots import LineStyle, Minor, Shadow, Slot, Stroke
from billboard.core.type.typesetting import SetText, set_slot

WIDE = Slot("headline", "Headline", (100, 100, 1200, 600), "LibreFranklin-Bold", (60, 400), "ink", lines=4, limit=200)

# Letters of every script the fallback faces cover, emoji in pieces, and whatever else there is.
ANYTHING = st.text(
    st.one_of(
        st.sampled_from(" \n-'’.,!?aeinorstlMWQgjpy"),
        st.sampled_from("אבגדםשלاعربمرحةकखगंिय्กขคำু🎉👍🏽👩\u200d❤\ufe0f🇬🇧"),
        st.characters(),
    ),
    max_size=90,
)

MARKED = st.sampled_from("ab \n\u0301\u0308\u0361\u20dd\u200e\u2067\u00ad\u200bש°ك👍")


def lines(text: SetText) -> list[str]:
    return [line.text for line in text.lines]


def inside(text: SetText) -> bool:
    x, y, width, height = text.slot.box
    left, top, right, bottom = text.ink
    return x <= left <= right <= x + width and y <= top <= bottom <= y + height


def test_one_short_word_is_set_at_the_largest_size(book: FontBook) -> None:
    assert set_slot(book, WIDE, "No").size == 400


def test_a_text_fills_its_box(book: FontBook) -> None:
    text = set_slot(book, WIDE, "We will look into it when the trains run")
    left, top, right, bottom = text.ink
    assert right - left > 1150 or bottom - top > 560


def test_a_longer_text_is_set_no_larger(book: FontBook) -> None:
    words = "We will look into it when the trains run on the days that they said they would".split()
    sizes = [set_slot(book, WIDE, " ".join(words[: count + 1])).size for count in range(len(words))]
    assert all(after <= before * 1.12 for before, after in pairwise(sizes))
    assert sizes[-1] < sizes[0] / 2


def test_lines_are_balanced(book: FontBook) -> None:
    text = set_slot(book, WIDE, "Nobody knows what this long queue is for")
    lengths = [len(line) for line in lines(text)]
    assert max(lengths) - min(lengths) <= 5


def test_a_short_last_word_is_not_left_alone(book: FontBook) -> None:
    text = set_slot(book, replace(WIDE, size=(60, 150)), "We are going to think about it all over again so")
    assert " " in lines(text)[-1]


def test_deliberate_lines_are_honoured(book: FontBook) -> None:
    assert lines(set_slot(book, WIDE, "I\nam not\nhere")) == ["I", "am not", "here"]


@pytest.mark.parametrize(
    ("words", "width", "wanted"),
    [
        ("Trains are late. I am sorry", 1200, ["Trains are late.", "I am sorry"]),
        ("late. I am sorry.", 1000, ["late.", "I am sorry."]),
        ("Vote for me – I own a ladder", 1200, ["Vote for me –", "I own a ladder"]),
        ("Half the price — twice the queue", 1200, ["Half the price —", "twice the queue"]),
        (
            "Sorry: the replacement bus has been replaced",
            1000,
            ["Sorry:", "the replacement", "bus has been", "replaced"],
        ),
        ("100 % of 5 million people", 1300, ["100 % of", "5 million people"]),
        ("Mr. Smith has the key to No. 10", 1200, ["Mr. Smith has", "the key to No. 10"]),
    ],
)
def test_lines_break_in_the_sense(book: FontBook, words: str, width: int, wanted: list[str]) -> None:
    slot = replace(WIDE, box=(100, 100, width, 460))
    assert lines(set_slot(book, slot, words)) == wanted


def test_what_fits_on_one_line_at_full_size_is_not_broken(book: FontBook) -> None:
    slot = replace(WIDE, size=(40, 60))
    assert lines(set_slot(book, slot, "Vote for me – I own a ladder")) == ["Vote for me – I own a ladder"]


@pytest.mark.parametrize("width", range(600, 1500, 100))
@pytest.mark.parametrize("dash", ["–", "—", "―", "-"])
def test_no_line_begins_with_a_dash(book: FontBook, dash: str, width: int) -> None:
    slot = replace(WIDE, box=(100, 100, width, 460))
    words = f"Tea {dash} half the price {dash} twice the queue"
    assert not any(line.startswith(dash) for line in lines(set_slot(book, slot, words)))


def test_an_emoji_starts_at_the_left_edge_by_its_ink(book: FontBook) -> None:
    first = set_slot(book, WIDE, "🎉 Hooray").lines[0].runs[0]
    assert first.x + book.measures.bearings(EMOJI, "🎉")[0] * first.size == pytest.approx(102, abs=0.5)


def test_more_deliberate_lines_than_there_is_room_for_are_refused(book: FontBook) -> None:
    with pytest.raises(SloganTooLong, match="has room for 4 lines, and this is 5"):
        set_slot(book, WIDE, "a\nb\nc\nd\ne")


def test_a_word_that_holds_the_rest_down_is_hyphenated(book: FontBook) -> None:
    text = set_slot(book, WIDE, "Antidisestablishmentarianism now")
    assert any(line.endswith("-") for line in lines(text))
    assert "".join(lines(text)).replace("-", "") == "Antidisestablishmentarianism now"


def test_an_ordinary_long_word_is_left_whole(book: FontBook) -> None:
    assert "-" not in "".join(lines(set_slot(book, WIDE, "Administrative error in your favour")))


def test_a_long_word_alone_is_left_whole(book: FontBook) -> None:
    for word in ("Complaints", "Unprecedented", "Administration"):
        assert lines(set_slot(book, replace(WIDE, box=(100, 100, 900, 600)), word)) == [word]


def test_what_is_no_word_is_broken_anywhere(book: FontBook) -> None:
    text = set_slot(book, WIDE, "A" * 70)
    assert len(text.lines) > 1
    assert "".join(lines(text)) == "A" * 70


def test_a_text_too_long_is_refused_with_about_how_much(book: FontBook) -> None:
    words = " ".join(["patience"] * 40)
    with pytest.raises(SloganTooLong) as refusal:
        set_slot(book, WIDE, words)
    assert refusal.value.field == "headline"
    excess = int(refusal.value.message.split("about ")[1].split()[0])
    set_slot(book, WIDE, words[: len(words) - excess - 8].strip())
    with pytest.raises(SloganTooLong):
        set_slot(book, WIDE, words[: len(words) - excess + 24])


def test_a_text_is_never_set_below_its_smallest_size(book: FontBook) -> None:
    for count in range(1, 40):
        try:
            assert set_slot(book, WIDE, " ".join(["wait"] * count)).size >= 60
        except SloganTooLong:
            return
    pytest.fail("forty words fitted")


def test_capitals_are_unicode_sane() -> None:
    assert upper("Straße") == "STRASSE"
    assert upper("καλημέρα Αΐτη") == "ΚΑΛΗΜΕΡΑ ΑΪΤΗ"
    assert upper("çà été") == "ÇÀ ÉTÉ"


def test_hebrew_starts_at_the_right_edge(book: FontBook) -> None:
    text = set_slot(book, replace(WIDE, size=(60, 120)), "שלום")
    assert text.ink[2] > 1290
    assert text.lines[0].runs[0].direction == "rtl"


def test_latin_starts_at_the_left_edge_by_its_ink(book: FontBook) -> None:
    text = set_slot(book, WIDE, "Hello")
    first = text.lines[0].runs[0]
    bearing = book.measures.bearings(first.face, "H")[0]
    assert first.x + bearing * text.size == pytest.approx(102, abs=0.5)


def test_runs_of_a_mixed_line_stand_in_visual_order(book: FontBook) -> None:
    runs = set_slot(book, replace(WIDE, lines=1), "שלום BBQ 24").lines[0].runs
    assert [run.x for run in runs] == sorted(run.x for run in runs)
    assert "BBQ" in runs[0].text
    assert "שלום" in runs[-1].text


def test_a_foreign_word_gets_a_fallback_face_of_like_weight(book: FontBook) -> None:
    runs = set_slot(book, WIDE, "Say שלום").lines[-1].runs
    assert {run.face for run in runs} <= {"LibreFranklin-Bold", "NotoSansHebrew-Black"}
    light = set_slot(book, replace(WIDE, font="LibreFranklin-Light"), "שלום").lines[0].runs
    assert {run.face for run in light} == {"NotoSansHebrew-Regular"}


@pytest.mark.parametrize("emoji", ["👩‍👩‍👧", "👍🏽", "1️⃣", "🇬🇧", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_an_emoji_is_one_run_in_the_emoji_face(book: FontBook, emoji: str) -> None:
    (line,) = set_slot(book, WIDE, emoji).lines
    assert [(run.text, run.face) for run in line.runs] == [(emoji, EMOJI)]


def test_digits_beside_words_are_not_emoji(book: FontBook) -> None:
    assert {run.face for run in set_slot(book, WIDE, "No. 10 #1").lines[0].runs} == {"LibreFranklin-Bold"}


def test_a_character_nobody_can_draw_is_named(book: FontBook) -> None:
    with pytest.raises(UndrawableCharacter, match=r"“∰” \(U\+2230, volume integral\)") as refusal:
        set_slot(book, WIDE, "What ∰ is this")
    assert refusal.value.field == "headline"


def test_spaced_letters_stand_further_apart_and_joined_ones_do_not(book: FontBook) -> None:
    spaced = replace(WIDE, size=(60, 100), tracking=0.2, lines=1)
    close = replace(spaced, tracking=0.0)

    def width(slot: Slot, text: str) -> float:
        ink = set_slot(book, slot, text).ink
        return ink[2] - ink[0]

    assert width(spaced, "Wait") == pytest.approx(width(close, "Wait") + 3 * 0.2 * 100, abs=2)
    assert width(spaced, "مرحبا") == pytest.approx(width(close, "مرحبا"), abs=0.1)


def test_stroke_and_shadow_take_their_room_from_the_type(book: FontBook) -> None:
    bare = set_slot(book, WIDE, "Something here is heavy")
    heavy = set_slot(
        book, replace(WIDE, stroke=Stroke(0.05, "ink"), shadow=Shadow(0.1, 0.1, "ink")), "Something here is heavy"
    )
    assert heavy.size < bare.size
    assert inside(heavy)


def test_tall_scripts_do_not_collide(book: FontBook) -> None:
    tight = replace(WIDE, leading=0.7, size=(60, 200))
    text = set_slot(book, tight, "ก็ไม่รู้\nเหมือนกัน")
    first, second = (line.runs[0] for line in text.lines)
    upper_line = book.measures.extents(first.face, first.text, "ltr")
    lower_line = book.measures.extents(second.face, second.text, "ltr")
    assert second.y - lower_line.top * second.size >= first.y + upper_line.bottom * first.size


def test_setting_is_the_same_every_time(book: FontBook, plain: PosterTemplate) -> None:
    for slot in plain.slots:
        assert set_slot(book, slot, slot.default) == set_slot(book, slot, slot.default)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=ANYTHING, number=st.integers(0, 3))
def test_any_text_is_refused_or_set_inside_its_box(
    book: FontBook, plain: PosterTemplate, typed: str, number: int
) -> None:
    slot = plain.slots[number]
    text = normalise(typed)
    try:
        check(text)
        setting = set_slot(book, slot, text)
    except SloganRefused:
        return
    assert slot.size[0] <= setting.size <= slot.size[1]
    assert len(setting.lines) <= slot.lines
    assert not setting.lines or inside(setting)


LARGER = LineStyle(1.7, WIDE.font)
ENDS_LARGE = replace(WIDE, first=LARGER, last=LARGER, align="centre")


def test_a_word_too_wide_for_a_larger_line_ends_the_search_for_a_measure() -> None:
    shapes = (LineShape(2.0, breadth=2.0), LineShape())
    wide, short = Piece(5.5, 5.0, 9), Piece(1.5, 1.0, 2)
    breaks, measure = narrowest((wide, short), frozenset({2}), 2, 5.0, shapes) or ((), 0.0)
    assert breaks == (1, 2)
    assert measure == 10.0


def test_lines_that_differ_in_size_stay_as_they_were_typed(book: FontBook) -> None:
    tall = replace(ENDS_LARGE, box=(100, 100, 900, 1000), lines=6)
    assert lines(set_slot(book, tall, "Panic\nquietly and\nin order")) == ["Panic", "quietly and", "in order"]


def test_two_lines_that_both_grow_are_preferred_to_a_small_one(book: FontBook) -> None:
    assert len(set_slot(book, replace(WIDE, box=(100, 100, 1200, 300)), "Not today then").lines) == 1
    assert len(set_slot(book, replace(ENDS_LARGE, box=(100, 100, 1200, 450)), "Not today then").lines) == 2


BILLED = replace(WIDE, case="upper", lines=1, minor=Minor(0.5, "LibreFranklin-Bold"))


def test_words_typed_without_a_capital_are_set_as_small_capitals(book: FontBook) -> None:
    runs = set_slot(book, BILLED, "directed by Brenda SPROUT with 2 others").lines[0].runs
    assert [run.text for run in runs] == ["DIRECTED BY ", "BRENDA SPROUT ", "WITH ", "2 ", "OTHERS"]
    large, small = runs[1].size, runs[0].size
    assert small == pytest.approx(large / 2)
    assert [run.size for run in runs] == [small, large, small, large, small]
    assert len({run.y for run in runs}) == 1


def test_small_words_leave_more_room_for_the_others(book: FontBook) -> None:
    text = "a film by Brenda Sprout"
    assert set_slot(book, BILLED, text).size > set_slot(book, replace(BILLED, minor=None), text).size
    assert inside(set_slot(book, BILLED, text))


def test_scripts_without_capitals_have_no_small_words(book: FontBook) -> None:
    sizes = {run.size for run in set_slot(book, BILLED, "לא ננגב עכשיו").lines[0].runs}
    assert len(sizes) == 1


def test_small_words_in_turkish_keep_the_dots_of_their_capitals(book: FontBook) -> None:
    assert [run.text for run in set_slot(book, BILLED, "iyi KIŞ ılık").lines[0].runs] == ["İYİ ", "KIŞ ", "ILIK"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Donau\u00addampf\u00adschiff\u00adfahrts\u00adbetrieb",
            ["Donaudampf-", "schifffahrts-", "betrieb"],
            id="soft hyphens",
        ),
        pytest.param("queues.example/\u200beverywhere", ["queues.example/", "everywhere"], id="zero-width space"),
        pytest.param("今日はとても\u200b良い天気です", ["今日はとても", "良い天気です"], id="inside a phrase"),
    ],
)
def test_a_writer_says_where_a_line_may_end(book: FontBook, text: str, expected: list[str]) -> None:
    slot = replace(WIDE, box=(0, 0, 620, 900), size=(60, 100), lines=len(expected))
    text_set = set_slot(book, slot, normalise(text))
    assert ["".join(run.text for run in line.runs) for line in text_set.lines] == expected


def test_a_word_joiner_keeps_a_line_from_ending(book: FontBook) -> None:
    parted, joined = ([unit.text for unit in paragraphs(text)[0]] for text in ("well-known", "well-\u2060known"))
    assert (parted, joined) == (["well-", "known"], ["well-known"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    typed=ANYTHING | st.text(st.sampled_from("ab \n\u0301\u0308\u0361\u20dd\u200e\u2067\u00ad\u200bש°ك👍"), max_size=20)
)
def test_no_letter_and_no_mark_is_lost(book: FontBook, typed: str) -> None:
    text = normalise(typed)
    try:
        check(text)
        lines_set = set_slot(book, replace(WIDE, lines=40, size=(24, 400)), text).lines
    except SloganRefused:
        return
    found = Counter("".join(run.text for line in lines_set for run in line.runs))
    missing = Counter(drawn(text)) - found
    assert [char for char in missing if not char.isspace()] == []


@pytest.mark.parametrize("text", ["( \u0361° \u035cʖ \u0361°)", "a \u0301", " \u0308"])
def test_a_mark_on_a_space_has_ink(book: FontBook, text: str) -> None:
    bare = "".join(char for char in text if not unicodedata.combining(char))
    with_marks, without = (set_slot(book, replace(WIDE, size=(100, 100)), normalise(each)) for each in (text, bare))
    assert with_marks.ink != without.ink
