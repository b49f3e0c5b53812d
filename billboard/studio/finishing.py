"""A draft that lacks nothing is published: compiled, its pictures made by the darkroom, and handed to `publishing`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.darkroom.recipes import AS_IT_IS
from billboard.core.errors import NotFound, Outdated, Refused, StoreUnavailable
from billboard.infra.storage import MissingImage, key_of
from billboard.models import DraftState, Scope, StudioDraft, StudioTemplate, StudioVersion
from billboard.studio import darkroom, draft_art, drafts, layouts, publishing
from billboard.studio.art_files import MISSING
from billboard.studio.compiling import Art, compile_document
from billboard.studio.draft_art import Easel
from billboard.studio.draft_pictures import SMALLER, pictures_of
from billboard.studio.folders import TemplateFolder
from billboard.studio.missing import missing
from billboard.studio.parts import StudioParts
from billboard.studio.publishing import Published

NOT_DRAWN = "This template was not made here, so it cannot be edited here. Export it, and change the folder."


def finish(
    parts: StudioParts,
    draft: StudioDraft,
    seen: int,
    *,
    now: datetime,
    by: int | None,
    textures: Collection[str],
    scenes: Collection[str],
    campaign_id: int | None,
    fresh_until: datetime | None,
) -> Published:
    """Publish a draft, of which somebody saw that edition, as a template of the site or of a campaign; or as the next
    version of the one that it was begun from.

    Raises Refused with what is missing, Outdated where it was changed or published meanwhile, and as
    `publishing.publish` does.
    """
    if draft.edition != seen:  # before the work, which would be in vain
        raise Outdated(drafts.MEANWHILE)
    document = drafts.document_of(draft)
    if lacks := missing(document, parts.renderer.book, textures, scenes):
        raise Refused(" ".join(each.sentence for each in lacks))
    folder = _folder(parts, Easel(document, draft.folder, parts.store, parts.studio.files))

    def note(session: Session, row: StudioTemplate) -> None:  # whoever presses twice publishes once
        kept = drafts.change(session, draft.code, None, seen, lambda document: document, now=now)
        kept.state, kept.template_id, kept.campaign_id = DraftState.PUBLISHED, row.id, row.campaign_id

    return publishing.publish(
        parts,
        folder,
        now=now,
        by=by,
        campaign_id=campaign_id,
        template_id=draft.template_id,
        fresh_until=fresh_until,
        noted=note,
    )


def _folder(parts: StudioParts, easel: Easel) -> TemplateFolder:
    """What the draft is compiled into."""
    document = easel.document
    inks = {each.recipe: draft_art.inks_under(easel, each.recipe) for each in document.colourings}
    compiled = compile_document(document, parts.renderer.book, reserved=parts.studio.ground.reserved, inks=inks)
    return TemplateFolder(compiled.toml, _pictures(easel, compiled.arts))


def _pictures(easel: Easel, arts: Sequence[Art]) -> Mapping[str, bytes]:
    """The JPEGs of a template by their names: each colouring of the board, then each of its formats."""
    home, board, found = easel.home, easel.board().read_bytes(), dict[str, bytes]()
    crops = {art.format.slug: art.crop for art in arts if art.format is not home}
    for recipe in dict.fromkeys(art.recipe for art in arts):
        coloured = board if recipe == AS_IT_IS else darkroom.colour(board, recipe)
        made = darkroom.formats(coloured, home, [], layouts.motif_of(easel.document), crops)
        found |= {art.name: made[art.format.slug].data for art in arts if art.recipe == recipe}
    return found


def edit(parts: StudioParts, slug: str, scope: Scope, *, now: datetime, by: int | None) -> str:
    """The code of a new draft that goes on from what a template was published from last; its next version comes of it.

    Raises NotFound, Refused where it was not made here, and StoreUnavailable.
    """
    with parts.database.read() as session:
        template = session.scalar(select(StudioTemplate).where(StudioTemplate.slug == slug))
        if template is None or (scope is not None and template.campaign_id not in scope):
            raise NotFound(publishing.NO_SUCH)
        last = _last(session, template.id)
    if last is None:
        raise Refused(NOT_DRAWN)
    document = drafts.document_of(last)
    folder = drafts.new_folder()
    # Pictures before the row: a draft without them could not be opened, and pictures without one are collected.
    for picture in pictures_of(document):
        for end in ("", SMALLER):
            parts.store.put(key_of(folder, picture.name + end), _picture(parts, last, picture.name + end))
    with parts.database.write() as session:
        return drafts.begin(
            session,
            now=now,
            by=by,
            campaign_id=template.campaign_id,
            template_id=template.id,
            document=document,
            folder=folder,
        ).code


def _picture(parts: StudioParts, draft: StudioDraft, name: str) -> bytes:
    try:
        return parts.store.get(key_of(draft.folder, name))
    except MissingImage:
        raise StoreUnavailable(MISSING) from None


def overtaken(session: Session, draft: StudioDraft) -> bool:
    """Whether another version of its template was published since it was begun."""
    newer = StudioVersion.template_id == draft.template_id, StudioVersion.published > draft.created
    return session.scalar(select(StudioVersion.id).where(*newer).limit(1)) is not None


def _last(session: Session, template_id: int) -> StudioDraft | None:
    published = StudioDraft.template_id == template_id, StudioDraft.state == DraftState.PUBLISHED
    return session.scalar(select(StudioDraft).where(*published).order_by(StudioDraft.updated.desc()).limit(1))
