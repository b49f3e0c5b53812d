"""Counts that may wait: each worker keeps them in memory and writes what has come together every few seconds."""

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from billboard.infra.db import Database

Key = TypeVar("Key", bound=Hashable)
SECONDS = 5.0
logger = logging.getLogger("billboard")


class Ledger(Generic[Key]):
    """`count()` costs a visitor an addition; a thread of its own writes later, in one transaction.

    What a worker that is killed had not written is lost: these are counts that nobody's rights hang on. Where the
    database does not answer they are kept and tried again.
    """

    def __init__(self, database: Database, write: Callable[[Session, Mapping[Key, int]], None]) -> None:
        self._database = database
        self._write = write
        self._counts: Counter[Key] = Counter()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def count(self, *keys: Key, by: int = 1) -> None:
        with self._lock:
            for key in keys:
                self._counts[key] += by
            self._arm()

    def flush(self) -> None:
        """Write what there is, now."""
        with self._lock:
            counts, self._counts, self._timer = self._counts, Counter(), None
        if not counts:
            return
        try:
            with self._database.write() as session:
                self._write(session, counts)
        except SQLAlchemyError as error:
            logger.warning("counts could not be written and are kept", extra={"error": type(error).__name__})
            with self._lock:
                self._counts.update(counts)
                self._arm()

    def close(self) -> None:
        with self._lock:
            if self._timer:
                self._timer.cancel()
        atexit.unregister(self.flush)
        self.flush()

    def _arm(self) -> None:
        # A timer for each batch, begun by its first count: threads do not survive the fork that makes a worker.
        if self._timer is None:
            self._timer = threading.Timer(SECONDS, self.flush)
            self._timer.daemon = True
            self._timer.start()
            atexit.unregister(self.flush)
            atexit.register(self.flush)
