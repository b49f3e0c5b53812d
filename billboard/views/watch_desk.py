"""Watched words in the browser: the lists, a box to try a sentence in, and each word with a dry run over what hangs."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import BadRequest, NotFound, Refused
from billboard.core.likeness.entries import LONGEST_ENTRY
from billboard.core.likeness.explaining import Explained
from billboard.moderation import watch_lists, word_trials
from billboard.moderation.word_trials import Trial
from billboard.views import guard
from billboard.watching import words
from billboard.watching.words import NOTE_LENGTH
from billboard.web import caching, seals
from billboard.web.failures import FAILURES, refusal_of, status_of
from billboard.web.forms import PRESS, ButtonForm, typed
from billboard.web.security import csrf
from billboard.web.site import current_site, now

blueprint = Blueprint("watch_desk", __name__, url_prefix="/moderate/words")
blueprint.after_request(caching.never)
FIELDS = ("text", "action", "reach", "exceptions", "note", "wall", "seen")
FRESH = {"action": "hold", "reach": "word"}
SENTENCE = 500  # characters of what is tried: more than any slot takes
ACTIONS = {"flag": "Goes up, and moderators are told", "hold": "Waits for a moderator", "block": "Is not taken"}
REACHES = {
    "word": "As a whole word",
    "start": "Where words begin: idiot finds idiots, too",
    "part": "Anywhere in a word, for what no innocent word holds",
}


@blueprint.before_request
def require_moderator() -> AnyResponse | None:
    return guard.require_moderator()


@blueprint.get("")
def lists() -> str:
    """What is watched for, and what that makes of a sentence."""
    sentence, slug = typed("try", request.args)[:SENTENCE], request.args.get("wall", "")
    with current_site().database.read() as session:
        walls = watch_lists.walls(session, g.scope)
        found = watch_lists.tried(session, sentence, _number(walls, slug)) if sentence.strip() else []
        kept = watch_lists.lists(session, g.scope)
    return render_template(
        "moderate/words.html",
        lists=kept,
        walls=walls,
        wall=slug,
        sentence=sentence,
        longest_tried=SENTENCE,
        found=[_told(sentence, each) for each in found],
        actions=ACTIONS,
        form=ButtonForm(),
        view="words",
    )


@blueprint.route("/new", methods=["GET", "POST"])
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody their words
def new() -> AnyResponse:
    return _desk(None)


@blueprint.route("/<row:number>", methods=["GET", "POST"])
@csrf.exempt
def edit(number: int) -> AnyResponse:
    return _desk(number)


@blueprint.post("/<row:number>/remove")
def remove(number: int) -> AnyResponse:
    with current_site().database.write() as session:
        words.remove(session, number, g.scope, seen=_seen(request.form), by=g.moderator.id, now=now())
    flash("It is watched for no more. What it has held goes on waiting for you.")
    return redirect(url_for("watch_desk.lists"), 303)


def _desk(number: int | None) -> AnyResponse:
    if request.method == "GET":
        return _page(number, FRESH if number is None else _kept_fields(number))
    fields = {name: typed(name) for name in FIELDS}
    if not ButtonForm().validate_on_submit():
        return _page(number, fields, Refused(seals.problem(PRESS)))
    try:
        if "dry" in request.form:
            return _page(number, fields, trial=_dry_run(number, fields))
        _save(number, fields)
    except FAILURES as error:
        if number and isinstance(error, NotFound):
            raise
        return _page(number, fields, refusal_of(error))
    flash("It is in force from now on.")
    return redirect(url_for("watch_desk.lists"), 303)


def _save(number: int | None, fields: Mapping[str, str]) -> None:
    plan = words.read(fields)
    with current_site().database.write() as session:
        if number is None:
            words.add(session, plan, _wall(session, fields), by=g.moderator.id, now=now())
        else:
            words.change(session, number, plan, g.scope, seen=_seen(fields), by=g.moderator.id, now=now())


def _dry_run(number: int | None, fields: Mapping[str, str]) -> Trial:
    plan = words.read(fields)
    with current_site().database.read() as session:
        wall = words.find(session, number, g.scope).campaign_id if number else _wall(session, fields)
        return word_trials.dry_run(session, plan.entry, wall, current_site().templates)


def _page(
    number: int | None, fields: Mapping[str, str], refused: Refused | None = None, trial: Trial | None = None
) -> AnyResponse:
    with current_site().database.read() as session:
        walls = watch_lists.walls(session, g.scope)
        word = words.find(session, number, g.scope) if number else None
    problems = refused.problems or {"save": refused.message} if refused else {}
    context: dict[str, Any] = {
        "word": word,
        "of": next((title for each, _, title in walls if word and each == word.campaign_id), ""),
        "fields": fields,
        "walls": walls,
        "problems": problems,
        "trial": trial,
        "actions": ACTIONS,
        "reaches": REACHES,
        "limits": {"text": LONGEST_ENTRY, "note": NOTE_LENGTH},
        "form": ButtonForm(),
        "view": "words",
    }
    return make_response(render_template("moderate/word.html", **context), status_of(refused) if refused else 200)


def _kept_fields(number: int) -> dict[str, str]:
    with current_site().database.read() as session:
        word = words.find(session, number, g.scope)
    return {**words.fields_of(word), "seen": str(word.version)}


def _wall(session: Session, fields: Mapping[str, str]) -> int | None:
    return _number(watch_lists.walls(session, g.scope), fields.get("wall", ""))


def _number(walls: list[tuple[int | None, str, str]], slug: str) -> int | None:
    """Of the wall with a slug. Raises Refused for one that somebody does not keep."""
    for number, each, _ in walls:
        if each == slug:
            return number
    if not slug and len(walls) == 1:
        return walls[0][0]
    raise Refused("Choose one of the walls that you look after.", "wall")


def _seen(fields: Mapping[str, str]) -> int:
    seen = fields.get("seen", "")
    if not (seen.isascii() and seen.isdigit() and len(seen) < 16):
        raise BadRequest("The page does not say which version of the word it shows. Load it again, then change it.")
    return int(seen)


def _told(sentence: str, each: Explained) -> dict[str, str]:
    start, end = each.match.start, each.match.end
    return {
        "before": sentence[:start],
        "found": sentence[start:end],
        "after": sentence[end:],
        "text": each.match.entry.text,
        "action": each.match.entry.action.name.lower(),
        "saved_by": each.saved_by,
    }
