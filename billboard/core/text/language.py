"""What a slogan's letters give away of its language, for nobody is asked which it is in.

Chinese, Japanese and Korean share characters that each draws in its own way, and Turkish has two letters i. The signs
looked for are sure ones; without them Han characters are drawn as on the Chinese mainland, and i becomes I.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import regex

from billboard.core.text.scripts import KANA

Han = Literal["jp", "kr", "sc", "tc"]

_HAN = regex.compile(r"\p{Han}")
_KANA = regex.compile(f"[{KANA}]")
_HANGUL = regex.compile(r"\p{Hangul}")
_BOPOMOFO = regex.compile(r"\p{Bopomofo}")
# Letters of Turkish and Azeri. Crimean Tatar and Gagauz have them too, and the same capitals. Kazakh in Latin letters
# has ı and ğ as well. Maltese, Romanian and Kurdish have none of the three.
_TURKIC = regex.compile("[ıİğĞ]")
# The everyday characters of a country are those of its old encoding; first the commoner readers.
_ENCODINGS: tuple[tuple[str, Han], ...] = (("gb2312", "sc"), ("big5", "tc"), ("shift_jis", "jp"))


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    han: Han = "sc"  # whose forms Han characters take
    turkic: bool = False  # ı and i are two letters


def guess_language(texts: Iterable[str]) -> LanguageGuess:
    """Of a slogan, all its texts together: one kana makes the kanji of the others Japanese."""
    text = "\n".join(texts)
    return LanguageGuess() if text.isascii() else LanguageGuess(_han(text), bool(_TURKIC.search(text)))


def _han(text: str) -> Han:
    if _KANA.search(text):
        return "jp"
    if _HANGUL.search(text):
        return "kr"
    if _BOPOMOFO.search(text):
        return "tc"
    characters = "".join(_HAN.findall(text))
    for encoding, han in _ENCODINGS:
        try:
            characters.encode(encoding)
        except UnicodeEncodeError:
            continue
        return han
    return "sc"
