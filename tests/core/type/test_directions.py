"""Lines of two directions: each runs as its paragraph does, and what was broken apart reads on as it was typed."""

from dataclasses import replace

import pytest

from billboard.core.text.wording import normalise
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Minor, Slot
from billboard.core.type.typesetting import set_slot

SLOT = Slot("headline", "Headline", (0, 0, 700, 900), "LibreFranklin-Bold", (40, 130), "ink", lines=5, limit=99)


def shown(book: FontBook, text: str, slot: Slot = SLOT) -> list[list[str]]:
    """The runs of each line as they stand from left to right."""
    return [
        [run.text.strip() for run in sorted(line.runs, key=lambda run: run.x)]
        for line in set_slot(book, slot, text).lines
    ]


def test_a_comma_stays_with_the_english_word_that_a_hebrew_line_ends_with(book: FontBook) -> None:
    assert shown(book, "אמרו Hello, big wide world! ודי")[0] == ["Hello,", "אמרו"]


def test_a_line_typed_in_another_language_has_its_points_where_that_has_them(book: FontBook) -> None:
    assert shown(book, "Hello!\nשלום!") == [["Hello!"], ["שלום!"]]
    assert shown(book, "שלום!\nHello!") == [["שלום!"], ["Hello!"]]


def test_a_line_without_letters_runs_as_the_words_about_it(book: FontBook) -> None:
    assert shown(book, "Anton said: עולם קטן (2031)! ואז", replace(SLOT, box=(0, 0, 420, 900)))[-2] == [
        ")!",
        "2031",
        "(",
    ]
    assert shown(book, "שלום\n(2031)!")[1] == [")!", "2031", "("]


def test_film_credits_in_two_sizes_read_on_within_a_hebrew_line(book: FontBook) -> None:
    slot = replace(SLOT, box=(0, 0, 2000, 200), lines=1, minor=Minor(0.6, "Barlow-Bold"))
    assert shown(book, "סרט by JOHN of YORK", slot) == [["BY", "JOHN", "OF", "YORK", "סרט"]]


def test_what_stands_beside_a_mark_of_the_art_stays_there_whichever_way_it_runs(book: FontBook) -> None:
    ends = {align: set_slot(book, replace(SLOT, align=align), "שלום").ink for align in ("left", "beside")}
    assert ends["left"][2] > SLOT.box[2] - 10
    assert ends["beside"][0] < SLOT.box[0] + 10


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        pytest.param("אני אוהב C++", ["++", "C", "אני אוהב"], id="signs run with the line"),
        pytest.param("אני אוהב C++\u200e", ["C++", "אני אוהב"], id="left-to-right mark"),
        pytest.param("אני \u2066C++\u2069 אוהב", ["אוהב", "C++", "אני"], id="left-to-right isolate"),
        pytest.param("אני \u202aC++\u202c אוהב", ["אוהב", "C++", "אני"], id="embedding"),
        pytest.param("رقم +44 20 هنا", ["هنا", "20", "44", "رقم +"], id="a number read from the wrong end"),
        pytest.param("رقم \u2066+44 20\u2069 هنا", ["هنا", "+44 20", "رقم"], id="a number isolated"),
        pytest.param("\u200fHello!", ["!", "Hello"], id="right-to-left mark leads the line"),
        pytest.param("\u2068שלום\u2069 said Anna!", ["שלום", "said Anna!"], id="an isolate leads nothing"),
        pytest.param("a \u2067b \u2066c!\u2069 d?\u2069 e", ["a", "?", "b c! d", "e"], id="one in another"),
    ],
)
def test_marks_of_direction_steer_and_are_not_drawn(book: FontBook, text: str, stands: list[str]) -> None:
    wide = replace(SLOT, box=(0, 0, 3000, 200), lines=1)
    assert [each for each in shown(book, normalise(text), wide)[0] if each] == stands


def test_isolates_in_one_another_without_end_are_set(book: FontBook) -> None:
    assert shown(book, normalise("\u2067" * 900 + "abc"), replace(SLOT, lines=1)) == [["abc"]]
