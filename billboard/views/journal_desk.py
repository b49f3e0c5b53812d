"""The journal by name, for operators: who did what, and what was judged."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import BadRequest, Refused
from billboard.journal import full, snapshots
from billboard.journal.full import FullLine
from billboard.models import Kind
from billboard.moderation.reasons import label_of
from billboard.views import guard
from billboard.web import caching, log_words
from billboard.web.forms import ButtonForm, typed
from billboard.web.rows import read_before
from billboard.web.site import current_site, now

blueprint = Blueprint("journal_desk", __name__, url_prefix="/moderate/journal")
blueprint.after_request(caching.never)


@blueprint.before_request
def require_operator() -> AnyResponse | None:
    return guard.require_operator()


@blueprint.get("")
def page() -> str:
    about = typed("about", request.args).strip()[:200]
    kind = _kind(request.args.get("kind", ""))
    before = read_before("journal")
    with current_site().database.read() as session:
        found = full.page(session, before, kind=kind, about=about)
    return render_template(
        "moderate/journal.html",
        lines=[_told(each) for each in found.lines],
        kinds=[(each.value, words) for each, words in log_words.KINDS.items()],
        kind=kind.value if kind else "",
        about=about,
        next_url=url_for(".page", before=found.next, kind=kind, about=about or None) if found.next else None,
        form=ButtonForm(),
        view="journal",
    )


@blueprint.get("/<row:number>")
def line(number: int) -> str:
    with current_site().database.read() as session:
        found, judged = full.find(session, number)
    return render_template(
        "moderate/journal_line.html",
        line=_told(found),
        judged=_facts(judged) if judged is not None else None,
        form=ButtonForm(),
        view="journal",
    )


@blueprint.post("/<row:number>/erase")
def erase(number: int) -> AnyResponse:
    why = typed("why")
    try:
        with current_site().database.write() as session:
            snapshots.erase(session, number, why, by=g.moderator.id, now=now())
    except Refused as refused:
        flash(refused.message)
    else:
        flash("It is erased, and that is a line now, too.")
    return redirect(url_for(".line", number=number), 303)


def _told(each: FullLine) -> dict[str, Any]:
    line = each.line
    return {
        "number": line.number,
        "made": line.made,
        "did": log_words.told(line.kind, line.did),
        "who": each.name or (f"rule: {line.rule}" if line.rule else log_words.nobody(line.kind, line.did)),
        "subject": line.subject,
        "is_poster": line.kind in log_words.OF_POSTERS,
        "wall": line.wall,
        "reason": label_of(line.reason),
        "details": _facts(each.details),
        "is_kept": each.is_kept,
        "was_kept": bool(line.snapshot_digest),
        "hash": line.hash,
        "previous": line.previous,
    }


def _facts(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and value of each, as somebody reads it."""
    return [(name.replace("_", " "), _written(value)) for name, value in values.items()]


def _written(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {_written(each)}" for name, each in value.items()) or "nothing"
    if isinstance(value, list):
        return "\n".join(_written(each) for each in value) or "nothing"
    return str(value)


def _kind(name: str) -> Kind | None:
    try:
        return Kind(name) if name else None
    except ValueError:
        raise BadRequest("The journal has no lines of that kind. Choose one from the list.") from None
