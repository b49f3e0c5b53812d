"""Where words and phrases end in scripts that do not say so by spaces, and what may not begin or end a line.

UAX 14 lets Chinese and Japanese break between any two characters, and Thai nowhere. Large type wants better: Japanese
and Chinese in phrases (by BudouX, a small model), Korean at its spaces, Thai in words (by a dictionary).
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

import budoux
import regex

from billboard.core.text.graphemes import graphemes
from billboard.core.text.language import Han, guess_language
from billboard.core.text.line_breaks import breaks
from billboard.core.text.scripts import CJK, CJK_MARKS, PHRASED
from billboard.core.text.unseen import ENDING

WORDS = Path(__file__).parent / "data" / "thai-words.txt.xz"
LONGEST_WORD = 20  # characters in that list
UNKNOWN = 3  # what a character outside all words costs, in words

_THAI = regex.compile(r"\p{Thai}+")
_LETTER = regex.compile(r"[\p{L}\p{M}]")
_CJK = regex.compile(f"[{CJK}{CJK_MARKS}]")
# JIS X 4051's and GB/T 15834's marks, small kana and repeaters, and what Thai writes after or before its consonant.
_NEVER_FIRST = regex.compile(
    r"[\u3001\u3002\uff0c\uff0e\uff01\uff1f\uff1a\uff1b\u30fb\u30fc\u3005\u303b\u309d\u309e\u30fd\u30fe\u2025\u2026"
    r"\u301c\uff5e\uff09\u3015\uff3d\uff5d\u3009\u300b\u300d\u300f\u3011\u3017\u3019\u201d\u2019"
    r"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ"
    r"\u0e2f-\u0e3a\u0e45-\u0e4e]"
)
_NEVER_LAST = regex.compile(
    r"[\uff08\u3014\uff3b\uff5b\u3008\u300a\u300c\u300e\u3010\u3016\u3018\u201c\u2018\u0e40-\u0e44]"
)
_CLOSED = regex.compile(r"[\u3001\u3002\uff0c\uff0e\uff01\uff1f\uff1a\uff1b\u2026\u300d\u300f\uff09\u300b\u3011]$")
# Chinese particles lean on the word before, and so does a single character that ends its sentence.
_LEANING = regex.compile(r"[的了吗嗎呢吧们們]|\p{Han}[\u3002\uff0c\uff01\uff1f\uff1b]")
# A number and what it counts by are one word to their readers: 三个, never 三 and 个.
_COUNTED = regex.compile(
    r"(?<=[0-9零〇一二三四五六七八九十百千两兩万萬亿億几幾半数數每这這那哪])"
    r"[个個位只隻条條张張件次年月日天周岁歲块塊元本杯碗家种種场場份句层層号號楼樓页頁步口双雙对對群套门門台部篇封倍]"
)
_PHRASED = regex.compile(f"[{PHRASED}]")


def phrases(line: str) -> list[str]:
    """The line in pieces, spaces with the piece before: breaks that UAX 14 allows and that read well."""
    places = breaks(line)
    if not _PHRASED.search(line):
        return _cut(line, places)
    good = _edges(_parser(guess_language([line]).han).parse(line)) if _CJK.search(line) else set()
    kept = {place for place in places if not _is_inside(line, place, good)} | _thai_places(line, True)
    return _cut(line, {place for place in kept if may_part(line[:place].rstrip(" ")[-1:], line[place : place + 1])})


@lru_cache(1000)
def parts(phrase: str) -> list[str]:
    """A phrase in the smallest pieces that the rules of its script allow; whole where it has none of these scripts."""
    if not _PHRASED.search(phrase):
        return [phrase]
    return _cut(phrase, breaks(phrase) | _thai_places(phrase, False))


def may_part(before: str, after: str) -> bool:
    """Whether a line may be broken between two graphemes at all, in Chinese, Japanese and Thai."""
    return not (_NEVER_FIRST.match(after) or _NEVER_LAST.match(before))


def _edges(pieces: Iterable[str]) -> set[int]:
    return set(accumulate(map(len, pieces)))


def _cut(text: str, places: set[int]) -> list[str]:
    edges = sorted(places & set(range(1, len(text))))
    return [text[start:end] for start, end in pairwise([0, *edges, len(text)])]


def _is_inside(line: str, place: int, good: set[int]) -> bool:
    """Whether a break would come between two characters of one phrase, or of one Korean word."""
    if place >= len(line) or line[place - 1].isspace() or line[place - 1] in ENDING:
        return False
    if _LEANING.match(line, place) or _COUNTED.match(line, place):
        return True
    if place in good or _CLOSED.search(line[:place]):
        return False
    return bool(_CJK.match(line[place - 1]) or _CJK.match(line[place]))


@cache
def _parser(han: Han) -> budoux.Parser:
    match han:
        case "jp":
            return budoux.load_default_japanese_parser()
        case "tc":
            return budoux.load_default_traditional_chinese_parser()
        case "sc":
            return budoux.load_default_simplified_chinese_parser()
        case "kr":
            return budoux.Parser({"UW3": {}})  # Korean breaks at its spaces


def _thai_places(text: str, whole: bool) -> set[int]:
    """Between Thai words, and between them and other letters; unless `whole`, within compounds as well."""
    places: set[int] = set()
    for run in _THAI.finditer(text):
        places |= {run.start(), *(run.start() + edge for edge in _edges(_thai_words(run.group(), whole)))}
    return {place for place in places if all(map(_LETTER.match, text[place - 1 : place] + text[place : place + 1]))}


def _thai_words(run: str, whole: bool) -> list[str]:
    """The fewest words that make up the run; what no word accounts for stays in pieces of its own."""
    words = _dictionary()
    edges = [0, *accumulate(map(len, graphemes(run)))]
    last = len(edges) - 1
    # From each edge between letters: the cost of the best way to the end, and the edge it goes to.
    best: list[tuple[int, int]] = [(0, 0)] * len(edges)
    for here in range(last - 1, -1, -1):
        ways = [(best[here + 1][0] + UNKNOWN, -here - 1)]
        for ahead in range(here + 1, last + 1):
            if edges[ahead] - edges[here] > LONGEST_WORD:
                break
            word = run[edges[here] : edges[ahead]]
            if word in words and (whole or word != run):
                ways.append((best[ahead][0] + 1, -ahead))
        best[here] = min(ways)  # of equal ways the one whose first word is longest
    found: list[str] = []
    at = 0
    while at < last:
        ahead = -best[at][1]
        found.append(run[edges[at] : edges[ahead]])
        at = ahead
    return _gathered(found, words) if whole or all(piece in words for piece in found) else [run]


def _gathered(pieces: list[str], words: frozenset[str]) -> list[str]:
    """Neighbours that are no words made one piece: a name, a word from elsewhere. No letter is left alone."""
    found: list[str] = []
    for piece in pieces:
        if found and piece not in words and (found[-1] not in words or len(graphemes(piece)) == 1):
            found[-1] += piece
        else:
            found.append(piece)
    return found


@cache
def _dictionary() -> frozenset[str]:
    """Eight megabytes, read when Thai is first written."""
    return frozenset(lzma.decompress(WORDS.read_bytes()).decode().split())
