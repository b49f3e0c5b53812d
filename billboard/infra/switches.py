"""How a switch is written: one setting's value, in words that a person can type, too.

    off
    on
    on until 2026-11-30T18:00Z
    on until 2026-11-30T18:00Z by too-many: We are sweeping up. Come back after tea.

What follows the colon is told to the public; `by` names the rule that turned it on, where no person did.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

SAID_LENGTH = 200
LONGEST = 300
HOW = "must be off, or on, or on until 2026-11-30T18:00Z; a sentence for the public may follow after a colon"
FORM = re.compile(r"(?P<on>on|off)( until (?P<until>\S+))?( by (?P<rule>[a-z-]{1,32}))?(: (?P<said>.+))?", re.S)
WORDS = dict.fromkeys(("on", "true", "yes", "1"), "on") | dict.fromkeys(("", "off", "false", "no", "0"), "off")


class Position(NamedTuple):
    """What a switch is set to."""

    on: bool
    until: datetime | None = None
    said: str = ""  # to the public, in words of whoever turned it on
    rule: str = ""  # that turned it on, where no person did

    def stands(self, now: datetime) -> bool:
        return self.on and (self.until is None or now < self.until)


def write(position: Position) -> str:
    until = f" until {position.until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if position.until else ""
    rule = f" by {position.rule}" if position.rule else ""
    return f"{'on' if position.on else 'off'}{until}{rule}{f': {position.said}' if position.said else ''}"


def tidy(given: str) -> str:
    """What was typed, as it is kept. Raises ValueError."""
    return write(read(WORDS.get(given.strip().lower(), given.strip())))


@lru_cache(256)
def read(text: str) -> Position:
    """Raises ValueError."""
    found = FORM.fullmatch(text)
    if found is None:
        raise ValueError(HOW)
    said = (found["said"] or "").strip()
    if len(said) > SAID_LENGTH:
        raise ValueError(f"tells the public {SAID_LENGTH} characters at most")
    if found["on"] == "off":
        return Position(on=False, rule=found["rule"] or "")
    return Position(True, _moment(found["until"]) if found["until"] else None, said, found["rule"] or "")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(HOW) from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
