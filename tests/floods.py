"""Texts that cost most to look at: long rows of what normalising, cutting, matching and setting find hard."""

from urllib.parse import quote_from_bytes

UNITS = {
    "letters": "a",
    "words": "word ",
    "one word": "Donaudampfschifffahrt",
    "flags": "🇬🇧",
    "half flags": "🇬",
    "stacked marks": "\u0301",
    "marks in disorder": "\u0301\u0323",
    "four marks each": "x\u0331\u0323\u0302\u0308",
    "people joined": "👨\u200d",
    "kisses": "👩🏻‍❤️‍💋‍👨🏽",
    "tones of skin": "🏻",
    "Arabic drawn out": "بـ\u0651\u064e",
    "letters that are words": "\ufdfa",
    "jamo": "\u1112\u1161\u11ab",
    "jamo without end": "\u1112",
    "conjuncts": "क्ष्म्यि",
    "Thai": "หลุมน้อยลง",
    "Han": "中",
    "kana": "か\u3099",
    "both directions": "aبשa1 ",
    "overrides": "\u202e\u2066a",
    "digits": "1",
    "letters by their look": "аеоɡ",
    "digits for letters": "4$$h0l3 ",
    "single letters": "a ",
    "spaces": " a\u00a0 ",
    "line ends": "\r\n",
    "commas": "a,",
    "slashes": "/../",
    "brackets": "[",
    "objects": '{"a":',
    "base64": "QUFB",
    "escapes": "%25",
    "markup": "<\"&'",
    "nul": "\x00",
    "halves": "\udfff",
    "capitals of three": "ΐ",
}


def flood(unit: str, size: int) -> str:
    """So many code points of it."""
    return (unit * (size // len(unit) + 1))[:size]


def sized(unit: str, size: int) -> str:
    """As much of it as so many bytes hold."""
    return flood(unit, size * len(unit) // len(unit.encode("utf-8", "surrogatepass")))


def quoted(text: str) -> str:
    """As it stands in an address, halves of characters too."""
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")
