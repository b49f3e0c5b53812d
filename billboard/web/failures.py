"""Failures of the parts behind the site, as refusals that a page can show, and the HTTP status of each."""

import logging
from collections.abc import Mapping
from types import MappingProxyType

from flask import Response, g, jsonify
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from billboard.core.errors import (
    BadRequest,
    Busy,
    Forbidden,
    Gone,
    NotFound,
    Outdated,
    Paused,
    Refused,
    StoreUnavailable,
    TooManyRequests,
)
from billboard.web.caching import never

logger = logging.getLogger("billboard.web.failures")
FAILURES = (Refused, DBAPIError, PoolTimeout)
STATUSES: Mapping[type[Refused], int] = MappingProxyType(
    {
        Refused: 422,
        BadRequest: 400,
        Forbidden: 403,
        NotFound: 404,
        Outdated: 409,
        Gone: 410,
        TooManyRequests: 429,
        Busy: 503,
        Paused: 503,
        StoreUnavailable: 503,
    }
)
A_MINUTE = 60
ODD = "Something in that cannot be kept. Take out unusual characters and numbers, and try again."
DOWN = "Part of the site does not answer just now. Nothing is lost: try again in a minute."


def refusal_of(error: Exception) -> Refused:
    """What to tell a visitor of one of FAILURES; a database's is written down, by its kind alone."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, DataError):  # a value no column takes: odd input that got past us, not a fault of the database
        return BadRequest(ODD)
    logger.error("database", extra={"request_id": g.get("request_id"), "kind": type(error).__name__})
    return StoreUnavailable(DOWN)


def status_of(refused: Refused) -> int:
    """Of the nearest kind of refusal that has one."""
    return next(STATUSES[kind] for kind in type(refused).__mro__ if kind in STATUSES)


def told(refused: Refused) -> Response:
    """A refusal to a script."""
    response = jsonify(message=refused.message, problems=refused.problems)
    mark(response, status_of(refused), wait_of(refused))
    return response


def wait_of(refused: Refused | None) -> int:
    """In how many seconds to come back."""
    return refused.wait if refused else A_MINUTE


def mark(response: Response, status: int, wait: int = A_MINUTE) -> None:
    """Set the status, keep every cache away and say when to come back."""
    response.status_code = status
    never(response)
    if status in (429, 503):
        response.headers["Retry-After"] = str(wait)
