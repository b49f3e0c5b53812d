"""Words are found however their readers spell them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from billboard.core.text.searching import asked, tokens, words


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("مُحَمَّد كـــتاب", "محمد"),
        ("مُحَمَّد كـــتاب", "كتاب"),
        ("أحمد إلى مدرسة", "احمد الي مدرسه"),
        ("کتاب فارسی", "كتاب فارسي"),
        ("۱۲ شب", "12"),
        ("Καλημέρα Αθήνα", "καλημερα"),
        ("Καλημέρα Αθήνας", "ΚΑΛΗΜΕΡΑ ΑΘΗΝΑΣ"),
        ("Łódź, Đà Nẵng, Ølby", "lodz"),
        ("Łódź, Đà Nẵng, Ølby", "da nang"),
        ("Łódź, Đà Nẵng, Ølby", "OLBY"),
        ("Ærø cœur þing", "aero coeur thing"),
        ("น้ำท่วมกรุงเทพอีกแล้ว", "กรุงเทพ"),
        ("ຂ້ອຍຮັກລາວ", "ລາວ"),
        ("ខ្ញុំស្រឡាញ់ភ្នំពេញ", "ភ្នំពេញ"),
        ("東京都に行く", "東京"),
        ("ラーメンください", "らーめん"),
        ("ﾗｰﾒﾝ", "ラーメン"),
        ("שָׁלוֹם עוֹלָם", "שלום עולם"),
        ("Зелёная ёлка, мой дом", "зеленая елка мои"),
        ("за́мок", "замок"),
        ("ışık", "IŞIK"),
        ("Işık", "isik"),
        ("The queues are waiting", "queue wait"),
        ("Straße", "STRASSE"),
    ],
)
def test_a_text_is_found_by_what_its_readers_type(written: str, query: str) -> None:
    assert asked(query)
    assert {*asked(query)} <= {*tokens(written)}


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("京都と東山", "東京"),  # both characters, and no such word
        ("क़लम", "कल"),
        ("paypal", "раураl"),  # letters that only look alike are for `likeness`
        ("か", "が"),
        ("!?…", "what"),
    ],
)
def test_what_only_looks_alike_is_not_found(written: str, query: str) -> None:
    assert not {*asked(query)} <= {*tokens(written)}


def test_a_single_character_is_found() -> None:
    assert asked("京") == ["京"]
    assert "京" in tokens("東京都")


def test_what_steers_a_text_is_not_searched() -> None:
    assert words("Donau\u00addampf C\u2060D\u200e e\u200bf กรุงเทพ\u200bมหานคร") == [
        "donaudampf",
        "cd",
        "ef",
        "กรุงเทพ",
        "มหานคร",
    ]


def test_search_words_fold_case_width_and_latin_accents() -> None:
    assert words("Café ＡＢＣ Straße 42") == ["cafe", "abc", "strass", "42"]


def test_marks_that_are_letters_elsewhere_stay_in_words() -> None:
    assert words("विद्या") == ["विद्या"]


def test_each_han_and_kana_character_is_a_search_word() -> None:
    assert words("橋がない bridge") == ["橋", "が", "な", "い", "bridg"]


def test_words_are_cut_alike_in_threads_at_once() -> None:
    forms = [
        f"{word}{ending}" for word in ("delay", "queue", "biscuit", "promise") for ending in ("", "s", "ing", "ed")
    ]
    expected = words(" ".join(forms * 50))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(words, [" ".join(forms * 50)] * 40))
    assert found == [expected] * 40
