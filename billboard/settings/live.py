"""The settings in force, as every process knows them."""

import logging
import threading
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from time import monotonic

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from billboard.infra.config import Settings
from billboard.infra.db import Database
from billboard.infra.patience import wait_at_most
from billboard.models import SettingChange
from billboard.settings import changes
from billboard.settings.registry import Value

FRESH = 1.0  # seconds for which what is known needs no second look
FIRST, AGAIN = 3.0, 0.2  # seconds that a request waits for the database at most: when nothing is known yet, and later
logger = logging.getLogger("billboard.settings")


class LiveSettings:
    """The environment's settings under those that operators have changed.

    A process looks for news when it is asked and has not looked for a second, with one small query. Where the database
    does not answer, what was known last stays in force.
    """

    def __init__(self, environment: Settings, database: Database) -> None:
        self.environment = environment
        self._database = database
        self._by_wall: Mapping[str, Settings] = {"": environment}
        self._version: int | None = None  # the number of the newest change that is known
        self._looked = -FRESH  # monotonic() of the last look
        self._look: threading.Thread | None = None
        self._lock = threading.Lock()
        self._reachable = True

    def on(self, wall: str = "") -> Settings:
        """Those of the site, or of the campaign with that slug."""
        if monotonic() - self._looked >= FRESH:
            self._refresh()
        return self._by_wall.get(wall) or self._by_wall[""]

    def look_again(self) -> None:
        """At once, for whoever has just changed something."""
        self._looked = -FRESH

    @property
    def walls(self) -> Collection[str]:
        """The slugs of the campaigns that have settings of their own."""
        return self._by_wall.keys() - {""}

    def _refresh(self) -> None:
        if not self._lock.acquire(blocking=False):  # another request is about it
            return
        try:
            if not (self._look and self._look.is_alive()):
                self._look = wait_at_most(FIRST if self._version is None else AGAIN, self._read)
            self._looked = monotonic()
        finally:
            self._lock.release()

    def _read(self) -> None:
        try:
            with self._database.read() as session:
                version = session.scalar(select(func.max(SettingChange.id))) or 0
                if version != self._version:
                    self._by_wall = _in_force(self.environment, changes.newest(session))
                    self._version = version
        except SQLAlchemyError as error:
            if self._reachable:
                logger.warning("settings cannot be read; what was known stays", extra={"error": type(error).__name__})
            self._reachable = False
        else:
            self._reachable = True


def _in_force(environment: Settings, newest: Sequence[SettingChange]) -> Mapping[str, Settings]:
    set_: dict[str, dict[str, Value]] = defaultdict(dict)
    for change in newest:
        if (value := changes.stored(change)) is not None:
            set_[change.wall][change.name] = value
    site = environment.model_copy(update=set_.pop("", {}))
    return {"": site} | {wall: site.model_copy(update=own) for wall, own in set_.items()}
