"""Where two slogans differ, for eyes that compare them."""

from billboard.core.likeness.differences import Mark, Piece, differences


def test_a_word_that_came_and_one_that_went_are_marked() -> None:
    assert differences("Plumb is a thief", "Plumb is not a chief") == [
        Piece("Plumb is", Mark.SAME),
        Piece("not", Mark.CAME),
        Piece("a", Mark.SAME),
        Piece("thief", Mark.WENT),
        Piece("chief", Mark.CAME),
    ]


def test_another_spelling_of_a_word_is_no_difference() -> None:
    assert differences("Plumb is a thief", "PLUMB is a th1eef") == [Piece("PLUMB is a th1eef", Mark.SAME)]


def test_a_word_that_is_quoted_or_asked_about_is_marked() -> None:
    marks = [piece.mark for piece in differences("Plumb is a thief", "Plumb is a “thief”?")]
    assert marks == [Mark.SAME, Mark.WENT, Mark.CAME]


def test_nothing_is_nothing() -> None:
    assert differences("", "") == []
    assert differences("thief", "") == [Piece("thief", Mark.WENT)]
