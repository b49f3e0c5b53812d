"""What a campaign's moderators do not overrule: a poster, or words, that the whole site's hid. Asked here alone."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.models import STANDING, Action, Decision, Poster, Scope, SloganBlock, Status
from billboard.posters.sayings import Templates, said_on, say_the_same

OVERRULED = "The whole site's moderators hid this poster, and a campaign's do not overrule them. Ask one of them."
WORDS = "The whole site's moderators hid these words, and a campaign's do not put them up again. Ask one of them."
KEEPS_HIDDEN = (Action.HIDE, Action.UPHOLD)
OF_CARDS = (Action.COVER, Action.LIFT)  # they settle nothing that was reported


def site_hides(lines: Iterable[Decision]) -> bool:
    """Whether the last word of the whole site's moderators is that a poster stays hidden, whoever decided since.

    `lines` are all decisions about it, the oldest first.
    """
    hides, told = False, dict[int, tuple[bool, bool]]()  # by number: of the whole site, and what had held until then
    for line in lines:
        told[line.id] = line.site_wide, hides
        if not line.site_wide or line.action in OF_CARDS:
            continue
        theirs, until_then = told.get(line.undoes or 0, (False, hides))
        # What they take back of their own is as if it had not been; of a campaign's, they decide anew.
        hides = until_then if theirs else line.action in KEEPS_HIDDEN or line.after is Status.HIDDEN
    return hides


def lines_on(session: Session, poster: Poster) -> Sequence[Decision]:
    """All that was decided about a poster, the oldest first."""
    return session.scalars(select(Decision).where(Decision.poster_id == poster.id).order_by(Decision.id)).all()


def bar(
    session: Session, poster: Poster, scope: Scope, templates: Templates, now: datetime, since: datetime | None = None
) -> str:
    """Why whoever sees this `scope` does not put a poster up; empty where they may. Words count that were hidden
    `since`, where they take their own decision back, which found the poster up under all before."""
    if scope is None:
        return ""
    lines = lines_on(session, poster)
    if site_hides(lines):
        return OVERRULED
    shown = [line.made for line in lines if line.site_wide and line.after is Status.LIVE]
    after = max([*shown, *([since] if since else [])], default=None)
    return WORDS if _site_hides_words(session, poster, templates, now, after) else ""


def _site_hides_words(
    session: Session, poster: Poster, templates: Templates, now: datetime, after: datetime | None
) -> bool:
    """By a block in force that was made since the site itself showed this poster."""
    if poster.skeleton is None:
        return False
    found = select(SloganBlock, Poster).join(Poster, Poster.id == SloganBlock.poster_id)
    same = found.where(SloganBlock.skeleton == poster.skeleton, SloganBlock.campaign_id.is_(None), STANDING)
    said = said_on(poster, templates)
    return any(
        (after is None or block.made > after) and (source is poster or say_the_same(said_on(source, templates), said))
        for block, source in session.execute(same.where(SloganBlock.until > now))
    )
