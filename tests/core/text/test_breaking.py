import pytest

from billboard.core.text import breaking
from billboard.core.text.breaking import Unit


def texts(line: str) -> list[str]:
    return [unit.text for unit in breaking.paragraphs(line)[0]]


def test_plain_words_break_at_their_spaces() -> None:
    assert breaking.paragraphs("We will not.") == [[Unit("We", True), Unit("will", True), Unit("not.", False)]]


def test_deliberate_lines_are_kept_apart() -> None:
    assert [len(line) for line in breaking.paragraphs("one two\nthree")] == [2, 1]


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("well-known fact", ["well-", "known", "fact"]),
        ("an e-mail", ["an", "e-mail"]),
        ("a follow-up", ["a", "follow-up"]),
        ("10\u00a0000 km", ["10\u00a0000", "km"]),
        ("Vraiment ?", ["Vraiment ?"]),
        ("橋がない", ["橋が", "ない"]),
        ("the price — twice", ["the", "price —", "twice"]),
        ("Tea – late - gone ― “now”", ["Tea –", "late -", "gone ―", "“now”"]),
        ("the price—twice", ["the", "price—", "twice"]),
        ("— Not at all", ["— Not", "at", "all"]),
        ("at -5 degrees", ["at", "-5", "degrees"]),
        ("1987–2003", ["1987–2003"]),
        ("100 % of it", ["100 %", "of", "it"]),
        ("Tea ☕🫖 now", ["Tea", "☕🫖", "now"]),
        ("Late😭!", ["Late😭!"]),
        ("🫖🫖🫖🫖🫖🫖", ["🫖"] * 6),
    ],
)
def test_lines_break_where_uax_14_and_taste_allow(line: str, units: list[str]) -> None:
    assert texts(line) == units


def test_plain_words_and_the_table_agree() -> None:
    line = "We’ll “look into” it (soon), at 12.30 & 50% off!"
    assert tuple(breaking.paragraphs(line)[0]) == breaking._broken_by_table(line)


def test_a_hyphenated_word_keeps_three_letters_on_either_side() -> None:
    pieces = breaking.hyphenated(Unit("responsibility", True))
    assert "".join(piece.text for piece in pieces) == "responsibility"
    assert len(pieces) > 2
    assert len(pieces[0].text) >= 3
    assert len(pieces[-1].text) >= 3
    assert [piece.hyphen for piece in pieces] == [True] * (len(pieces) - 1) + [False]
    assert pieces[-1].space


def test_a_last_resort_never_breaks_inside_a_grapheme() -> None:
    assert [piece.text for piece in breaking.shattered(Unit("a👩‍👩‍👧e\u0301", False))] == ["a", "👩‍👩‍👧", "e\u0301"]


def test_a_line_broken_inside_a_word_ends_with_a_hyphen() -> None:
    assert breaking.line_text([Unit("so", True), Unit("respon", False, hyphen=True)]) == "so respon-"
