"""The studio's templates, as every process knows them."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.catalogue.catalogue import NOTHING, Offer, Studio
from billboard.core.catalogue.template_reading import FILE, Ground, Reading, read_template
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.toml_tables import Finding
from billboard.infra.db import Database
from billboard.infra.newest import Newest
from billboard.models import (
    Availability,
    Campaign,
    CatalogueEdition,
    StudioTemplate,
    StudioVersion,
    TemplateOffer,
)
from billboard.studio.art_files import ArtFiles, StoredArt

EDITION = 1  # the row of CatalogueEdition
OLDER_KEPT = 64  # versions that posters hang of and none are made with
logger = logging.getLogger("billboard.templates")
Version = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Known:
    edition: int | None = None
    studio: Studio = NOTHING
    readings: Mapping[Version, Reading] = field(default_factory=dict)


class LiveStudio:
    """What `Catalogue` knows of the studio.

    One small query tells whether anything has changed; versions are read once, for they never change.
    """

    def __init__(self, database: Database, files: ArtFiles, ground: Ground) -> None:
        self.files, self.ground = files, ground
        self._database = database
        self._newest = Newest(_Known(), self._look, logger)
        self._older: OrderedDict[Version, PosterTemplate | None] = OrderedDict()
        self._lock = threading.Lock()

    def news(self) -> Studio:
        return self._newest.get().studio

    def forget(self) -> None:
        """Look again at once: something has just been published or changed here."""
        self._newest.forget()

    def older(self, slug: str, version: int) -> PosterTemplate | None:
        """A version that posters hang of."""
        with self._lock:
            if (slug, version) in self._older:
                self._older.move_to_end((slug, version))
                return self._older[slug, version]
        with self._database.read() as session:
            found = session.scalar(
                select(StudioVersion)
                .join(StudioTemplate, StudioTemplate.id == StudioVersion.template_id)
                .where(StudioTemplate.slug == slug, StudioVersion.number == version)
            )
        template = self._read(slug, found).template if found else None
        with self._lock:
            self._older[slug, version] = template
            while len(self._older) > OLDER_KEPT:
                self._older.popitem(last=False)
        return template

    def _look(self, known: _Known) -> _Known:
        with self._database.read() as session:
            edition = session.scalar(select(CatalogueEdition.number).where(CatalogueEdition.id == EDITION)) or 0
            if edition == known.edition:
                return known
            readings = self._readings(session, known)
            offers = _offers(session)
        studio = Studio(
            MappingProxyType({slug: each.template for (slug, _), each in readings.items() if each.template}),
            MappingProxyType(offers),
            MappingProxyType(_left_out(readings, known.readings)),
        )
        return _Known(edition, studio, readings)

    def _readings(self, session: Session, known: _Known) -> Mapping[Version, Reading]:
        """The newest version of each template."""
        chosen = select(StudioTemplate.slug, StudioTemplate.version, StudioTemplate.id).order_by(StudioTemplate.id)
        rows = session.execute(chosen).all()
        new = [row.id for row in rows if (row.slug, row.version) not in known.readings]
        versions = {
            each.template_id: each
            for each in session.scalars(
                select(StudioVersion)
                .join(StudioTemplate, StudioTemplate.id == StudioVersion.template_id)
                .where(StudioVersion.number == StudioTemplate.version, StudioTemplate.id.in_(new))
            )
        }
        found = {}
        for row in rows:
            version = (row.slug, row.version)
            if version in known.readings:
                found[version] = known.readings[version]
            elif row.id in versions:
                found[version] = self._read(row.slug, versions[row.id])
        return found

    def _read(self, slug: str, version: StudioVersion) -> Reading:
        art = StoredArt(self.files, version.folder, version.files)
        reading = read_template(version.toml, Path("studio", slug, FILE), art, self.ground)
        template = replace(reading.template, version=version.number) if reading.template else None
        return Reading(slug, reading.findings, template)


def _offers(session: Session) -> dict[str, Offer]:
    of_campaigns = select(StudioTemplate.slug, Campaign.slug).join(Campaign, Campaign.id == StudioTemplate.campaign_id)
    home: dict[str, str] = dict(session.execute(of_campaigns).all())
    offers = {slug: Offer(campaign=campaign) for slug, campaign in home.items()}
    for row in session.scalars(select(TemplateOffer)):
        is_open = row.availability is Availability.OFFERED
        offers[row.slug] = Offer(is_open, home.get(row.slug, ""), row.fresh_until)
    return offers


def _left_out(readings: Mapping[Version, Reading], before: Mapping[Version, Reading]) -> dict[str, Sequence[Finding]]:
    found = dict[str, Sequence[Finding]]()
    for version, reading in readings.items():
        if not reading.template:
            found[reading.slug] = reading.findings.faults
            if version not in before:
                said = [str(each) for each in reading.findings.faults]
                logger.error("template left out", extra={"template": reading.slug, "faults": said})
    return found
