"""The steps that make pictures: a photograph is taken in, straightened to a board, and painted out.

The work is done and kept in the store before the row says so; what the row shows no more is deleted after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from billboard.core.boxes import Corners
from billboard.core.darkroom.laying import laid
from billboard.core.darkroom.values import TextBox
from billboard.core.errors import Outdated, Refused
from billboard.core.formats import FORMATS, Format
from billboard.models import StudioDraft
from billboard.posters.parts import SiteParts
from billboard.studio import darkroom, draft_pictures, drafts
from billboard.studio.documents import Board, Box, Document, Filling, Place
from billboard.studio.drafts import Who

NO_PHOTOGRAPH = "There is no picture yet. Upload one first."
NO_BOARD = "There is no board yet. Straighten the picture first."


def begin(
    parts: SiteParts,
    data: bytes,
    *,
    by: int | None,
    now: datetime,
    campaign_id: int | None = None,
    claim: str | None = None,
) -> StudioDraft:
    """A new draft of whatever picture somebody chose. Raises Refused, Busy and StoreUnavailable."""
    folder = drafts.new_folder()
    document = _taken_in(parts, folder, data)(Document())
    with parts.database.write() as session:
        return drafts.begin(
            session, now=now, by=by, campaign_id=campaign_id, document=document, folder=folder, claim=claim
        )


def replace_photograph(
    parts: SiteParts, draft: StudioDraft, who: Who, edition: int, data: bytes, *, now: datetime
) -> StudioDraft:
    """Another photograph: what was made of the one before goes, what was written stays."""
    _require_fresh(draft, edition)
    return _kept(parts, draft, who, edition, _taken_in(parts, draft.folder, data), now=now)


def straighten(
    parts: SiteParts,
    draft: StudioDraft,
    who: Who,
    edition: int,
    corners: Corners,
    format_: Format | None = None,
    *,
    now: datetime,
) -> StudioDraft:
    """The board between four corners of the photograph; boxes lie on it where they lay on the one before."""
    _require_fresh(draft, edition)
    photograph = drafts.document_of(draft).photograph
    if photograph is None:
        raise Refused(NO_PHOTOGRAPH)
    made = darkroom.straighten(draft_pictures.fetch(parts.store, draft.folder, photograph), corners, format_)
    picture = draft_pictures.keep(parts.store, draft.folder, "board", made.data, made.width, made.height)

    def onto(document: Document) -> Document:
        board = Board(format=made.format.slug, corners=corners, picture=picture, across=made.across)
        return document.model_copy(
            update={
                "board": board,
                "fillings": (),
                "painted": None,
                "boxes": _moved(document, made.format),
                "focus": None,
                "formats": {},
            }
        )

    return _kept(parts, draft, who, edition, onto, now=now)


def paint(
    parts: SiteParts, draft: StudioDraft, who: Who, edition: int, fillings: Sequence[Filling], *, now: datetime
) -> StudioDraft:
    """All areas that are painted out, in their order, from the clean board; none for the board as it is."""
    _require_fresh(draft, edition)
    board = drafts.document_of(draft).board
    if board is None:
        raise Refused(NO_BOARD)
    painted = None
    if fillings:
        made = darkroom.fill(draft_pictures.fetch(parts.store, draft.folder, board.picture), fillings)
        painted = draft_pictures.keep(parts.store, draft.folder, "painted", made.data, made.width, made.height)
    changed = {"fillings": tuple(fillings), "painted": painted}
    return _kept(parts, draft, who, edition, lambda document: document.model_copy(update=changed), now=now)


def _require_fresh(draft: StudioDraft, edition: int) -> None:
    """Before the work, which would be in vain."""
    if draft.edition != edition:
        raise Outdated(drafts.MEANWHILE)


def _taken_in(parts: SiteParts, folder: str, data: bytes) -> Callable[[Document], Document]:
    opened = darkroom.open_picture(data)
    guess = darkroom.guess(opened.data)
    photograph = draft_pictures.keep(parts.store, folder, "photograph", opened.data, opened.width, opened.height)
    found = guess.corners if guess.found else None
    fresh = {"photograph": photograph, "guess": found, "board": None, "fillings": (), "painted": None}
    return lambda document: document.model_copy(update=fresh)


def _kept(
    parts: SiteParts,
    draft: StudioDraft,
    who: Who,
    edition: int,
    make: Callable[[Document], Document],
    *,
    now: datetime,
) -> StudioDraft:
    before = drafts.document_of(draft)
    with parts.database.write() as session:
        changed = drafts.change(session, draft.code, who, edition, make, now=now)
    draft_pictures.discard(parts.store, draft.folder, before, drafts.document_of(changed))
    return changed


def _moved(document: Document, onto: Format) -> tuple[Box, ...]:
    """Boxes on a board that has another shape now."""
    of = FORMATS[document.board.format] if document.board else onto
    if of is onto:
        return document.boxes
    texts = [
        TextBox(each.name, each.place.box, each.place.size, each.place.lines, each.rotation) for each in document.boxes
    ]
    places = [Place(box=each.box, size=each.size, lines=each.lines) for each in laid(texts, of, onto, None)]
    return tuple(box.model_copy(update={"place": place}) for box, place in zip(document.boxes, places, strict=True))
