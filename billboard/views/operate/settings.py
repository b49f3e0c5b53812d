"""Settings in the browser: a page for each group, what is typed kept whatever happens, and the history of each."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.campaigns.plans import DEFAULT_ACCENT
from billboard.core.errors import Refused
from billboard.core.local_time import read_moment, typed_moment
from billboard.settings import changes, groups, registry, several
from billboard.settings.changes import Entry, Origin
from billboard.settings.groups import Group
from billboard.settings.registry import SETTINGS, Kind, Value
from billboard.settings.several import SettingProblems, Typed
from billboard.views import guard
from billboard.web import accent, caching, seals
from billboard.web.failures import FAILURES, refusal_of, status_of
from billboard.web.forms import PRESS, ButtonForm, one_newline, typed
from billboard.web.security import csrf
from billboard.web.site import current_site, now

blueprint = Blueprint("operate_settings", __name__, url_prefix="/operate/settings")
blueprint.after_request(caching.never)
PROVE = "It is some time since you proved who you are. Do so in another window, and press again: nothing is lost."


@dataclass(frozen=True)
class Line:
    """A setting as its form shows it."""

    entry: Entry
    shown: str  # what stands in its field
    mark: str  # of what it was when the page was made, by which a field that nobody touched is known
    fallback: str  # what it would be if it were taken back, where it can be
    problem: str
    is_default: bool  # nobody said anything, not even the environment
    notes: list[str]  # what becomes of it

    @property
    def name(self) -> str:
        return self.entry.setting.name


@blueprint.before_request
def require_operator() -> AnyResponse | None:
    return guard.require_operator()


@blueprint.get("")
def overview() -> str:
    entries = {each.setting.name: each for each in _entries()}
    told = [(group, [entries[name] for name in group.names]) for group in groups.GROUPS]
    return render_template("operate/settings.html", groups=told, form=ButtonForm(), view="settings")


@blueprint.get("/<slug>")
def page(slug: str) -> AnyResponse:
    return _page(groups.find(slug))


@blueprint.post("/<slug>")
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody their words
def change(slug: str) -> AnyResponse:
    """Keep what was changed; or take one setting back, and keep the rest in their fields."""
    group, back, looks = groups.find(slug), request.form.get("take_back", ""), "look" in request.form
    given = {name: _given(name) for name in group.names}
    if not ButtonForm().validate_on_submit():
        return _page(group, given, Refused(seals.problem(PRESS)))
    if not guard.is_fresh():
        return _page(group, given, Refused(PROVE), prove=True)
    if looks:
        return _page(group, given, looks=True)
    touched = [name for name in group.names if _is_touched(name, given[name])]
    wanted, problems = _as_kept({name: given[name] for name in touched})
    try:
        if back in group.names:
            _take_back(back)
        else:
            _change_all(wanted, problems | _out_of_order(given))
    except FAILURES as error:
        return _page(group, given, refusal_of(error))
    current_site().live_settings.look_again()
    if others := {name: given[name] for name in touched if back and name != back}:
        return _page(group, others, taken_back=registry.find(back).label)
    if back or wanted:
        flash("It is kept. Every page follows within two seconds." if wanted and not back else "It is taken back.")
    else:
        flash("Nothing was changed.")
    return redirect(url_for(".page", slug=slug), 303)


@blueprint.get("/history/<name>")
def history(name: str) -> str:
    setting = registry.find(name)
    with current_site().database.read() as session:
        past = several.history(session, name)
    return render_template(
        "operate/history.html",
        setting=setting,
        past=[(each, _typed(name, each.value) if each.value is not None else "") for each in past],
        environment=setting.typed(getattr(current_site().environment, name)),
        group=groups.of(name),
        form=ButtonForm(),
        view="settings",
    )


def _as_kept(given: Mapping[str, str]) -> tuple[list[Typed], dict[str, str]]:
    """What was typed as settings take it, moments on the site's own clock; and what is no moment."""
    wanted, problems = list[Typed](), dict[str, str]()
    for name, text in given.items():
        try:
            moment = read_moment(text, current_site().settings.zone) if SETTINGS[name].kind is Kind.MOMENT else None
        except Refused as refused:
            problems[name] = f"{SETTINGS[name].label}: {refused.message}"
        else:
            wanted.append(Typed(name, moment.isoformat() if moment else text, _seen(name)))
    return wanted, problems


def _out_of_order(given: Mapping[str, str]) -> dict[str, str]:
    """An end that comes before its beginning."""
    wrong = {}
    for name, text in given.items():
        begins = given.get(name.removesuffix("_until") + "_from", "")
        if name.endswith("_until") and begins and text and text <= begins:  # both on one clock, as browsers write them
            wrong[name] = f"{SETTINGS[name].label}: it is over before it begins. Choose a later time."
    return wrong


def _change_all(wanted: list[Typed], problems: Mapping[str, str]) -> None:
    with current_site().database.write() as session:
        several.change_all(session, wanted, by=g.moderator.id, now=now(), problems=problems)


def _take_back(name: str) -> None:
    with current_site().database.write() as session:
        changes.take_back(session, name, seen=_seen(name), by=g.moderator.id, now=now())


def _given(name: str) -> str:
    return (one_newline(typed(name)) or "").strip()


def _seen(name: str) -> int:
    return request.form.get(f"{name}_seen", 0, type=int)


def _is_touched(name: str, text: str) -> bool:
    return name in request.form and request.form.get(f"{name}_mark", "") != _mark(text)


def _mark(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


def _entries() -> list[Entry]:
    site = current_site()
    with site.database.read() as session:
        return changes.entries(session, site.environment)


def _page(
    group: Group,
    given: Mapping[str, str] | None = None,
    refused: Refused | None = None,
    *,
    taken_back: str = "",
    prove: bool = False,
    looks: bool = False,
) -> AnyResponse:
    problems = refused.problems if isinstance(refused, SettingProblems) else {}
    entries = {each.setting.name: each for each in _entries()}
    shown = render_template(
        "operate/setting_group.html",
        group=group,
        lines=[_line(entries[name], given or {}, problems.get(name, "")) for name in group.names],
        problems=problems or ({"keep": refused.message} if refused else {}),
        taken_back=taken_back,
        prove=prove,
        looks=looks,
        zones=sorted(available_timezones()) if any(each.kind is Kind.ZONE for each in group.settings) else [],
        zone=current_site().settings.time_zone,
        form=ButtonForm(),
        view="settings",
    )
    return make_response(shown, status_of(refused) if refused else 200)


def _line(entry: Entry, given: Mapping[str, str], problem: str) -> Line:
    name, environment = entry.setting.name, current_site().environment
    stands, fallback = _typed(name, entry.value), ""
    if entry.origin is not Origin.ENVIRONMENT:
        fallback = _typed(name, getattr(environment, name)) or "empty"
    shown = given.get(name, stands)
    notes = list(accent.told(shown)) if entry.setting.kind is Kind.COLOUR and not problem and entry.value else []
    return Line(entry, shown, _mark(stands), fallback, problem, name not in environment.model_fields_set, notes)


def _typed(name: str, value: Value) -> str:
    """As its field shows it."""
    setting = SETTINGS[name]
    if setting.kind is Kind.MOMENT and value:
        return typed_moment(datetime.fromisoformat(str(value)), current_site().settings.zone)
    if setting.kind is Kind.COLOUR:
        return str(value or DEFAULT_ACCENT)  # a browser's field for a colour cannot be empty
    return setting.typed(value)
