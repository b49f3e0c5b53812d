"""What the database knows and every process must, as each of them knows it."""

import logging
import threading
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from billboard.infra.patience import wait_at_most

FRESH = 1.0  # seconds for which what is known needs no second look
FIRST, AGAIN = 3.0, 0.2  # seconds that a request waits for the database at most: when nothing is known yet, and later
Known = TypeVar("Known")


class Newest(Generic[Known]):
    """A process looks for news when it is asked and has not looked for a second.

    `look` is given what is known and gives what is known now. Where the database does not answer, what was known last
    stays.
    """

    def __init__(self, first: Known, look: Callable[[Known], Known], logger: logging.Logger) -> None:
        self._known, self._look, self._logger = first, look, logger
        self._looked = -FRESH  # monotonic() of the last look
        self._ever = False
        self._under_way: threading.Thread | None = None
        self._lock = threading.Lock()
        self._reachable = True

    def get(self) -> Known:
        if monotonic() - self._looked >= FRESH:
            self._refresh()
        return self._known

    def forget(self) -> None:
        """Look again at once: something has just been changed here."""
        self._looked = -FRESH

    def _refresh(self) -> None:
        if not self._lock.acquire(blocking=False):  # another request is about it
            return
        try:
            if not (self._under_way and self._under_way.is_alive()):
                self._under_way = wait_at_most(AGAIN if self._ever else FIRST, self._read)
            self._looked = monotonic()
        finally:
            self._lock.release()

    def _read(self) -> None:
        try:
            self._known = self._look(self._known)
            self._ever = True
        except SQLAlchemyError as error:
            if self._reachable:
                said = {"error": type(error).__name__}
                self._logger.warning("the database cannot be read; what was known stays", extra=said)
            self._reachable = False
        else:
            self._reachable = True
