"""Switches, at once: for the site by its moderators, for a campaign by its own.

Not for operators alone: the one moderator who is awake at night must be able to turn them, and nothing that they do is
lost by it. Who turned what is told on the page and in the log.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import BadRequest, Forbidden, NotFound, Outdated, Refused
from billboard.infra.switches import SAID_LENGTH, Position
from billboard.models import Campaign
from billboard.moderation.scopes import campaign_within, campaigns_within
from billboard.switches import telling, turning
from billboard.switches.standing import Standing, Switch
from billboard.switches.turning import Lever
from billboard.views import guard
from billboard.web import caching, seals
from billboard.web.failures import status_of
from billboard.web.forms import PRESS, ButtonForm
from billboard.web.security import csrf
from billboard.web.site import current_site, now

blueprint = Blueprint("switch_desk", __name__, url_prefix="/moderate/switches")
blueprint.after_request(caching.never)
PERIODS = {"": "until it is turned off", "15": "for a quarter of an hour", "60": "for an hour", "360": "for six hours"}
PERIODS |= {"1440": "for a day"}  # by their minutes


@dataclass(frozen=True)
class Typed:
    """What came with a turn that was refused."""

    switch: Switch
    said: str
    period: str
    problem: str


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator()


@blueprint.get("")
def page() -> AnyResponse:
    """The whole site's, or for who looks after campaigns alone those campaigns to choose from."""
    if g.scope is None:
        return _page("")
    chosen = _campaigns()
    if len(chosen) == 1:
        return redirect(url_for("switch_desk.of_campaign", slug=chosen[0].slug), 303)
    return make_response(render_template("moderate/switches.html", levers=[], wall=None, campaigns=chosen, **_frame()))


@blueprint.get("/c/<slug>")
def of_campaign(slug: str) -> AnyResponse:
    return _page(slug)


@blueprint.post("")
@csrf.exempt  # its form checks the token itself, so that a stale one costs nobody their words
def turn() -> AnyResponse:
    return _turn("")


@blueprint.post("/c/<slug>")
@csrf.exempt
def turn_of_campaign(slug: str) -> AnyResponse:
    return _turn(slug)


def _turn(wall: str) -> AnyResponse:
    switch = _switch(request.form.get("switch", ""))
    _require(wall)
    typed = Typed(switch, request.form.get("said", "")[:1000], request.form.get("period", ""), "")
    try:
        if not ButtonForm().validate_on_submit():
            raise Refused(seals.problem(PRESS))
        position, seen = _position(typed), request.form.get("seen", 0, type=int)
        with current_site().database.write() as session:
            turning.turn(session, switch, position, wall=wall, seen=seen, by=g.moderator.id, now=now())
    except NotFound:
        raise
    except Refused as refused:
        problem = refused.message.replace("change it again", "turn it again") if isinstance(refused, Outdated) else ""
        kept = Typed(typed.switch, typed.said, typed.period, problem or refused.message)
        return make_response(_page(wall, kept).get_data(), status_of(refused))
    flash(f"{turning.label_of(switch)}: {'on' if position.on else 'off'}. Every page follows within seconds.")
    return redirect(url_for("switch_desk.of_campaign", slug=wall) if wall else url_for("switch_desk.page"), 303)


def _position(typed: Typed) -> Position:
    """Raises Refused."""
    if request.form.get("turn") != "on":
        return Position(on=False)
    said = " ".join(typed.said.split())
    if len(said) > SAID_LENGTH:
        raise Refused(f"Tell the public {SAID_LENGTH} characters at most.", "said")
    if typed.period not in PERIODS:
        raise BadRequest("Choose for how long.")
    return Position(True, now() + timedelta(minutes=int(typed.period)) if typed.period else None, said)


def _switch(name: str) -> Switch:
    try:
        return Switch(name)
    except ValueError:
        raise BadRequest("There is no switch of that name.") from None


def _require(wall: str) -> Campaign | None:
    """The campaign, or none for the whole site. Raises Forbidden and NotFound, which are the same to strangers."""
    if not wall:
        if g.scope is not None:
            raise Forbidden("The switches of the whole site are for its moderators. Those of your campaigns are yours.")
        return None
    with current_site().database.read() as session:
        return campaign_within(session, g.scope, wall)


def _page(wall: str, typed: Typed | None = None) -> AnyResponse:
    campaign, site, moment = _require(wall), current_site(), now()
    with site.database.read() as session:
        levers = turning.levers(session, site.environment, wall, moment)
    return make_response(
        render_template(
            "moderate/switches.html",
            levers=[_shown(each, wall, moment) for each in levers],
            wall=campaign,
            campaigns=_campaigns(),
            typed=typed,
            periods=PERIODS,
            length=SAID_LENGTH,
            post_to=url_for("switch_desk.of_campaign", slug=wall) if wall else url_for("switch_desk.page"),
            **_frame(),
        )
    )


def _shown(lever: Lever, wall: str, moment: datetime) -> dict[str, Any]:
    """A switch as the page shows it: the campaign's own, and whether it is on for the whole site besides."""
    position, own, zone = lever.position, lever.is_own, current_site().settings.zone
    return {
        "name": lever.switch.value,
        "label": lever.entry.setting.label,
        "help": lever.entry.setting.help,
        "on": lever.stands and own,
        "site_wide": lever.stands and not own,
        "entry": lever.entry,
        "position": position,
        "public": telling.banner(Standing(lever.switch, wall, position if lever.stands else Position(on=True)), zone),
    }


def _campaigns() -> list[Campaign]:
    with current_site().database.read() as session:
        return campaigns_within(session, g.scope)


def _frame() -> dict[str, Any]:
    return {"form": ButtonForm(), "view": "switches"}
