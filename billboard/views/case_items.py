"""A case as the desk's pages show it, and the way back to where it was decided."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import g, request, url_for
from sqlalchemy.orm import Session

from billboard.core.errors import BadRequest
from billboard.models import Poster, Status
from billboard.moderation import appeals, block_lines, filters, sightings
from billboard.moderation.filters import Filters
from billboard.moderation.queue import Case, View
from billboard.moderation.reasons import CHOICES
from billboard.moderation.sightings import Mark
from billboard.posters.skeletons import own_words
from billboard.web.forms import BLOCK_CHOICES, DecisionForm
from billboard.web.site import current_site, now
from billboard.web.view_models import poster_view

LONGEST_WAY = 3000  # characters of a way back: a search may have been for a long address
LABELS = {
    "reason": "Reason",
    "campaign": "Campaign",
    "template": "Template",
    "maker": "Network of",
    "age": "Pasted",
    "state": "State",
}
AGES = {"hour": "in the last hour", "day": "in the last day", "week": "in the last week", "older": "before that"}


def items_of(session: Session, cases: Sequence[Case]) -> list[dict[str, Any]]:
    posters = [each.poster for each in cases]
    others = sightings.lookers(session, [each.id for each in posters], g.moderator, now())
    before = block_lines.told_on(session, posters, g.scope, current_site().templates, now=now())
    barred = appeals.barred(session, [each.poster for each in cases if each.appeal], g.moderator, g.scope)
    return [
        _item(each, others.get(each.poster.id, []), before.get(each.poster.id, ""))
        | _bars(barred.get(each.poster.id, ""))
        for each in cases
    ]


def desk(view: str, back: Mapping[str, str], mark: Mark, **more: Any) -> dict[str, Any]:
    """What every page with cases is rendered with: `back` are the parameters of the way to it."""
    return {
        "view": view,
        "back": urlencode(back),
        "reasons": CHOICES,
        "newest": mark.newest,
        "mark": str(mark),
        "blocks": BLOCK_CHOICES,
        "form": DecisionForm(formdata=None),
        "badges": view in ("recent", "search", "case"),
        **more,
    }


def choices(session: Session, view: View, chosen: Filters) -> dict[str, Any]:
    """What may be chosen from a view, and what is."""
    templates = [(slug, each.title) for slug, each in current_site().templates.items()]
    options: dict[str, list[tuple[str, str]]] = {
        "reason": CHOICES,
        "campaign": filters.campaigns(session, g.scope),
        "template": sorted(templates, key=lambda each: each[1]),
        "age": [(value, AGES[value].capitalize()) for value in filters.AGES],
    }
    if view is View.RECENT:
        options["state"] = [(state, state.capitalize()) for state in filters.STATES]
    asked = chosen.asked()
    titles = {name: dict(values).get(asked.get(name, ""), "") for name, values in options.items()}
    ways = {name: queue_url(view, {**asked, name: ""}) for name in asked}
    return {
        "choices_of": [(name, LABELS[name], values) for name, values in options.items() if values],
        "filters": asked,
        "chosen": [(name, LABELS[name], titles.get(name) or asked[name], ways[name]) for name in asked],
    }


def way_back() -> str:
    """Where a form says that it was sent from: a view and what was chosen from it, a search, a case, or the log."""
    asked = dict(parse_qsl(request.form.get("back", "")[:LONGEST_WAY]))
    asked.setdefault("view", request.form.get("view", ""))
    if asked["view"] == "log":
        return url_for("moderate.log")
    if code := asked.get("case"):
        return url_for("cases.case", code=code)
    if words := asked.get("q"):
        return url_for("cases.find", q=words)
    if not asked["view"]:
        return url_for("moderate.queue")
    return queue_url(view_of(asked["view"]), filters.read(asked).asked())


def queue_url(view: View, chosen: Mapping[str, str], after: str | None = None) -> str:
    """Of a view, with what is chosen from it."""
    asked: dict[str, Any] = {name: value for name, value in chosen.items() if value}
    return url_for("moderate.queue", view=view.value, after=after, **asked)


def view_of(name: str | None) -> View:
    try:
        return View(name) if name else View.REPORTED
    except ValueError:
        raise BadRequest("The queue has five views: reported, waiting, appeals, hidden and recent.") from None


def _item(case: Case, lookers: list[str], hidden_before: str) -> dict[str, Any]:
    chosen, left = _words(case.poster)
    return {
        "poster": poster_view(case.poster, current_site().templates),
        "chosen": " / ".join(chosen or left),
        "left": " / ".join(left if chosen else []),
        "picture": url_for("moderate.picture", code=case.poster.code),
        "reports": case.reasons,
        "likely": case.likely,
        "notes": case.notes,
        "decisions": case.decisions,
        "status": case.poster.status.value,
        "badges": _badges(case.poster),
        "appeal": case.appeal,
        "appealed": case.appealed,
        "notices": case.notices,
        "campaign": case.campaign,
        "because": case.because,
        "held": case.held,
        "covered": case.covered,
        "hidden_before": hidden_before,
        "seen": f"{case.poster.code}:{case.seen}",
        "lookers": lookers,
        "offers": case.offers,
        "ignored": case.poster.reports_ignored,
        "waiting_since": case.waiting_since,
    }


def _bars(sentence: str) -> dict[str, Any]:
    """Why somebody does not answer an appeal, and whether they may put the poster back up all the same."""
    return {"barred": sentence, "may_restore": sentence != appeals.FOR_THE_SITE}


def _words(poster: Poster) -> tuple[list[str], list[str]]:
    """The lines that its maker chose, and those that they left as the template has them."""
    template = current_site().templates.at(poster.template, poster.template_version)
    order = [slot.name for slot in template.slots] if template else list(poster.slogan)
    own, lines = own_words(template), [poster.slogan[name] for name in order if poster.slogan.get(name)]
    chosen, left = ([" ".join(line.split()) for line in lines if (line in own) is owned] for owned in (False, True))
    return chosen, left


def _badges(poster: Poster) -> list[str]:
    """In what state it is, in words."""
    reported = ["reported"] if poster.open_reports and poster.status in (Status.LIVE, Status.WAITING) else []
    covered = ["covered"] if poster.covered is not None and poster.status is Status.LIVE else []
    return [poster.status.value, *covered, *reported]
