"""What the desk says of decisions about many posters that a job carries out."""

from collections.abc import Mapping

from flask import g
from sqlalchemy.orm import Session

from billboard.models import Action, Scope
from billboard.moderation import progress
from billboard.moderation.progress import Progress
from billboard.web.site import current_site, now

DOES: Mapping[Action, str] = {
    Action.HIDE: "hides",
    Action.RESTORE: "restores",
    Action.APPROVE: "approves",
    Action.IGNORE: "approves",
    Action.UPHOLD: "upholds",
    Action.COVER: "covers",
    Action.LIFT: "uncovers",
    Action.UNDO: "takes back what was decided about",
}


def on_the_desk() -> list[str]:
    """For the page of a moderator who has come in; nothing for anybody else's."""
    if "scope" not in g:
        return []
    with current_site().database.read() as session:
        return sentences(session, g.scope)


def sentences(session: Session, scope: Scope) -> list[str]:
    return [_told(each) for each in progress.under_way(session, scope, now())]


def _told(each: Progress) -> str:
    """ "ada hides 1,240 posters: 300 done, 940 to come."""
    far = f"{each.done:,} done, {each.to_come:,} to come" if each.to_come else f"{each.done:,} done, and that is all"
    stay = "is" if each.passed_over == 1 else "are"
    left = f" {each.passed_over:,} {stay} left as others have decided, or are to." if each.passed_over else ""
    return f"{each.moderator} {DOES[each.action]} {each.posters:,} posters: {far}.{left}"
