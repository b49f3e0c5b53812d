"""Capitals as a signwriter sets them."""

from __future__ import annotations

import unicodedata

import regex

# Accents, breathings and length marks go from Greek capitals; the two dots stay (as ICU and CLDR have it).
_GREEK_MARK = regex.compile(r"(?<=\p{Greek}\p{Mn}*)[\u0300\u0301\u0342\u0302\u0303\u0311\u0304\u0306\u0313\u0314]")
# Dropping the accent of Μάιος must not make a diphthong of it: ΜΑΪΟΣ.
_GREEK_HIATUS = regex.compile(r"([ΑΕΟΗ][\u0313\u0314]*[\u0300\u0301\u0342])([ΙΥ])(?!\p{Mn}*[\u0308\u0301])")
_LONE_ETA = regex.compile(r"(?<![\p{L}\p{M}])Η\u0301(?![\p{L}\p{M}])")  # ή, or; η is the article
_KEPT_ETA = "\ue000"  # stands for it meanwhile; a slogan holds no private-use characters
_GREEK = regex.compile(r"\p{Greek}")
_GEORGIAN = regex.compile(r"[\u1c90-\u1cbf]")


def upper(text: str, turkic: bool = False) -> str:
    """ß becomes SS, Greek capitals lose their accents, and in Turkish and Azeri i keeps its dot.

    Georgian stays as it is: its capitals are for emphasis alone, and few faces have them. Dutch ij becomes IJ, as is
    right. Irish mutations (tAthair) and the dots of Lithuanian are not known to it.
    """
    if text.isascii() and not turkic:
        return text.upper()
    if turkic:
        text = text.replace("i\u0307", "i").replace("i", "İ")
    text = _GEORGIAN.sub(lambda found: found.group().lower(), text.upper())
    return unicodedata.normalize("NFC", _greek(unicodedata.normalize("NFD", text))) if _GREEK.search(text) else text


def _greek(text: str) -> str:
    text = _GREEK_HIATUS.sub("\\1\\2\u0308", _LONE_ETA.sub(_KEPT_ETA, text))
    return _GREEK_MARK.sub("", text).replace(_KEPT_ETA, "Η\u0301")
