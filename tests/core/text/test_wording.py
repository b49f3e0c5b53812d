from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billboard.core.catalogue.slogans import read_slogan
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import SloganProblems, SloganRefused
from billboard.core.text.graphemes import length
from billboard.core.text.wording import check, normalise

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
        ("soft\u00adhyphen\ufeff", "soft\u00adhyphen"),
        ("top\x0bmiddle\x0cnext\x85last", "top\nmiddle\nnext\nlast"),
        ("nul\x00, bell\x07 and escape\x1b", "nul, bell and escape"),
        ("( \u0361° \u035cʖ)", "(\u00a0\u0361°\u00a0\u035cʖ)"),
        (" \u0301a\n \u0301b", "\u00a0\u0301a\n\u00a0\u0301b"),
        ("Mind the gap \ufffc", "Mind the gap"),
        ("Thank you \ufe0f all", "Thank you all"),
        ("I \u2764\ufe0f\ufe0f NY", "I \u2764\ufe0f NY"),
        ("a\ufe0f\u200d\u2764", "a\u2764"),
        ("\u845b\U000e0100\u98fe\U000e0100\U000e0101", "\u845b\U000e0100\u98fe\U000e0100"),
        ("a\U000e0100b", "ab"),
        ("Hello \U0001f468\u200d", "Hello \U0001f468"),
        ("\U0001f3f4\U000e0078\U000e007f", "\U0001f3f4"),
        ("Auf\u200clage", "Auflage"),
        ("PDF\u200cها", "PDFها"),
        ("می\u200c\u200cخواهم", "می\u200cخواهم"),
        ("می \u200cخواهم", "می خواهم"),
        ("한\u3164글 \u2800", "한글"),
        ("C++\u200e\u200e \u200f", "C++\u200e \u200f"),
        ("one\n\u200f \u200e\ntwo", "one\ntwo"),
        ("Donau\u00ad\u00addampf\u00ad schiff\u200b", "Donau\u00addampf schiff"),
        ("\u2068Anna\u2069 hat \u2066ge\u2069\u2069wonnen", "\u2068Anna\u2069 hat \u2066ge\u2069wonnen"),
        ("\u202bשלום\u202c \u202aab", "\u2067שלום\u2069 \u2066ab\u2069"),
        ("Ring \u202d020 7946 0000\u202c", "Ring 020 7946 0000"),
        ("\u202eשלום\u202c", "שלום"),
        ("10\u202f000", "10\u00a0000"),
    ],
)
def test_a_slogan_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


# Codes that are not seen, and what some of them belong to.
CODES = st.sampled_from("ab \n\x00\x85\u00ad\u200b\u2060\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e")
CODES |= st.sampled_from(
    "\u2066\u2067\u2068\u2069\ufe0f\ufe0e\U000e0100\u034f\u3164\ufffc\u0301\u0338ש1❤👨葛ہनก\u00a0\u2800"
)


@settings(max_examples=400)
@given(st.text(CODES, max_size=12))
def test_normalising_codes_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


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
        ("a\u202eb", "direction mark (U+202E), which turns letters round"),
        ("a \u202dשלום\u202c", "direction mark (U+202D)"),
        ("a \u202e12\u202c", "direction mark (U+202E), which turns letters round"),
        ("a\ud800b", "half of a character (U+D800)"),
        ("a\ufffeb", "no character (U+FFFE)"),
        ("a\ufdd0b", "no character (U+FDD0)"),
        ("a\ue000b", "private-use character (U+E000)"),
        ("a\ufffdb", "lost in copying (U+FFFD)"),
        ("a" + "\u0335" * 5, "Too many accents"),
    ],
)
def test_hostile_text_is_refused_with_a_sentence_that_names_it(text: str, said: str) -> None:
    with pytest.raises(SloganRefused) as refusal:
        check(normalise(text), "headline")
    assert said in refusal.value.message
    assert refusal.value.field == "headline"


def test_what_steers_a_text_is_not_counted() -> None:
    assert length("\u2067C++\u2069\u200e a\u00adb\u2060c\u200b") == 7


def test_an_emoji_family_counts_as_one_character() -> None:
    assert length("👩‍👩‍👧é!") == 3


def test_a_slogan_is_read_from_its_fields_and_others_are_ignored(plain: PosterTemplate) -> None:
    slogan = read_slogan(plain, {"headline": " So\r\nthere ", "colour": "red"})
    assert slogan == {"headline": "So\nthere", "strapline": "", "stamp": "", "small_print": ""}


def test_every_faulty_slot_gets_its_own_sentence(plain: PosterTemplate) -> None:
    with pytest.raises(SloganProblems) as refusal:
        read_slogan(plain, {"headline": " ", "stamp": "x" * 43, "strapline": "\u202ea"})
    problems = refusal.value.problems
    assert problems["headline"] == "“Headline” needs some words."
    assert problems["stamp"] == "“Stamp” is 3 characters too long (40 at most). Shorten it and try again."
    assert "U+202E" in problems["strapline"]


def test_a_field_of_a_million_letters_is_refused(plain: PosterTemplate) -> None:
    with pytest.raises(SloganProblems, match="“Headline” is far too long"):
        read_slogan(plain, {"headline": "x" * 1_000_000})
