"""Publish a template: a folder becomes pictures in the store and rows, whole or not at all."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound, Outdated, StoreUnavailable
from billboard.infra.storage import ImageStore, key_of
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Campaign, CatalogueEdition, Kind, StudioTemplate, StudioVersion, TemplateOffer
from billboard.studio.folders import Checked, TemplateFolder, check
from billboard.studio.live import EDITION
from billboard.studio.parts import StudioParts
from billboard.studio.slugs import slug_for

FOLDER = "studio/"  # of the store
MORNING = timedelta(hours=24)  # for which a template is new where nobody says otherwise
NO_SUCH = "There is no such template. Look through the list for it."


@dataclass(frozen=True)
class Published:
    slug: str
    version: int
    warnings: list[str]  # what may be wrong with it all the same


def publish(
    parts: StudioParts,
    folder: TemplateFolder,
    *,
    now: datetime,
    by: int | None,
    campaign_id: int | None = None,
    template_id: int | None = None,
    fresh_until: datetime | None = None,
    did: str = "publish",
    noted: Callable[[Session, StudioTemplate], None] | None = None,
) -> Published:
    """A new template of the site or of one campaign, or, with `template_id`, the next version of one. Every process
    has it within two seconds; it hangs first in the chooser until `fresh_until`, or as long as it did. Posters that
    hang stay as they are. `noted` is done in the same transaction, with its row.

    Raises TemplateRefused with every fault, NotFound and StoreUnavailable; then nothing is left behind.
    """
    slug = _slug_of(parts, template_id) if template_id else _new_slug(parts, folder)
    checked = check(folder, slug, parts.studio.ground, parts.renderer)
    place = FOLDER + secrets.token_hex(16)
    # Pictures first: a picture without a row is harmless and collected later, a row without a picture is not.
    try:
        for name, data in checked.pictures.items():
            parts.store.put(key_of(place, name), data)
    except BaseException:
        remove(parts.store, place, checked.pictures)
        raise
    try:
        with parts.database.write() as session:
            row = _template(session, checked, slug, now, campaign_id, template_id)
            number, slug = _add_version(session, row, folder, checked, place, now, by), row.slug
            _let_hang_first(offer(session, slug, now=now, by=by), fresh_until)
            raise_edition(session)
            details = {"version": number, "title": checked.template.title}
            act = Act(Kind.TEMPLATE, did if number == 1 else "edit", slug, wall_of(session, row), details=details)
            journal.record(session, act, by=by, now=now)
            if noted:
                noted(session, row)
    except BaseException:
        if not _is_kept(parts, place):  # the answer to a commit may have been lost
            remove(parts.store, place, checked.pictures)
        raise
    parts.studio.forget()
    return Published(slug, number, checked.warnings)


def remove(store: ImageStore, place: str, pictures: Mapping[str, bytes]) -> None:
    """What is left of a publish that failed; where that fails too a job deletes it."""
    with suppress(StoreUnavailable):
        for name in pictures:
            store.delete(key_of(place, name))


def offer(session: Session, slug: str, *, now: datetime, by: int | None) -> TemplateOffer:
    """The row that says how a template is offered, made where there is none."""
    row = session.get(TemplateOffer, slug, with_for_update=True)
    if row is None:
        row = TemplateOffer(slug=slug, changed=now, moderator_id=by)
        session.add(row)
        session.flush()
    row.changed, row.moderator_id = now, by
    return row


def _let_hang_first(row: TemplateOffer, until: datetime | None) -> None:
    row.fresh_until = until or row.fresh_until


def raise_edition(session: Session) -> None:
    """Tell every process that there is something new."""
    more = update(CatalogueEdition).where(CatalogueEdition.id == EDITION).values(number=CatalogueEdition.number + 1)
    session.execute(more.execution_options(synchronize_session=False))


def wall_of(session: Session, row: StudioTemplate | None) -> str:
    """The slug of the campaign that alone offers it; empty for the site."""
    if row is None or row.campaign_id is None:
        return ""
    return session.get_one(Campaign, row.campaign_id).slug


def _template(
    session: Session, checked: Checked, slug: str, now: datetime, campaign_id: int | None, template_id: int | None
) -> StudioTemplate:
    raise_edition(session)  # whoever publishes at the same time waits here, so that no slug is given twice
    if template_id:
        row = session.get(StudioTemplate, template_id, with_for_update=True)
        if row is None:
            raise NotFound(NO_SUCH)
        return row
    if session.scalar(select(StudioTemplate.id).where(StudioTemplate.slug == slug)):
        raise Outdated("Somebody has just published a template of this title. Publish once more.")
    row = StudioTemplate(slug=slug, version=0, campaign_id=campaign_id, created=now)
    session.add(row)
    session.flush()
    return row


def _add_version(
    session: Session,
    row: StudioTemplate,
    folder: TemplateFolder,
    checked: Checked,
    place: str,
    now: datetime,
    by: int | None,
) -> int:
    row.version += 1
    session.add(
        StudioVersion(
            template_id=row.id,
            number=row.version,
            toml=folder.numbered(row.version),
            folder=place,
            files={name: hashlib.sha256(data).hexdigest() for name, data in checked.pictures.items()},
            moderator_id=by,
            published=now,
        )
    )
    session.flush()
    return row.version


def _slug_of(parts: StudioParts, template_id: int) -> str:
    with parts.database.read() as session:
        slug = session.scalar(select(StudioTemplate.slug).where(StudioTemplate.id == template_id))
    if slug is None:
        raise NotFound(NO_SUCH)
    return slug


def _new_slug(parts: StudioParts, folder: TemplateFolder) -> str:
    """Of the title, as far as it can be read; what cannot is refused with all else."""
    known = parts.renderer.templates
    with parts.database.read() as session:
        taken = {*session.scalars(select(StudioTemplate.slug)), *session.scalars(select(TemplateOffer.slug))}
    return slug_for(folder.title, {*taken, *known, *known.left_out})


def _is_kept(parts: StudioParts, place: str) -> bool:
    """Where even this question fails, there may be a row."""
    try:
        with parts.database.read() as session:
            return session.scalar(select(StudioVersion.id).where(StudioVersion.folder == place)) is not None
    except Exception:  # noqa: BLE001 whatever it is, what was stored stays
        return True
