"""Verbs on receipts: whoever reported a poster, or sent a notice, sees by a secret link what became of it.

Only a digest of the link is kept, of a report's for some days after its decision. A report's link is made from the
poster and the reporter with the site's key: who reports the same poster again has the same one.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound
from billboard.infra.link_secrets import derived_secret, digest
from billboard.infra.signing import Keys
from billboard.models import GIVEN_RECEIPT, Decision, Notice, Poster, Report, Status
from billboard.moderation import appeals, notices
from billboard.moderation.notices import REMEMBERED, UNANSWERED
from billboard.moderation.outcomes import outcome_of
from billboard.moderation.reasons import label_of

PURPOSE = "receipt"
UNDECIDED = "Nobody has decided about it yet. A person will, the gravest cases first."
COVERED = (
    "It is covered until somebody looks: a card lies over it, which anybody can lift. Nobody has decided about it yet."
)
LOST = (
    "No report and no notice is followed by this link. Check that it is whole: it ends in 32 letters and digits. "
    f"A report's receipt is forgotten {REMEMBERED.days} days after the decision."
)


@dataclass(frozen=True)
class Receipt:
    """How a complaint stands, for whoever made it."""

    is_notice: bool
    code: str
    reason: str  # label
    made: datetime
    decided: datetime | None  # none while nobody has
    is_over: bool  # there is nothing to wait for
    outcome: str  # in a sentence
    answer: str  # what a moderator wrote to who sent a notice, or nothing
    by_letter: bool  # the answer comes by letter, too
    lost: bool  # or was to, and the letter was lost


def give(session: Session, code: str, reporter: str, keys: Keys) -> str:
    """The secret of the receipt of a report that was just filed."""
    mine = select(Report).join(Poster, Poster.id == Report.poster_id)
    report = session.scalars(mine.where(Poster.code == code, Report.reporter == reporter)).one()
    # One that was made with a key of before stays what it is.
    for secret in (derived_secret(PURPOSE, f"{code} {reporter}", key) for key in keys):
        if report.receipt == digest(secret):
            return secret
    secret = derived_secret(PURPOSE, f"{code} {reporter}", keys[0])
    report.receipt = digest(secret)
    return secret


def find(session: Session, secret: str) -> Receipt:
    """Raises NotFound."""
    report = session.scalar(select(Report).where(Report.receipt == digest(secret)))
    if report is not None:
        return _of_report(session, report)
    try:
        sent = notices.status_of(session, secret)
    except NotFound:
        raise NotFound(LOST) from None
    return Receipt(
        is_notice=True,
        code=sent.code,
        reason=sent.ground,
        made=sent.made,
        decided=sent.decided,
        is_over=sent.decided is not None,
        outcome=sent.outcome,
        answer=sent.answer,
        by_letter=sent.by_letter,
        lost=sent.lost,
    )


def _of_report(session: Session, report: Report) -> Receipt:
    poster = session.get_one(Poster, report.poster_id)
    decision = session.get(Decision, report.decision_id) if report.decision_id is not None else None
    hiding = appeals.hiding_of(session, poster)
    decided = decision.made if decision else hiding.since if hiding else None
    return Receipt(
        is_notice=False,
        code=poster.code,
        reason=label_of(report.reason),
        made=report.made,
        decided=decided,
        is_over=decided is not None or poster.status is Status.WITHDRAWN,
        outcome=outcome_of(session, poster, decision, COVERED if poster.covered is not None else UNDECIDED),
        answer="",
        by_letter=False,
        lost=False,
    )


def poster_of(session: Session, secret: str) -> Poster | None:
    """The poster that a receipt is about."""
    sent = select(Notice.report_id).where(Notice.digest == digest(secret)).scalar_subquery()
    of_it = (GIVEN_RECEIPT & (Report.receipt == digest(secret))) | (Report.id == sent)
    return session.scalar(select(Poster).join(Report, Report.poster_id == Poster.id).where(of_it))


def forget(session: Session, now: datetime) -> int:
    """The receipts of reports that were decided a while ago, or that nobody ever answered; how many those were."""
    answered = select(Decision.id).where(Decision.id == Report.decision_id, Decision.made < now - REMEMBERED)
    old = GIVEN_RECEIPT & (answered.exists() | (Report.made < now - UNANSWERED))
    gone = update(Report).where(old).values(receipt=None).returning(Report.id)
    return len(session.scalars(gone, execution_options={"synchronize_session": False}).all())
