"""Those who pass a poster: how long they take to read so many words, and how long they see letters so high.

docs/readability.md tells where each figure comes from, and which are no more than rules of thumb.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import regex

from billboard.core.text.scripts import HAN_AND_KANA, SOUTH_EAST_ASIAN

MILE_PER_HOUR = 0.44704  # m/s
DRIVING, WALKING = 30 * MILE_PER_HOUR, 1.37  # m/s
INDEX = 360  # m at which a driver reads a capital 1 m high
SIGHT = 150.0  # m at which a hoarding comes into sight at all
CONE = 10.0  # degrees beside the road ahead beyond which a driver looks at nothing for long
ASIDE_DRIVING, ASIDE_WALKING = 10.0, 5.0  # m from a passer-by's line to the hoarding
WORDS_A_MINUTE = 238
FLUENT = 10.0  # arc minutes of height that good eyes read without effort
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.\-]*")
_IDEOGRAPH = regex.compile(f"[{HAN_AND_KANA}]")
_UNSPACED = regex.compile(f"[{SOUTH_EAST_ASIAN}]")
IDEOGRAPHS_A_WORD, LETTERS_A_WORD = 1.6, 5.0


@dataclass(frozen=True, slots=True)
class Passing:
    """Somebody passes: seconds that reading takes, and that the words are in view."""

    needed: float
    given: float


def words(text: str) -> float:
    """How many words' worth of reading a text is; scripts without spaces are reckoned by their characters."""
    ideographs, unspaced = len(_IDEOGRAPH.findall(text)), len(_UNSPACED.findall(text))
    spaced = _WORD.findall(_UNSPACED.sub(" ", _IDEOGRAPH.sub(" ", text)))
    return len(spaced) + ideographs / IDEOGRAPHS_A_WORD + unspaced / LETTERS_A_WORD


def reading_at_the_wheel(count: float) -> float:
    """Seconds: a third for each word, and two in which the eyes are on the road (WSDOT Traffic Manual, chapter 2)."""
    return count / 3 + 2 if count else 0.0


def reading_on_foot(count: float) -> float:
    """Seconds, at the pace of silent reading (Brysbaert 2019)."""
    return count * 60 / WORDS_A_MINUTE


def in_view_at_the_wheel(capital: float) -> float:
    """Seconds from where capitals this many m high can be read to where the hoarding leaves the cone of vision."""
    reach = min(SIGHT, INDEX * capital) - ASIDE_DRIVING / math.tan(math.radians(CONE))
    return max(0.0, reach) / DRIVING


def in_view_on_foot(letter: float) -> float:
    """Seconds from where letters this many m high are read without effort to where one would have to turn round."""
    reach = min(SIGHT, letter / math.tan(math.radians(FLUENT / 60))) - ASIDE_WALKING
    return max(0.0, reach) / WALKING


def arc_minutes(height: float, distance: float) -> float:
    """The angle that a height subtends, both in m."""
    return math.degrees(2 * math.atan(height / 2 / distance)) * 60
