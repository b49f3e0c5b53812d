"""Evasive spellings by rule, for the measured table: what people do to a word to get it past a list.

Three alphabets of disguises: two that the matcher was written with in view, and one that it was not. Nothing here is
taken from the matcher's own tables, so that a gap in them shows.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

FRAMES = ("{}", "{}!", "you {}", "{} here", "what a {}", "the {} next door", "Every {} on this road", "“{}” they said")
ROUNDS = 3
VOWELS = "aeiou"
Rule = Callable[[str, random.Random], str]


class Evasion(NamedTuple):
    kind: str
    entry: str
    text: str


def _table(written: str) -> Mapping[str, str]:
    """A letter and all that stands for it, one character each."""
    return {pair[0]: pair[1:] for pair in written.split()}


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What letters are replaced by and what is put between them."""

    leet: Mapping[str, str]
    lookalikes: Mapping[str, str]
    capitals: tuple[int, ...]  # where styled alphabets of 26 letters begin
    separators: tuple[str, ...]
    hidden: tuple[str, ...]
    marks: tuple[str, ...]
    masks: str
    seed: int


SEEN = (
    Alphabet(
        leet=_table("a4@ e3 i1! o0 s5$ t7 l1 b8"),
        lookalikes=_table("aаα eе oоο cсϲ pр iіι yу kкκ uυ nη"),
        capitals=(0xFF21, 0x24B6, 0x1D400, 0x1F130),
        separators=(" ", ".", "-"),
        hidden=("\u200b", "\u00ad"),
        marks=("\u0301", "\u0308", "\u0336"),
        masks="*#",
        seed=1,
    ),
    Alphabet(
        leet=_table("a4@ e3€ i1!| o0 s5$z t7+ l1| g9 c("),
        lookalikes=_table("aɑａᴀ eҽєℯ oօσᴏ cⅽᴄ pρᴘ iɪⅰı kᴋқ uսᴜ hһհ sѕꜱ"),
        capitals=(0xFF21, 0x1D4D0, 0x1D56C, 0x1F170, 0x1F150, 0x1D5D4),
        separators=("  ", "_", "*", "/", " . ", "~"),
        hidden=("\u200c", "\u2060", "\ufeff", "\u200d"),
        marks=("\u0327", "\u030a", "\u0332", "\u0489", "\u20d2"),
        masks="*%?•",
        seed=2,
    ),
)
UNSEEN = (
    Alphabet(
        leet=_table("a4@ e3€ i1!¡ o0 s$5 t+7 l1| b68 g69 z2"),
        lookalikes=_table("aаᴀ𝖺ａ eеᴇℯε oоᴏօ𝗈 cсᴄⅽ𝖼 pрᴘ iіɪℹｉ kкᴋ𝗄 uυᴜ𝗎 hһʜ sѕꜱｓ nոɴ mмᴍｍ tтᴛｔ rʀｒг lʟⅼ dԁᴅⅾ"),
        capitals=(0xFF21, 0x1D468, 0x1D670, 0x1D63C, 0x24B6, 0x1F170),
        separators=("   ", "-", "—", "·", " - ", "|", ","),
        hidden=("\u200b", "\u2063", "\u034f", "\u00ad", "\u200d"),
        marks=("\u0323", "\u0306", "\u0337", "\u0353", "\u20e0"),
        masks="*#_●☆",
        seed=3,
    ),
)


def evasions(entries: Sequence[str], alphabet: Alphabet) -> Iterator[Evasion]:
    """Every entry by every rule that changes it, several times over."""
    chance = random.Random(alphabet.seed)
    rules = _rules(alphabet)
    for _ in range(ROUNDS):
        for entry in entries:
            for kind, rule in rules.items():
                text = rule(entry, chance)
                if text != entry:
                    yield Evasion(kind, entry, chance.choice(FRAMES).format(text))


def _rules(alphabet: Alphabet) -> dict[str, Rule]:
    def swapped(table: Mapping[str, str], share: float) -> Rule:
        def rule(word: str, chance: random.Random) -> str:
            return "".join(
                chance.choice(table[char]) if char in table and chance.random() < share else char for char in word
            )

        return rule

    def between(joints: tuple[str, ...], share: float = 1.0) -> Rule:
        def rule(word: str, chance: random.Random) -> str:
            joint = chance.choice(joints)
            return "".join(
                char + (joint if place and chance.random() < share and char != " " else "")
                for place, char in zip(range(len(word) - 1, -1, -1), word, strict=True)
            )

        return rule

    def masked(word: str, chance: random.Random) -> str:
        inner = [place for place, char in enumerate(word) if char in VOWELS and 0 < place < len(word) - 1]
        if not inner:
            return word
        place = chance.choice(inner)
        return word[:place] + chance.choice(alphabet.masks) + word[place + 1 :]

    def styled(word: str, chance: random.Random) -> str:
        start = chance.choice(alphabet.capitals)
        return "".join(chr(start + ord(char) - 65) if "A" <= char <= "Z" else char for char in word.upper())

    def repeated(word: str, chance: random.Random) -> str:
        return "".join(
            char * (chance.randint(2, 5) if char.isalpha() and chance.random() < 0.3 else 1) for char in word
        )

    def capitals(word: str, chance: random.Random) -> str:
        return "".join(chance.choice((char.upper(), char.lower())) for char in word)

    leet, lookalike = swapped(alphabet.leet, 0.6), swapped(alphabet.lookalikes, 0.6)
    apart = between(alphabet.separators)
    return {
        "capitals": capitals,
        "apart": apart,
        "joined": lambda word, _: word.replace(" ", ""),
        "leet": leet,
        "lookalikes": lookalike,
        "styled": styled,
        "masked": masked,
        "repeated": repeated,
        "hidden": between(alphabet.hidden, 0.6),
        "marks": between(alphabet.marks),
        "leet and apart": lambda word, chance: apart(leet(word, chance), chance),
        "lookalikes and marks": lambda word, chance: between(alphabet.marks)(lookalike(word, chance), chance),
        "repeated and hidden": lambda word, chance: between(alphabet.hidden)(repeated(word, chance), chance),
    }
