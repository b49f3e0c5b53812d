"""Verbs on the runs of jobs: when each is due, that one has begun, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from billboard.infra.jobs import LABELS, JobName
from billboard.jobs.lease import JOBS
from billboard.models import JobRun, Lease
from billboard.models.jobs import Outcome

INTERRUPTED = "Interrupted"


@dataclass(frozen=True)
class Report:
    """A job as operators read of it."""

    name: JobName
    label: str
    run: JobRun


def reports(session: Session) -> list[Report]:
    """Every job that has a line, in the order in which they are named."""
    lines = {line.name: line for line in session.scalars(select(JobRun))}
    return [Report(name, LABELS[name], lines[name]) for name in JobName if name in lines]


def leader(session: Session) -> str:
    """The process that runs them, as host:process:chance; empty where none does, or did not say good-bye."""
    return session.scalar(select(Lease.holder).where(Lease.name == JOBS)) or ""


def plan(session: Session, first: Mapping[JobName, datetime | None], *, now: datetime) -> None:
    """Make a line for each job that has none, due at its `first` moment; drop those of jobs that there are no more.

    Whoever calls is about to run them: what still seems to run was cut short, and is due at once.
    """
    session.execute(delete(JobRun).where(JobRun.name.not_in(first)))
    known = {line.name: line for line in session.scalars(select(JobRun))}
    session.add_all(JobRun(name=name, next=moment) for name, moment in first.items() if name not in known)
    for name, moment in first.items():
        if (line := known.get(name)) and _otherwise(line.next, moment, now):
            line.next = moment
    session.flush()
    running = JobRun.outcome == Outcome.RUNNING
    session.execute(update(JobRun).where(running, JobRun.next.is_not(None)).values(next=now))
    session.execute(update(JobRun).where(running).values(outcome=Outcome.FAILED, error=INTERRUPTED, ended=now))


def _otherwise(planned: datetime | None, first: datetime | None, now: datetime) -> bool:
    """Whether a setting says otherwise than when the job was planned: never, or at another hour."""
    if planned is None or first is None:
        return planned != first
    return planned > now and first > now and planned != first


def due(session: Session, *, now: datetime) -> Sequence[JobName]:
    """What is to be run now, the longest due first."""
    names = session.scalars(select(JobRun.name).where(JobRun.next <= now).order_by(JobRun.next))
    return [JobName(name) for name in names]


def begin(session: Session, name: JobName, *, now: datetime, next_: datetime | None = None) -> None:
    """Note that it runs, and when it is due again where this is its turn by the clock."""
    line = session.get(JobRun, name.value, with_for_update=True) or JobRun(name=name.value)
    line.begun, line.ended, line.outcome, line.error, line.said = now, None, Outcome.RUNNING, "", ""
    line.next = next_ or line.next
    session.add(line)


def end(session: Session, name: JobName, *, now: datetime, said: str = "", error: str = "") -> None:
    """Note what it has done, or the name of what it failed of."""
    outcome = Outcome.FAILED if error else Outcome.DONE
    line = update(JobRun).where(JobRun.name == name.value)
    session.execute(line.values(ended=now, outcome=outcome, error=error[:100], said=said))
