"""What moderators see of templates: each with its state, where it is offered and how it is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.catalogue.catalogue import Catalogue
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import NotFound
from billboard.core.toml_tables import Finding
from billboard.models import Availability, Campaign, Moderator, Scope, StudioTemplate, StudioVersion, TemplateOffer
from billboard.studio import uses
from billboard.studio.publishing import NO_SUCH
from billboard.studio.uses import Use


@dataclass(frozen=True)
class Listed:
    slug: str
    template: PosterTemplate | None  # none where it cannot be used
    faults: Sequence[Finding]  # for which
    availability: Availability
    fresh_until: datetime | None
    number: int | None  # of its row; none for one of artwork/
    campaign: str  # the title of the one that alone offers it; empty for the site
    campaign_slug: str
    created: datetime | None
    use: Use

    @property
    def title(self) -> str:
        return self.template.title if self.template else self.slug

    @property
    def is_house(self) -> bool:
        return self.number is None


@dataclass(frozen=True)
class VersionLine:
    number: int
    published: datetime
    by: str  # an account's name; empty for a shell


def listed(session: Session, catalogue: Catalogue, scope: Scope) -> list[Listed]:
    """Those that moderators with that scope look after: the studio's first, the newest of them at the top."""
    rows = {each.slug: each for each in session.scalars(select(StudioTemplate))}
    offers = {each.slug: each for each in session.scalars(select(TemplateOffer))}
    walls = {each.id: each for each in session.scalars(select(Campaign))}
    used, left_out = uses.uses(session), catalogue.left_out
    slugs = {*rows, *catalogue.artwork.templates, *catalogue.artwork.left_out}
    found = []
    for slug in slugs:
        row, offer = rows.get(slug), offers.get(slug)
        if scope is not None and (row is None or row.campaign_id not in scope):
            continue
        home = walls.get(row.campaign_id) if row and row.campaign_id else None
        found.append(
            Listed(
                slug,
                catalogue.get(slug),
                left_out.get(slug, ()),
                offer.availability if offer else Availability.OFFERED,
                offer.fresh_until if offer else None,
                row.id if row else None,
                home.title if home else "",
                home.slug if home else "",
                row.created if row else None,
                used.get(slug, uses.NONE),
            )
        )
    return sorted(found, key=lambda each: (each.number is None, -(each.number or 0), each.title.casefold()))


def find(session: Session, catalogue: Catalogue, scope: Scope, slug: str) -> Listed:
    """One of those. Raises NotFound."""
    found = next((each for each in listed(session, catalogue, scope) if each.slug == slug), None)
    if found is None:
        raise NotFound(NO_SUCH)
    return found


def versions(session: Session, number: int) -> list[VersionLine]:
    """Of one of the studio's, the newest first."""
    walk = (
        select(StudioVersion.number, StudioVersion.published, Moderator.name)
        .outerjoin(Moderator, Moderator.id == StudioVersion.moderator_id)
        .where(StudioVersion.template_id == number)
        .order_by(StudioVersion.number.desc())
    )
    return [VersionLine(version, published, name or "") for version, published, name in session.execute(walk)]
