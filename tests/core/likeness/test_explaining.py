"""Why something is found, and which exception lets it pass."""

import pytest

from billboard.core.likeness.entries import Entry, Reach
from billboard.core.likeness.explaining import explain

ENTRIES = (
    Entry("cunt", reach=Reach.PART, exceptions=("Scunthorpe",)),
    Entry("penis", reach=Reach.PART, exceptions=("Penistone",)),
    Entry("dick", exceptions=("spotted dick", "Dick Whittington")),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Scunthorpe United", [("cunt", "Scunthorpe")]),
        ("S c u n t h o r p e", [("cunt", "Scunthorpe")]),
        ("Penistone for ever", [("penis", "Penistone")]),
        ("Dick Whittington and his cat", [("dick", "Dick Whittington")]),
        ("What a d1ck", [("dick", "")]),
        ("You d1ck, Dick Whittington", [("dick", ""), ("dick", "Dick Whittington")]),
        ("Good morning", []),
    ],
)
def test_what_is_found_and_what_is_let_pass(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.match.entry.text, each.saved_by) for each in explain(text, ENTRIES)] == expected
