from billboard.core.text import bidi


def shown(text: str, base: int | None = None) -> str:
    level = bidi.base_level(text) if base is None else base
    letters = list(text)
    ordered = bidi.visual_order(list(zip(letters, bidi.levels(letters, level), strict=True)), lambda each: each[1])
    return "".join(letter for letter, _ in ordered)


def test_the_first_strong_character_sets_the_direction() -> None:
    assert bidi.base_level("123 שלום abc") == 1
    assert bidi.base_level("(abc) שלום") == 0
    assert bidi.base_level("2031!") == 0


def test_latin_words_in_hebrew_keep_their_own_direction() -> None:
    assert shown("אבג abc דהו") == "והד abc גבא"


def test_numbers_in_arabic_run_from_left_to_right() -> None:
    assert shown("قبل 2031 عام") == "ماع 2031 لبق"


def test_brackets_go_with_what_they_hold() -> None:
    assert shown("אב (cd) ef") == "ef )cd( בא"
    assert shown("ab (גד) ef") == "ab (דג) ef"


def test_a_full_stop_ends_a_hebrew_line_at_its_left() -> None:
    assert shown("אבג.") == ".גבא"


def test_a_line_runs_as_its_paragraph_does() -> None:
    text, line = "אמרו Hello, big world! ודי", "אמרו Hello,"
    letters = list(line)
    alone, within = bidi.levels(letters, 1), bidi.levels(letters, 1, ("", text.removeprefix(line)))
    assert (alone[-1], within[-1]) == (1, 2)  # by itself the comma would stand before the word


def test_what_is_invisible_beside_a_line_does_no_harm() -> None:
    assert bidi.levels(["ج"], 1, ("می\u200c", "\u200dب\u0651")) == [1]
