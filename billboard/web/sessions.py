"""Sessions, which hold a moderator's sign-in and the token of a visitor's forms."""

from flask import Flask, Request, Response, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from billboard.web import cookies

BARE_NAME = "session"


def has_cookie() -> bool:
    """Whether the browser sent one of ours, good or not."""
    return not {current_app.config["SESSION_COOKIE_NAME"], BARE_NAME}.isdisjoint(request.cookies)


class Sessions(SecureCookieSessionInterface):
    """Flask's own, but that the seal of their cookies is set up once and not at every request, and that sessions go on
    whose cookie has yet to get its prefix (web.cookies)."""

    def __init__(self, app: Flask) -> None:
        self._seal = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return self._seal

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if not self._is_bare(app, request) or self._seal is None:
            return super().open_session(app, request)
        age = int(app.permanent_session_lifetime.total_seconds())
        try:
            return self.session_class(self._seal.loads(request.cookies[BARE_NAME], max_age=age))
        except BadSignature:
            return self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        renewed = self._is_bare(app, request) and session.accessed  # never on pages that shared caches keep
        if renewed and session:
            session.modified = True
        super().save_session(app, session, response)
        if renewed:
            response.delete_cookie(BARE_NAME)

    def _is_bare(self, app: Flask, request: Request) -> bool:
        name = self.get_cookie_name(app)
        return name not in request.cookies and BARE_NAME in request.cookies and cookies.takes_bare_names()
