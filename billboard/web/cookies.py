"""Cookies and their names.

Over TLS a name begins with `__Host-`: browsers take such a cookie from this very host over TLS and from nobody else
(RFC 6265bis, 4.1.3.2), so that no neighbouring host and no page without TLS can plant one. Its path is always the
whole site, so a cookie for one page alone says in its name which.

Cookies of before then, without it, are read until the longest-lived of them has run out, and renewed on the way.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from flask import request
from werkzeug.wrappers import Response

from billboard.web.site import current_site, now

PREFIX = "__Host-"
BARE_NAMES_UNTIL = datetime(2027, 12, 1, tzinfo=UTC)  # the last was set for a year in November 2026


@dataclass(frozen=True)
class Cookie:
    bare_name: str
    age: int  # seconds
    samesite: Literal["Lax", "Strict"]
    path: str = "/"
    for_scripts: bool = False  # whether the page's own scripts may read it, too

    @property
    def name(self) -> str:
        if not _over_tls():
            return self.bare_name
        return PREFIX + self.bare_name + self.path.rstrip("/").replace("/", "-")

    def read(self) -> str:
        """What it holds, or nothing."""
        return request.cookies.get(self.name) or (request.cookies.get(self.bare_name, "") if takes_bare_names() else "")

    def holds(self, value: str) -> bool:
        """Whether it is just as `write` would make it."""
        return request.cookies.get(self.name) == value

    def write(self, response: Response, value: str) -> None:
        if self.bare_name != self.name and self.bare_name in request.cookies:
            response.delete_cookie(self.bare_name, path=self.path)
        path = "/" if _over_tls() else self.path
        response.set_cookie(
            self.name,
            value,
            max_age=self.age,
            path=path,
            secure=_over_tls(),
            httponly=not self.for_scripts,
            samesite=self.samesite,
        )

    def delete(self, response: Response) -> None:
        secure, at = _over_tls(), "/" if _over_tls() else self.path
        response.delete_cookie(self.name, path=at, secure=secure, httponly=not self.for_scripts, samesite=self.samesite)
        if self.bare_name != self.name and self.bare_name in request.cookies:
            response.delete_cookie(self.bare_name, path=self.path)


def takes_bare_names() -> bool:
    return not _over_tls() or now() < BARE_NAMES_UNTIL


def _over_tls() -> bool:
    return current_site().environment.secure
