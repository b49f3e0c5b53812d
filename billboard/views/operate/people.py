"""The people who look after the site, for its operators: who there is, invitations, roles, closing and reopening."""

from typing import Any

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from billboard.accounts import links, overview, people
from billboard.campaigns import campaigns
from billboard.core.errors import BadRequest, NotFound, Refused
from billboard.models import Moderator, Role
from billboard.views import guard
from billboard.web import caching
from billboard.web.failures import status_of
from billboard.web.forms import ButtonForm, typed
from billboard.web.site import absolute, current_site, now

blueprint = Blueprint("people", __name__, url_prefix="/operate/people")
blueprint.after_request(caching.never)
NOBODY = "There is no such account. Go back to the list, which shows those there are."


@blueprint.before_request
def require_operator() -> AnyResponse | None:
    return guard.require_operator() or guard.require_fresh()


@blueprint.get("")
def page() -> AnyResponse:
    return _page()


@blueprint.post("/invite")
def invite() -> AnyResponse:
    """The link is shown this once."""
    label = typed("label").strip()[:64]
    try:
        role, slug = _role(), request.form.get("campaign", "")
        with current_site().database.write() as database:
            campaign = campaigns.find(database, slug).id if slug and role is Role.CAMPAIGN else None
            secret = links.invite(database, label, role, campaign, by=g.moderator.id, now=now())
    except NotFound:
        raise
    except Refused as refused:
        return _page(problem=refused.message, status=status_of(refused))
    return _page(made=(label, absolute(url_for("join.page", secret=secret))))


@blueprint.post("/links/<row:number>/withdraw")
def withdraw(number: int) -> AnyResponse:
    return _do(lambda database: links.withdraw(database, number, by=g.moderator.id, now=now()), "It is withdrawn.")


@blueprint.post("/<row:number>/role")
def role(number: int) -> AnyResponse:
    wanted = _role()

    def change(database: Session) -> None:
        people.change_role(database, _find(database, number), wanted, by=g.moderator.id, now=now())

    return _do(change, "The role is changed.")


@blueprint.post("/<row:number>/close")
def close(number: int) -> AnyResponse:
    def change(database: Session) -> None:
        people.close(database, _find(database, number), by=g.moderator.id, now=now())

    return _do(change, "The account is closed, and signed out everywhere.")


@blueprint.post("/<row:number>/reopen")
def reopen(number: int) -> AnyResponse:
    def change(database: Session) -> None:
        people.reopen(database, _find(database, number), by=g.moderator.id, now=now())

    return _do(change, "The account is open again.")


@blueprint.post("/<row:number>/reset")
def reset(number: int) -> AnyResponse:
    """A link to a new password, shown this once, for somebody who is locked out."""
    clears = "factors" in request.form
    with current_site().database.write() as database:
        moderator = _find(database, number)
        if moderator.disabled:
            raise Refused("That account is closed. Open it again first.")
        secret = links.give_back(database, moderator, clears_factors=clears, by=g.moderator.id, now=now())
    return _page(made=(moderator.name, absolute(url_for("join.page", secret=secret))))


def _do(change: Any, done: str) -> AnyResponse:
    try:
        with current_site().database.write() as database:
            change(database)
    except NotFound:
        raise
    except Refused as refused:
        return _page(problem=refused.message, status=status_of(refused))
    flash(done)
    return redirect(url_for("people.page"), 303)


def _find(database: Session, number: int) -> Moderator:
    moderator = database.get(Moderator, number)
    if moderator is None:
        raise NotFound(NOBODY)
    return moderator


def _role() -> Role:
    try:
        return Role(request.form.get("role", ""))
    except ValueError:
        raise BadRequest("Somebody is a campaign's moderator, a moderator or an operator. Choose one.") from None


def _page(*, made: tuple[str, str] | None = None, problem: str = "", status: int = 200) -> AnyResponse:
    with current_site().database.read() as database:
        everybody, waiting = overview.everybody(database), links.open_ones(database, now())
        walls = [(each.slug, each.title) for each in campaigns.all_of(database)]
    shown = {"everybody": everybody, "links": waiting, "campaigns": walls, "made": made, "problem": problem}
    shown |= {"form": ButtonForm(formdata=None), "view": "people", "moderator": g.moderator.name}
    return make_response(render_template("operate/people.html", **shown), status)
