"""Which templates there are: those of `artwork/`, and those that were made in the studio while the site runs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from billboard.core.catalogue.choice import EVERYTHING, Choice
from billboard.core.catalogue.template_reading import Artwork
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.toml_tables import Finding


@dataclass(frozen=True, slots=True)
class Offer:
    """Where and how a template is offered."""

    open: bool = True  # to the public
    campaign: str = ""  # the slug of the one that alone offers it; empty for the site and all campaigns
    fresh_until: datetime | None = None  # first among the others until then


ALWAYS = Offer()


@dataclass(frozen=True, slots=True)
class Studio:
    """What is known of the studio's templates."""

    templates: Mapping[str, PosterTemplate] = field(default_factory=dict)  # the newest version of each
    offers: Mapping[str, Offer] = field(default_factory=dict)  # of those of `artwork/`, too
    left_out: Mapping[str, Sequence[Finding]] = field(default_factory=dict)


NOTHING = Studio()
Older = Callable[[str, int], PosterTemplate | None]


class Catalogue(Mapping[str, PosterTemplate]):
    """Every template by its slug, whether it is offered or not, in the choose page's order.

    One object for a whole process and its threads. `news` gives what is known of the studio now, the same object while
    nothing has changed; `older` finds versions that new posters are not made with any more; `chosen` is what operators
    offer of all this, and in which order. A template of `artwork/` has one version, the present.
    """

    def __init__(
        self,
        artwork: Artwork | Mapping[str, PosterTemplate],
        news: Callable[[], Studio] = lambda: NOTHING,
        older: Older = lambda _slug, _version: None,
        chosen: Callable[[], Choice] = lambda: EVERYTHING,
    ) -> None:
        self.artwork = artwork if isinstance(artwork, Artwork) else Artwork(artwork)
        self._news, self._older, self._chosen = news, older, chosen
        self._known = NOTHING, self.artwork.templates

    def __getitem__(self, slug: str) -> PosterTemplate:
        return self._merged()[1][slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._merged()[1])

    def __len__(self) -> int:
        return len(self._merged()[1])

    def at(self, slug: str, version: int) -> PosterTemplate | None:
        """As a poster was made with it; none where it is no longer kept."""
        if house := self.artwork.templates.get(slug):
            return house
        newest = self.get(slug)
        return newest if newest and newest.version == version else self._older(slug, version)

    def offered(
        self, campaign: str = "", among: Collection[str] = (), now: datetime | None = None
    ) -> list[PosterTemplate]:
        """Those that posters may be made with on the site, or in the campaign with that slug, which may have chosen
        some `among` those of the site. Fresh ones come first, of several the newest, then as operators have them."""
        found = self._chosen().ordered(each for each in self.values() if self.takes(each.slug, campaign, among))
        return sorted(found, key=lambda each: self._age(each.slug, now)) if now else found

    def _age(self, slug: str, now: datetime) -> float:
        until = self._offer(slug).fresh_until
        return -until.timestamp() if until and now < until else 0.0

    def is_open(self, slug: str) -> bool:
        """Whether posters may be made with it anywhere."""
        return slug in self and self._offer(slug).open

    def takes(self, slug: str, campaign: str = "", among: Collection[str] = ()) -> bool:
        """Whether posters may be made with it there."""
        if not self.is_open(slug):
            return False
        if home := self.home(slug):
            return home == campaign
        return slug in among if among else not self.is_left_out(slug)

    def is_left_out(self, slug: str) -> bool:
        """Whether operators offer it nowhere but where a campaign has chosen it."""
        return slug in self._chosen().left_out

    def home(self, slug: str) -> str:
        """The slug of the campaign that alone offers it; empty for none."""
        return self._offer(slug).campaign

    def is_fresh(self, slug: str, now: datetime) -> bool:
        until = self._offer(slug).fresh_until
        return until is not None and now < until

    @property
    def left_out(self) -> Mapping[str, Sequence[Finding]]:
        """By its slug, why a template cannot be used."""
        return {**self.artwork.left_out, **self._merged()[0].left_out}

    def _offer(self, slug: str) -> Offer:
        return self._merged()[0].offers.get(slug, ALWAYS)

    def _merged(self) -> tuple[Studio, Mapping[str, PosterTemplate]]:
        studio = self._news()
        if studio is not self._known[0]:
            both = {**studio.templates, **self.artwork.templates}
            ordered = sorted(both.values(), key=lambda each: (each.order, each.slug))
            self._known = studio, MappingProxyType({each.slug: each for each in ordered})
        return self._known


def catalogue_of(templates: Mapping[str, PosterTemplate]) -> Catalogue:
    return templates if isinstance(templates, Catalogue) else Catalogue(templates)
