"""What a moderator writes into a list of watched words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from billboard.core.errors import Refused
from billboard.core.likeness.letter_runs import stream
from billboard.core.likeness.words import read

LONGEST_ENTRY = 200  # characters
LEAST_WORD = 2  # letters
LEAST_PART = 3  # letters of what is looked for inside words; two are in half of them


class Action(IntEnum):
    """What becomes of a poster that holds the entry; the stronger the higher."""

    FLAG = 1  # it is published, and moderators are told
    HOLD = 2  # it waits for a moderator
    BLOCK = 3  # it is not taken


class Reach(Enum):
    """Where in a word an entry is looked for."""

    WORD = "word"  # whole words alone
    START = "start"  # where words begin: idiot, idiots, idiotic
    PART = "part"  # anywhere


class EntryRefused(Refused):
    """An entry that cannot be watched for; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    text: str  # a word or a phrase, plainly spelled; a telephone number, an address
    action: Action = Action.HOLD
    reach: Reach = Reach.WORD
    exceptions: tuple[str, ...] = ()  # words and phrases that may hold it, plainly spelled, from the start of a word

    def check(self) -> None:
        """Refuse an entry that would match nothing, or nearly everything."""
        if len(self.text) > LONGEST_ENTRY:
            raise EntryRefused(f"That is too long to watch for. Keep to {LONGEST_ENTRY} characters.")
        letters = stream(read(self.text)).text
        if not letters:
            raise EntryRefused("A watched word needs letters or figures.")
        if letters.isascii() and len(letters) < (LEAST_PART if self.reach is Reach.PART else LEAST_WORD):
            raise EntryRefused("That is too short: it would be found in innocent words. Write more of it.")
