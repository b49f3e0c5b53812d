"""One JSON line per request, with a request id and without personal data: no address, no query, no slogan.

Runs first of all, so that others find `g.begun` and `g.request_id`.
"""

import logging
import re
import secrets
import time
from collections import deque
from collections.abc import Mapping
from logging.config import dictConfig
from typing import Any

from flask import Flask, Response, g, request
from pythonjsonlogger.json import JsonFormatter

from billboard.infra.config import Settings

FORM: Mapping[str, Any] = {
    "()": JsonFormatter,
    "fmt": "{asctime}{levelname}{name}{message}",
    "style": "{",
    "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
}
GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
PERSONAL_DATA = re.compile(r" from ip=\S+?(?=:? )|(?<=Error handling request) .*", re.DOTALL)
requests = logging.getLogger("billboard.requests")
RECENT = 200  # lines that a process keeps for its diagnostics, and as many warnings and worse, however old
UNTOLD = "/static/<path:filename>"  # requests that say nothing
_recent: deque[logging.LogRecord] = deque(maxlen=RECENT)
_grave: deque[logging.LogRecord] = deque(maxlen=RECENT)


class PersonalDataFilter(logging.Filter):
    """Takes addresses and request lines out of what gunicorn says of requests that it could not serve."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = PERSONAL_DATA.sub("", record.getMessage())
        record.args = ()
        return True


class RecentHandler(logging.Handler):
    """Keeps the newest lines as they came: they are written out when somebody asks for them."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:  # which holds on to all that was at work
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        if record.levelno >= logging.WARNING:
            _grave.append(record)
        elif getattr(record, "route", None) != UNTOLD:
            _recent.append(record)


def recent() -> list[str]:
    """This process's newest lines."""
    formatter = JsonFormatter(**{name: value for name, value in FORM.items() if name != "()"})
    return [formatter.format(each) for each in sorted([*_recent, *_grave], key=lambda each: each.created)]


def configuration(settings: Settings) -> dict[str, Any]:
    """For logging.config: the site's lines and the server's in one form, on standard error."""
    loggers = {
        "billboard": settings.log_level,
        "gunicorn.error": settings.gunicorn_log_level.upper(),
        "huey": "WARNING",
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": FORM},
        "filters": {"personal-data": {"()": PersonalDataFilter}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["personal-data"]},
            "recent": {"()": RecentHandler, "filters": ["personal-data"]},
        },
        "loggers": {
            name: {"handlers": ["stderr", "recent"], "level": level, "propagate": False}
            for name, level in loggers.items()
        },
    }


def install(app: Flask, settings: Settings) -> None:
    dictConfig(configuration(settings))
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
    g.begun = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    requests.info(
        "request",
        extra={
            "request_id": g.request_id,
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.begun) * 1000, 1),
        },
    )
    return response
