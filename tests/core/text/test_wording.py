from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billboard.core.catalogue.slogans import read_slogan
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import SloganProblems, SloganRefused
from billboard.core.text.graphemes import length
from billboard.core.text.wording import check, normalise, search_words

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two   spaces ", "two spaces"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one \n\n\n two\n", "one\ntwo"),
        ("one\u2028two", "one\ntwo"),
        ("tab\tand\u3000wide", "tab and wide"),
        ("e\u0301t\u0065\u0301", "été"),
        ("soft\u00adhyphen\ufeff", "softhyphen"),
        ("10\u202f000", "10\u00a0000"),
    ],
)
def test_a_slogan_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_any_text_is_either_accepted_or_refused(text: str) -> None:
    with suppress(SloganRefused):
        check(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "Plain words",
        "Two\nlines",
        "Family 👩‍👩‍👧, thumb 👍🏽, key 1️⃣, heart ❤️",
        f"Flag {ENGLAND} and 🇫🇷 and half a flag 🇫",
        "می‌خواهم",
        "क्‍ष क्षत्रिय",
        "กรุงเทพ\u200bมหานคร",
        "naïve Ångström č̣",
        "שָׁלוֹם",
        "١٢٣ ۝",
    ],
)
def test_what_people_write_in_any_language_is_accepted(text: str) -> None:
    check(normalise(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\x00b", "control character (U+0000)"),
        ("a\x1bb", "control character (U+001B)"),
        ("a\x85b", "control character (U+0085)"),
        ("a\u202eb", "direction mark (U+202E)"),
        ("a\u2066b", "direction mark (U+2066)"),
        ("a\U000e0041b", "tag character (U+E0041)"),
        ("\U0001f3f4\U000e0078\U000e007f", "tag character"),
        ("a\ud800b", "half of a character (U+D800)"),
        ("a\ufffeb", "no character (U+FFFE)"),
        ("a\ufdd0b", "no character (U+FDD0)"),
        ("a\ue000b", "private-use character (U+E000)"),
        ("a\u200db", "joiner (U+200D)"),
        ("a\u200cb", "joiner (U+200C)"),
        ("a\ufe0fb", "variation selector (U+FE0F)"),
        ("a\U000e0100b", "variation selector (U+E0100)"),
        ("a\u3164b", "invisible character (U+3164)"),
        ("a\u2800b", "invisible character (U+2800)"),
        ("a\ufffdb", "lost in copying (U+FFFD)"),
        ("a" + "\u0335" * 5, "Too many accents"),
    ],
)
def test_hostile_text_is_refused_with_a_sentence_that_names_it(text: str, said: str) -> None:
    with pytest.raises(SloganRefused) as refusal:
        check(normalise(text), "headline")
    assert said in refusal.value.message
    assert refusal.value.field == "headline"


def test_an_emoji_family_counts_as_one_character() -> None:
    assert length("👩‍👩‍👧é!") == 3


def test_a_slogan_is_read_from_its_fields_and_others_are_ignored(plain: PosterTemplate) -> None:
    slogan = read_slogan(plain, {"headline": " So\r\nthere ", "colour": "red"})
    assert slogan == {"headline": "So\nthere", "strapline": "", "stamp": "", "small_print": ""}


def test_every_faulty_slot_gets_its_own_sentence(plain: PosterTemplate) -> None:
    with pytest.raises(SloganProblems) as refusal:
        read_slogan(plain, {"headline": " ", "stamp": "x" * 43, "strapline": "\u202e"})
    problems = refusal.value.problems
    assert problems["headline"] == "“Headline” needs some words."
    assert problems["stamp"] == "“Stamp” is 3 characters too long (40 at most). Shorten it and try again."
    assert "U+202E" in problems["strapline"]


def test_a_field_of_a_million_letters_is_refused(plain: PosterTemplate) -> None:
    with pytest.raises(SloganProblems, match="“Headline” is far too long"):
        read_slogan(plain, {"headline": "x" * 1_000_000})


def test_search_words_fold_case_width_and_latin_accents() -> None:
    assert search_words("Café ＡＢＣ Straße 42") == ["cafe", "abc", "strass", "42"]


def test_marks_that_are_letters_elsewhere_stay_in_search_words() -> None:
    assert search_words("विद्या") == ["विद्या"]


def test_each_han_and_kana_character_is_a_search_word() -> None:
    assert search_words("橋がない bridge") == ["橋", "が", "な", "い", "bridg"]


def test_words_are_cut_alike_in_threads_at_once() -> None:
    words = [
        f"{word}{ending}" for word in ("delay", "queue", "biscuit", "promise") for ending in ("", "s", "ing", "ed")
    ]
    expected = search_words(" ".join(words * 50))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(search_words, [" ".join(words * 50)] * 40))
    assert found == [expected] * 40
