"""One JSON line per request, with a request id and without personal data: no address, no query, no slogan.

Runs first of all, so that others find `g.begun` and `g.request_id`.
"""

import logging
import re
import secrets
import time
from logging.config import dictConfig
from typing import Any

from flask import Flask, Response, g, request
from pythonjsonlogger.json import JsonFormatter

from billboard.infra.config import Settings

GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
PERSONAL_DATA = re.compile(r" from ip=\S+?(?=:? )|(?<=Error handling request) .*", re.DOTALL)
requests = logging.getLogger("billboard.requests")


class PersonalDataFilter(logging.Filter):
    """Takes addresses and request lines out of what gunicorn says of requests that it could not serve."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = PERSONAL_DATA.sub("", record.getMessage())
        record.args = ()
        return True


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
        "formatters": {
            "json": {
                "()": JsonFormatter,
                "fmt": "{asctime}{levelname}{name}{message}",
                "style": "{",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            }
        },
        "filters": {"personal-data": {"()": PersonalDataFilter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["personal-data"]}},
        "loggers": {
            name: {"handlers": ["stderr"], "level": level, "propagate": False} for name, level in loggers.items()
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
