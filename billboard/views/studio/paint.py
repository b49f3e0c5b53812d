"""The third step: what is written on the board is painted out, area by area."""

import re
from collections.abc import Mapping, Sequence

from flask import Blueprint, g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import TypeAdapter, ValidationError
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.errors import BadRequest, Refused
from billboard.studio import picture_steps
from billboard.studio.documents import MOST_FILLINGS, Filling, Point
from billboard.views.pages import wants_json
from billboard.views.studio import access
from billboard.web import seals
from billboard.web.failures import FAILURES, refusal_of, told
from billboard.web.forms import PRESS, ButtonForm, typed
from billboard.web.security import csrf
from billboard.web.site import current_site, now

blueprint = Blueprint("studio_paint", __name__, url_prefix="/studio/d/<code>/paint")
access.install(blueprint)
FILLINGS = TypeAdapter(tuple[Filling, ...])
SIDES = ("left", "top", "right", "bottom")
WAYS = (
    ("mend", "From what is around", "Continues lines and edges. Right for most."),
    ("flat", "One colour", "The usual one around it. Right on plain ground."),
    ("gradient", "A gradient", "From edge to edge. Right for skies and studio light."),
    ("texture", "A texture", "From a place that you pick. Right for brick, paper and grass."),
)
COST = 2000  # ms
NUMBER = re.compile(r"[0-9]{1,5}")
NO_NUMBER = "Say in figures how many px the box is from the left and from the top: both of its corners."
ODD = "These areas cannot be read. Load the page again, and paint them once more."
OUTSIDE = "This lies outside the board. Look how large it is, and say where on it the box and the texture are."
MOST = f"{MOST_FILLINGS} areas are the most. Undo some, or paint larger ones."


@blueprint.get("")
def page(code: str) -> AnyResponse:
    return _page()


@blueprint.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody their areas
def paint(code: str) -> ResponseReturnValue:
    try:
        if not ButtonForm().validate_on_submit():
            raise Refused(seals.problem(PRESS))
        fillings = _wanted(g.document.fillings)
        with access.drawing(COST):
            draft = picture_steps.paint(current_site(), g.draft, g.who, access.edition_seen(), fillings, now=now())
    except FAILURES as error:
        return told(refusal_of(error)) if wants_json() else _page(refusal_of(error))
    access.look_at(draft)
    if wants_json():
        return jsonify(edition=draft.edition, picture=_shown(), areas=len(fillings))
    return redirect(url_for("studio_paint.page", code=code, _anchor="board"), 303)


def _wanted(fillings: Sequence[Filling]) -> Sequence[Filling]:
    """What is to be painted out, after this press. Raises Refused."""
    do = typed("do")
    if do == "undo":
        return fillings[:-1]
    if do == "clear":
        return ()
    if do == "add":
        wanted: Sequence[Filling] = (*fillings, _box())
    elif do == "all":
        try:
            wanted = FILLINGS.validate_json(typed("fillings"))
        except ValidationError:
            raise BadRequest(ODD) from None
    else:
        raise BadRequest(ODD)
    if len(wanted) > MOST_FILLINGS:
        raise Refused(MOST)
    return wanted


def _box() -> Filling:
    said = {side: typed(side) for side in SIDES}
    if not all(NUMBER.fullmatch(each) for each in said.values()):
        raise Refused(NO_NUMBER)
    left, top, right, bottom = (float(said[side]) for side in SIDES)
    how = next((way for way, _, _ in WAYS if way == typed("fill")), "mend")
    box = {"kind": "box", "points": ((left, top), (right, bottom)), "how": how}
    try:
        return Filling.model_validate(box | {"patch": _patch() if how == "texture" else None})
    except ValidationError:  # further away than a document can say
        raise Refused(OUTSIDE) from None


def _patch() -> Point | None:
    """Where a texture is taken from; none for the calmest place near by."""
    x, y = typed("patch_x"), typed("patch_y")
    return (float(x), float(y)) if NUMBER.fullmatch(x) and NUMBER.fullmatch(y) else None


def _shown() -> str:
    name = g.document.art.name
    return url_for("studio_draft.picture", code=g.draft.code, name=name)


def _page(refused: Refused | None = None) -> AnyResponse:
    if g.document.board is None:
        return redirect(url_for("studio_straighten.page", code=g.draft.code), 303)
    sent: Mapping[str, str] = {name: typed(name) for name in (*SIDES, "fill", "patch_x", "patch_y")}
    return access.page(
        "studio/paint.html",
        "paint",
        refused,
        picture=_shown(),
        fillings=FILLINGS.dump_json(g.document.fillings).decode(),
        ways=WAYS,
        sent=sent if request.method == "POST" else {},
    )
