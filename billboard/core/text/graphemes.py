"""Letters as a reader counts them (UAX 29): an emoji family or an accented letter is one."""

import regex

_GRAPHEME = regex.compile(r"\X")


def graphemes(text: str) -> list[str]:
    """A text cut into its graphemes."""
    return list(text) if text.isascii() else _GRAPHEME.findall(text)


def length(text: str) -> int:
    """How many graphemes a text has."""
    return len(text) if text.isascii() else len(_GRAPHEME.findall(text))
