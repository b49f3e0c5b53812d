"""For what each of many posters is hidden, where one decision hides each for what it is reported for."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.errors import BadRequest
from billboard.models import Poster, Report
from billboard.moderation.reasons import REASONS
from billboard.moderation.reports import gravest_of


def reasons(session: Session, codes: Collection[str]) -> dict[str, str]:
    """By the code of each poster, the gravest reason that it is reported for, or its slogan is on another of them.

    Raises BadRequest where nobody reported one.
    """
    columns = (Poster.code, Poster.skeleton, Report.reason)
    told = select(*columns).outerjoin(Report, (Report.poster_id == Poster.id) & Report.decision_id.is_(None))
    rows = session.execute(told.where(Poster.code.in_(codes))).all()
    by_code, by_slogan = defaultdict[str, list[str]](list), defaultdict[int, list[str]](list)
    for row in rows:
        if row.reason in REASONS:
            by_code[row.code].append(row.reason)
            by_slogan[row.skeleton or 0].append(row.reason)
    found = {row.code: gravest_of(by_code[row.code] or by_slogan[row.skeleton or 0]) for row in rows}
    if missing := sum(not reason for reason in found.values()):
        count = f"{missing} of these posters" if len(found) > 1 else "this poster"
        raise BadRequest(f"Nobody has reported {count}, nor the same words elsewhere among them: choose the reason.")
    return found
