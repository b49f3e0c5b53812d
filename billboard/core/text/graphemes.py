"""Letters as a reader counts them (UAX 29): an emoji family or an accented letter is one.

Cutting is quadratic in a row of flags or of marks: what anybody may send is measured by its code points first.
"""

from itertools import islice

import regex

from billboard.core.text.unseen import drawn

LONGEST_GRAPHEME = 16  # code points; the longest emoji in use, a kiss between two skin tones, has ten

_GRAPHEME = regex.compile(r"\X")


def graphemes(text: str) -> list[str]:
    """A text cut into its graphemes."""
    return list(text) if text.isascii() else _GRAPHEME.findall(text)


def length(text: str, most: int | None = None) -> int:
    """How many graphemes a text has that are drawn; counted no further than `most` where it has more."""
    if text.isascii():
        return len(text) if most is None else min(len(text), most)
    return sum(1 for _ in islice(_GRAPHEME.finditer(drawn(text)), most))


def overflows(text: str, most: int) -> bool:
    """Whether a text as it was typed is so long that it cannot be `most` graphemes, however many code points each has.

    Such a one is refused before anything else looks at it.
    """
    return len(text) > most * LONGEST_GRAPHEME
