"""Which templates and streets are offered, and in which order: moved up and down by buttons, then kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.catalogue.choice import Choice
from billboard.core.errors import NotFound, Refused
from billboard.infra.config import Settings
from billboard.settings import changes, groups, several
from billboard.settings.changes import Entry
from billboard.settings.offered import chosen_scenes, chosen_templates
from billboard.settings.several import SettingProblems, Typed
from billboard.views import guard
from billboard.views.operate.settings import PROVE
from billboard.web import caching, seals
from billboard.web.failures import FAILURES, refusal_of, status_of
from billboard.web.forms import PRESS, ButtonForm
from billboard.web.security import csrf
from billboard.web.site import current_site, now
from billboard.web.view_models import template_view

blueprint = Blueprint("operate_offered", __name__, url_prefix="/operate/settings")
blueprint.after_request(caching.never)
NOTHING = "Something must be offered. Tick one at least."


@dataclass(frozen=True)
class Thing:
    slug: str
    title: str
    picture: str  # its address, or empty


@dataclass(frozen=True)
class Listing:
    """What is listed on a page, by what two settings: the order, and what is left out."""

    things: Callable[[], list[Thing]]  # in their own order
    chosen: Callable[[Settings], Choice]
    order: str
    left_out: str


def _templates() -> list[Thing]:
    catalogue = current_site().templates
    open_ones = [each for each in catalogue.values() if catalogue.is_open(each.slug) and not catalogue.home(each.slug)]
    return [Thing(each.slug, each.title, template_view(each).sample) for each in open_ones]


def _scenes() -> list[Thing]:
    return [Thing(each.slug, each.title, "") for each in current_site().scenes.values()]


LISTINGS: Mapping[str, Listing] = MappingProxyType(
    {
        "templates": Listing(_templates, chosen_templates, "templates_order", "templates_left_out"),
        "streets": Listing(_scenes, chosen_scenes, "scenes_order", "scenes_left_out"),
    }
)


@blueprint.before_request
def require_operator() -> AnyResponse | None:
    return guard.require_operator()


@blueprint.get("/templates")
def templates() -> AnyResponse:
    return _look("templates")


@blueprint.post("/templates")
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody their order
def change_templates() -> AnyResponse:
    return _change("templates")


@blueprint.get("/streets")
def streets() -> AnyResponse:
    return _look("streets")


@blueprint.post("/streets")
@csrf.exempt
def change_streets() -> AnyResponse:
    return _change("streets")


def _look(slug: str) -> AnyResponse:
    listing = LISTINGS[slug]
    chosen, things = _standing(listing), listing.things()
    order = [each.slug for each in chosen.ordered(things)]
    return _page(slug, order, [each for each in order if each not in chosen.left_out])


def _change(slug: str) -> AnyResponse:
    """Move one, which keeps nothing yet; or keep all of it."""
    listing = LISTINGS[slug]
    own = [each.slug for each in listing.things()]
    sent = [each for each in dict.fromkeys(request.form.getlist("order")) if each in own]
    order = [*sent, *(each for each in own if each not in sent)]
    ticked = [each for each in order if each in request.form.getlist("offered")]
    for button, step in (("up", -1), ("down", 1)):
        if moved := request.form.get(button):
            return _page(slug, _moved(order, moved, step), ticked, pressed=(button, moved))
    if not ButtonForm().validate_on_submit():
        return _page(slug, order, ticked, Refused(seals.problem(PRESS)))
    if not guard.is_fresh():
        return _page(slug, order, ticked, Refused(PROVE))
    wanted = {listing.order: [] if order == own else order}
    wanted[listing.left_out] = [each for each in order if each not in ticked]
    try:
        if not ticked:
            raise Refused(NOTHING)
        kept = _keep(listing, wanted)
    except FAILURES as error:
        return _page(slug, order, ticked, refusal_of(error))
    current_site().live_settings.look_again()
    flash("It is kept. Every page follows within two seconds." if kept else "Nothing was changed.")
    return redirect(url_for(f".{slug}"), 303)


def _moved(order: Sequence[str], slug: str, step: int) -> list[str]:
    """Raises NotFound for what is not among them."""
    if slug not in order:
        raise NotFound("There is no such thing to move. Go back to the list.")
    there = max(0, min(len(order) - 1, order.index(slug) + step))
    rest = [each for each in order if each != slug]
    return [*rest[:there], slug, *rest[there:]]


def _keep(listing: Listing, wanted: Mapping[str, Sequence[str]]) -> bool:
    """Whether anything was changed. Raises SettingProblems."""
    with current_site().database.write() as session:
        entries = {each.setting.name: each for each in changes.entries(session, current_site().environment)}
        typed = [
            Typed(name, "\n".join(slugs), request.form.get(f"{name}_seen", 0, type=int))
            for name, slugs in wanted.items()
            if tuple(slugs) != entries[name].value
        ]
        several.change_all(session, typed, by=g.moderator.id, now=now())
    return bool(typed)


def _standing(listing: Listing) -> Choice:
    """As the database has it, which may be newer than what this process knows."""
    entries = _entries()
    values = {name: entries[name].value for name in (listing.order, listing.left_out)}
    return listing.chosen(current_site().environment.model_copy(update=values))


def _entries() -> dict[str, Entry]:
    site = current_site()
    with site.database.read() as session:
        return {each.setting.name: each for each in changes.entries(session, site.environment)}


def _page(
    slug: str,
    order: Sequence[str],
    ticked: Sequence[str],
    refused: Refused | None = None,
    pressed: tuple[str, str] = ("", ""),
) -> AnyResponse:
    listing, entries = LISTINGS[slug], _entries()
    things = {each.slug: each for each in listing.things()}
    problems = (
        refused.problems.values() if isinstance(refused, SettingProblems) else [refused.message] if refused else []
    )
    shown = render_template(
        "operate/offered.html",
        group=groups.find(slug),
        things=[(things[each], each in ticked) for each in order],
        entries=[entries[listing.order], entries[listing.left_out]],
        pressed=pressed,
        problems=list(problems),
        prove=refused is not None and refused.message == PROVE,
        form=ButtonForm(),
        view="settings",
    )
    return make_response(shown, status_of(refused) if refused else 200)
