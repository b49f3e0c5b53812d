"""Verbs on notices: somebody asks by a form that a poster be taken down, and is answered.

A notice stands in the queue as a report that is grave whatever its ground, and its answer is the decision that settles
that report. Who sends one gets a secret link to follow it by; the database keeps the link's hash.
"""

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from billboard.core.errors import Gone, NotFound, Refused
from billboard.infra.link_secrets import digest, new_secret
from billboard.infra.mail import read_address
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import KNOWN_NOTICE, Decision, Kind, Notice, Poster, Report, Status
from billboard.moderation import reports
from billboard.moderation.covering import Covering
from billboard.moderation.outcomes import outcome_of
from billboard.moderation.reasons import REASONS, label_of
from billboard.moderation.reports import NOTICE
from billboard.moderation.written_down import slug_of
from billboard.posters import posters

GROUNDS = tuple(reason for reason in REASONS if reason not in ("spam", "other"))
NAME_LENGTH = 120  # characters
REMEMBERED = timedelta(days=30)  # after the answer, who sent it
UNANSWERED = timedelta(days=365)  # after it was sent, where nobody answers
QUIET = timedelta(minutes=10)  # after a decision, in which it may be taken back before a letter tells of it
GIVEN_UP = timedelta(days=3)  # after which a letter that could not be sent is not tried any more
UNDECIDED = "Nobody has decided about it yet. Notices stand among the gravest cases."
LOST = "No notice is followed by this link. Check that it is whole: it ends in 32 letters and digits."
NO_POSTER = "Paste the address of the poster, or the letters and digits that it ends in."
IN_PATH = re.compile(r"/p/([a-z0-9]+)")


@dataclass(frozen=True)
class Complaint:
    """As somebody typed it."""

    where: str  # an address of the poster, or its code
    ground: str  # of GROUNDS
    text: str
    name: str
    address: str  # for the answer, or empty


@dataclass(frozen=True)
class NoticeStatus:
    """How a notice stands, for whoever sent it."""

    code: str
    ground: str  # label
    made: datetime
    decided: datetime | None  # none while nobody has
    is_down: bool
    outcome: str  # in a sentence
    answer: str  # what the moderator wrote, or nothing
    by_letter: bool  # it is told by letter, too
    lost: bool  # or was to be, and the letter was lost


@dataclass(frozen=True)
class Answer:
    """A letter that is to go out."""

    number: int  # of the notice
    address: str
    name: str
    status: NoticeStatus


@dataclass(frozen=True)
class Shown:
    """A notice as the queue shows it."""

    name: str
    ground: str  # label
    text: str


def code_in(text: str) -> str:
    """A poster's code in what somebody pasted. Raises Refused."""
    text = text.strip()
    found = IN_PATH.search(urlsplit(text).path if "/" in text else "")
    code = found[1] if found else text
    if not code or not posters.is_code(code):
        raise Refused(NO_POSTER, "where")
    return code


def send(
    session: Session, complaint: Complaint, *, network: str, terms: Covering, now: datetime, proven: bool = True
) -> str:
    """File a notice; the secret by which it is followed. `network` is an address, which is hashed and not kept; it is
    heard on the `terms` of any report, and where it is not `proven` that it comes of a person, it covers nothing.

    Raises Refused with the field that it concerns; one that is about a poster that is down is, too.
    """
    if complaint.ground not in GROUNDS:
        raise Refused("Choose what is wrong with it.", "ground")
    address = read_address(complaint.address) if complaint.address.strip() else ""
    code, secret, name = code_in(complaint.where), new_secret(), f"{NOTICE}{secrets.token_hex(12)}"
    try:
        poster = posters.find_live(session, code, lock=True)
    except Gone:
        raise Refused("That poster has come down already: there is nothing left to take down.", "where") from None
    except NotFound:
        raise Refused(f"No poster is up under “{code}”. {NO_POSTER}", "where") from None
    reports.report(
        session,
        code,
        reason=complaint.ground,
        note=complaint.text,
        reporter=name,
        now=now,
        terms=terms,
        address=network,
        proven=proven,
    )
    filed = select(Report.id).where(Report.poster_id == poster.id, Report.reporter == name)
    notice = Notice(
        report_id=session.scalars(filed).one(),
        digest=digest(secret),
        name=complaint.name.strip()[:NAME_LENGTH],
        address=address,
        made=now,
    )
    session.add(notice)
    act = Act(Kind.TAKEDOWN, "notice", subject=code, wall=slug_of(session, poster), reason=complaint.ground)
    journal.record(session, act, now=now)
    return secret


def status_of(session: Session, secret: str) -> NoticeStatus:
    """Raises NotFound."""
    notice = session.scalar(select(Notice).where(Notice.digest == digest(secret)))
    if notice is None:
        raise NotFound(LOST)
    return _status(session, notice)


def shown_on(session: Session, told: Collection[Report]) -> dict[int, list[Shown]]:
    """The notices among some reports, by the numbers of their posters."""
    by_number = {each.id: each for each in told if reports.is_notice(each.reporter)}
    if not by_number:
        return {}
    found: dict[int, list[Shown]] = {}
    for notice in session.scalars(select(Notice).where(Notice.report_id.in_(by_number)).order_by(Notice.id)):
        report = by_number[notice.report_id]
        said = Shown(notice.name, label_of(report.reason), report.note)
        found.setdefault(report.poster_id, []).append(said)
    return found


def waiting(session: Session, now: datetime) -> list[int]:
    """Notices whose answer is to be told by letter, oldest first."""
    answered = (Decision.made <= now - QUIET, Decision.made > now - GIVEN_UP)
    walk = (
        select(Notice.id).join(Report, Report.id == Notice.report_id).join(Decision, Decision.id == Report.decision_id)
    )
    return list(
        session.scalars(
            walk.where(KNOWN_NOTICE, Notice.address != "", Notice.told.is_(None), *answered).order_by(Notice.id)
        )
    )


def claim_letter(session: Session, number: int, now: datetime) -> Answer | None:
    """Note that the letter is handed over, before it is: nobody gets two. None where another process has it. It
    counts as lost until the relay is known to have it."""
    unclaimed = (Notice.id == number, Notice.told.is_(None), Notice.address != "")
    if session.scalar(update(Notice).where(*unclaimed).values(told=now, lost=True).returning(Notice.id)) is None:
        return None
    notice = session.get_one(Notice, number, populate_existing=True)
    return Answer(number, notice.address, notice.name, _status(session, notice))


def arrived(session: Session, number: int) -> None:
    """The relay has taken the letter."""
    session.execute(update(Notice).where(Notice.id == number).values(lost=False))


def put_off(session: Session, number: int) -> None:
    """The letter surely did not go out: it is tried again."""
    session.execute(update(Notice).where(Notice.id == number).values(told=None, lost=False))


def forget(session: Session, now: datetime) -> int:
    """Who sent notices that were answered a while ago; how many those were."""
    answered = (
        select(Report.id)
        .join(Decision, Decision.id == Report.decision_id)
        .where(Report.id == Notice.report_id, Decision.made < now - REMEMBERED)
    )
    old = KNOWN_NOTICE & (answered.exists() | (Notice.made < now - UNANSWERED))
    gone = session.scalars(update(Notice).where(old).values(name="", address="").returning(Notice.id))
    return len(gone.all())


def _status(session: Session, notice: Notice) -> NoticeStatus:
    report = session.get_one(Report, notice.report_id, populate_existing=True)
    poster = session.get_one(Poster, report.poster_id, populate_existing=True)
    decision = session.get(Decision, report.decision_id) if report.decision_id is not None else None
    return NoticeStatus(
        code=poster.code,
        ground=label_of(report.reason),
        made=notice.made,
        decided=decision.made if decision else None,
        is_down=poster.status in (Status.HIDDEN, Status.WITHDRAWN),
        outcome=outcome_of(session, poster, decision, UNDECIDED),
        answer=decision.note if decision else "",
        by_letter=bool(notice.address),
        lost=notice.lost,
    )


def ground_choices() -> Sequence[tuple[str, str]]:
    return [(ground, label_of(ground)) for ground in GROUNDS]
