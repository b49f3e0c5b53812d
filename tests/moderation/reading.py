"""Whoever moderates a night in tests: they know of a poster what is shown of it, and judge that as readers would."""

from collections.abc import Mapping
from functools import cached_property

from tests.moderation.nights import Night


class Reader:
    def __init__(self, night: Night) -> None:
        self.night = night

    def slogan(self, words: str) -> int | None:
        """The number of the abusive slogan that these words are, or none: it is the longest text of the night that
        they hold, for some quote another."""
        said = plain(words)
        held = said if said in self.texts else max((text for text in self.texts if text in said), key=len, default="")
        return self.texts.get(held)

    def reason(self, words: str) -> str | None:
        """What somebody would hide it for; none for what hurts nobody."""
        slogan = self.slogan(words)
        return None if slogan is None else self.night.reasons[slogan]

    @cached_property
    def texts(self) -> Mapping[str, int | None]:
        return {plain(made.text): made.slogan for made in self.night.posters}


def plain(words: str) -> str:
    return " ".join(words.split())
