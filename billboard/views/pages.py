"""What every page is rendered with."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, render_template, request, url_for

from billboard.core.local_time import told_moment
from billboard.core.picture.poster_card import CARD_SIZE
from billboard.core.text.wording import count
from billboard.switches.standing import Switch
from billboard.web import caching, palette, pauses, security
from billboard.web.announcement import announced
from billboard.web.assets import fingerprint
from billboard.web.inert_text import inert
from billboard.web.markdown import rendered
from billboard.web.pauses import Notice
from billboard.web.site import absolute, current_site, now

OWN_PAGES = {"who": ("who_runs_it", "Who runs this"), "imprint": ("imprint", "Imprint")}  # setting and title


def install(app: Flask) -> None:
    app.context_processor(_context)
    app.jinja_env.globals.update(asset=asset, palette={"day": palette.DAY, "night": palette.NIGHT}, card_size=CARD_SIZE)
    app.jinja_env.filters["isodate"] = lambda when: when.astimezone(UTC).isoformat().replace("+00:00", "Z")
    app.jinja_env.filters["humandate"] = _human_date
    app.jinja_env.filters["inert"] = inert
    app.jinja_env.filters["markdown"] = rendered
    app.jinja_env.filters["counted"] = count
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def render_shared(template: str, /, **context: Any) -> Response:
    """A page for everybody (caching.shared): no token, no nonce, nothing of the visitor's."""
    g.shared = True
    return caching.shared(render_template(template, **context))


def canonical(**meaning: str | None) -> str:
    """This page's one address: with those of its parameters that make it another page, in one order."""
    said = {name: value for name, value in meaning.items() if value}
    return absolute(request.path) + ("?" + urlencode(said) if said else "")


def wants_json() -> bool:
    """Whether a script asks rather than a person."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def asset(filename: str) -> str:
    """A static file's address with its content's hash, so that a changed file is a new address."""
    return url_for("static", filename=filename, v=fingerprint(filename))


def _context() -> dict[str, Any]:
    settings = current_site().settings
    return {
        "site_name": settings.site_name,
        "contact_email": settings.contact_email,
        "by_mail": settings.relay is not None,
        "takes_templates": settings.template_proposals,
        "csp_nonce": security.nonce(),
        "canonical": canonical(),
        "notices_on": _notices,
        "announcement": announced(settings, now()),
        "own_colours": url_for("appearance.colours", v=settings.accent[1:]) if settings.accent else "",
        "own_pages": [
            (title, url_for(f"gallery.{page}")) for page, (name, title) in OWN_PAGES.items() if getattr(settings, name)
        ],
    }


def _notices(wall: str = "", of_poster: str = "") -> list[Notice]:
    """Of a campaign's page, and of any that is about a poster: by the code in its address or else `of_poster`."""
    code = of_poster or (request.view_args or {}).get("code", "")
    walls = [wall] if wall else pauses.walls_of(tuple(Switch), [code])
    found = pauses.notices(walls[0] if walls else "")
    g.works = any(each.switch == Switch.ATTACK for each in found) or g.get("works", False)
    return found


def _human_date(when: datetime) -> str:
    return told_moment(when, current_site().settings.zone)
