"""The right to run the jobs, which one process holds at a time however many would."""

import secrets
import socket
from os import getpid
from time import monotonic

from sqlalchemy import select, update

from billboard.infra.db import Database
from billboard.models import Lease

JOBS = "jobs"
ABANDONED = 10.0  # seconds without a beat after which somebody else may take it
LOST = 8.0  # and after which its holder must have stopped


class Candidate:
    """A process that wants the lease, and must ask for it every few seconds to get and to keep it.

    No clocks are compared: an abandoned lease is one whose beat this process has seen stand still for so long.
    """

    def __init__(self, database: Database) -> None:
        self.name = f"{socket.gethostname()[:60]}:{getpid()}:{secrets.token_hex(4)}"
        self._database = database
        self._seen: tuple[str, int] | None = None  # the holder and beat that somebody else had
        self._since = 0.0  # since when, by `monotonic`
        self._held = 0.0  # when it was surely ours last

    def hold(self) -> bool:
        """Take or keep it; whether it is ours now. Raises SQLAlchemyError where the database does not answer."""
        begun = monotonic()
        with self._database.read() as session:
            row = session.execute(select(Lease.holder, Lease.beat).where(Lease.name == JOBS)).one()
        if row.holder not in ("", self.name) and not self._abandoned(row.holder, row.beat):
            return False
        ours = update(Lease).where(Lease.name == JOBS, Lease.holder == row.holder, Lease.beat == row.beat)
        with self._database.write() as session:
            taken = session.scalar(ours.values(holder=self.name, beat=row.beat + 1).returning(Lease.beat))
        if taken is not None:
            self._held = begun
        return taken is not None

    def lost(self) -> bool:
        """Whether somebody else may have taken what was held, as far as can be known without the database."""
        return monotonic() - self._held >= LOST

    def release(self) -> None:
        with self._database.write() as session:
            session.execute(update(Lease).where(Lease.name == JOBS, Lease.holder == self.name).values(holder=""))

    def _abandoned(self, holder: str, beat: int) -> bool:
        if (holder, beat) != self._seen:
            self._seen, self._since = (holder, beat), monotonic()
        return monotonic() - self._since >= ABANDONED
