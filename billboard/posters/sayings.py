"""What posters say without what their templates say by themselves, and whether two say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from billboard.core.catalogue.catalogue import Catalogue
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.likeness.comparing import compare
from billboard.core.likeness.skeleton import skeleton
from billboard.core.likeness.words import read
from billboard.models import Poster
from billboard.posters.skeletons import own_words, said_by

SHORT = 8  # letters of a skeleton under which it is not enough
Templates = Mapping[str, PosterTemplate]


@dataclass(frozen=True)
class Said:
    """All that a poster says."""

    slogan: Mapping[str, str]
    stickers: Sequence[Mapping[str, Any]]
    template: PosterTemplate | None

    @property
    def chosen(self) -> str:
        """What somebody chose to say; empty where that is nothing."""
        own = {*own_words(self.template)}
        return said_by({slot: text for slot, text in self.slogan.items() if text not in own}, self.stickers)

    @property
    def shown(self) -> str:
        """The same, in one line; all of it where nobody chose a word."""
        return " / ".join((self.chosen or said_by(self.slogan, self.stickers)).split("\n"))


def said_on(poster: Poster, templates: Templates) -> Said:
    if isinstance(templates, Catalogue):
        return Said(poster.slogan, poster.stickers, templates.at(poster.template, poster.template_version))
    return Said(poster.slogan, poster.stickers, templates.get(poster.template))


def say_the_same(one: Said, other: Said) -> bool:
    """Whether the spelling alone differs: neither quotes, denies or asks what the other says.

    A short slogan is itself alone, for short words that are folded meet others: god and good.
    """
    texts = one.chosen, other.chosen
    without = [*own_words(one.template), *own_words(other.template)]
    if texts[0] == texts[1]:
        return True
    if not compare(*texts, without).is_ticked:
        return False
    return len(skeleton(texts[0], without)) >= SHORT or _letters(texts[0]) == _letters(texts[1])


def _letters(text: str) -> str:
    return "".join(word.letters for word in read(text))
