"""What a request costs the site in time of processors, whoever else is busy on the machine."""

import gc
import time
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from flask import Flask
from werkzeug.datastructures import ImmutableMultiDict


class Scales:
    """Stands before an application and weighs what it does, its answer's last byte included."""

    def __init__(self, app: Flask) -> None:
        self._inner = app.wsgi_app
        self.spent, self.status = 0.0, 0  # seconds that the last request took, and how it was answered
        app.wsgi_app = self  # type: ignore[method-assign]

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        def note(status: str, *more: Any) -> Any:
            self.status = int(status[:3])
            return start_response(status, *more)

        start = time.process_time()
        answer = self._inner(environ, note)
        try:
            return [b"".join(answer)]
        finally:
            if close := getattr(answer, "close", None):
                close()
            self.spent = time.process_time() - start

    def weigh(self, ask: Callable[[], object]) -> float:
        """What asking once costs, without the collector's work, which falls on whoever comes by."""
        gc.disable()
        try:
            ask()
        finally:
            gc.enable()
        return self.spent

    def lightest(self, ask: Callable[[], object], times: int = 3) -> float:
        return min(self.weigh(ask) for _ in range(times))


class Asked(ImmutableMultiDict[str, str]):
    """The fields of a request, which notes by what names it is asked for any."""

    names: ClassVar[set[str]] = set()

    def __getitem__(self, key: str) -> str:
        self.names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, *more: Any, **others: Any) -> Any:
        self.names.add(key)
        return super().get(key, *more, **others)

    def getlist(self, key: str, *more: Any, **others: Any) -> Any:
        self.names.add(key)
        return super().getlist(key, *more, **others)
