"""Where lines may end is what the library says that knows UAX 14, whoever is asked."""

import random
from collections import defaultdict
from itertools import accumulate

import pytest
from uniseg.linebreak import line_break, line_break_units

from billboard.core.text.graphemes import graphemes
from billboard.core.text.line_breaks import breaks
from tests.core.corpus import texts
from tests.core.likeness.timing import cpu

USUAL = [
    " ",
    "a",
    "b",
    "中",
    "😀",
    "👩🏻‍❤️‍💋‍👨🏽",
    "🏃‍♂️",
    "🇬🇧",
    "क्ष",
    "가",
    "ש",
    "(",
    ")",
    "’",
    "“",
    "-",
    "1",
    "%",
    "\u200d",
]


def allowed(text: str) -> set[int]:
    return set(accumulate(map(len, line_break_units(text))))


def test_real_texts_break_as_the_library_says() -> None:
    for text in texts():
        assert breaks(text) == allowed(text)


def test_texts_of_all_classes_break_as_the_library_says() -> None:
    classes = defaultdict(list)
    for code in (
        *range(0x20, 0x3100),
        *range(0xA000, 0xD7FF, 7),
        *range(0xF900, 0xFFFF, 3),
        *range(0x10000, 0x1FB00, 5),
    ):
        classes[line_break(chr(code))].append(chr(code))
    chance, kinds = random.Random(5), list(classes.values())
    for _ in range(4000):
        some = (chance.choice(chance.choice([USUAL, chance.choice(kinds)])) for _ in range(chance.randint(1, 9)))
        text = "".join(some)
        assert breaks(text) == allowed(text), ascii(text)


@pytest.mark.parametrize("unit", ["👩🏻‍❤️‍💋‍👨🏽", "क्ष्म्यि", "x\u0331\u0323\u0302\u0308", "🇬🇧", "بِـتّ ", "가", "中", "a "])
def test_the_library_is_asked_with_few_code_points(unit: str) -> None:
    """It took 170 ms for four hundred kisses."""
    text = unit * (400 // len(graphemes(unit)))
    breaks(text)
    assert cpu(lambda: breaks(text)) < cpu(lambda: allowed(text)) / 4
