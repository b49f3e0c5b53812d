"""The second step: the poster is cut out of its photograph, by its four corners or as a plain crop."""

import re
from collections.abc import Mapping

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from billboard.core.boxes import Corners
from billboard.core.errors import Refused
from billboard.core.formats import FORMATS, Format
from billboard.studio import picture_steps
from billboard.studio.documents import Picture
from billboard.views.studio import access
from billboard.web import seals
from billboard.web.failures import FAILURES, refusal_of
from billboard.web.forms import PRESS, ButtonForm, typed
from billboard.web.security import csrf
from billboard.web.site import current_site, now

blueprint = Blueprint("studio_straighten", __name__, url_prefix="/studio/d/<code>/straighten")
access.install(blueprint)
CORNERS = ("Upper left", "Upper right", "Lower right", "Lower left")  # in the order of a document's
NUMBER = re.compile(r"-?[0-9]{1,5}(\.[0-9]{1,3})?")
NO_NUMBER = "Say for each corner how many px it is from the left and from the top, in figures."
SHAPES = {"48-sheet": "2:1", "6-sheet": "2:3", "square": "1:1"}
COST = 1500  # ms
INSET = 0.1  # of the picture, where no poster was found in it


@blueprint.get("")
def page(code: str) -> AnyResponse:
    return _page({})


@blueprint.post("")
@csrf.exempt  # the form checks its token itself, so that a stale one costs nobody their corners
def straighten(code: str) -> ResponseReturnValue:
    given = {f"{axis}{number}": typed(f"{axis}{number}") for number in range(4) for axis in "xy"}
    try:
        if not ButtonForm().validate_on_submit():
            raise Refused(seals.problem(PRESS))
        corners = _cropped(_read(given)) if typed("how") == "crop" else _read(given)
        format_ = FORMATS.get(typed("format"))
        with access.drawing(COST):
            picture_steps.straighten(current_site(), g.draft, g.who, access.edition_seen(), corners, format_, now=now())
    except FAILURES as error:
        return _page(given, refusal_of(error))
    return redirect(url_for("studio_straighten.page", code=code, _anchor="board"), 303)


def _read(given: Mapping[str, str]) -> Corners:
    """Px of the photograph. Raises Refused."""
    if not all(NUMBER.fullmatch(each) for each in given.values()):
        raise Refused(NO_NUMBER)
    one, two, three, four = ((float(given[f"x{number}"]), float(given[f"y{number}"])) for number in range(4))
    return one, two, three, four


def _cropped(corners: Corners) -> Corners:
    """The upright rectangle from the upper left to the lower right corner."""
    (left, top), (right, bottom) = corners[0], corners[2]
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _page(given: Mapping[str, str], refused: Refused | None = None) -> AnyResponse:
    photograph, board = g.document.photograph, g.document.board
    if photograph is None:
        return redirect(url_for("studio_picture.page", code=g.draft.code), 303)
    stand = board.corners if board else g.document.guess or _middle(photograph)
    format_: Format | None = FORMATS[board.format] if board else None
    return access.page(
        "studio/straighten.html",
        "straighten",
        refused,
        corners=[
            (number, label, given.get(f"x{number}", f"{x:.0f}"), given.get(f"y{number}", f"{y:.0f}"), x, y)
            for number, (label, (x, y)) in enumerate(zip(CORNERS, stand, strict=True))
        ],
        points=" ".join(f"{x:.0f},{y:.0f}" for x, y in stand),
        guess=g.document.guess,
        how=typed("how") or ("crop" if board and _cropped(board.corners) == board.corners else "corners"),
        shape=typed("format") or (board.format if board else ""),
        formats=[(each.slug, each.name, SHAPES[each.slug]) for each in FORMATS.values()],
        format=format_,
        ratio=SHAPES[format_.slug] if format_ else "",
        wanted=format_.full[0] if format_ else 0,
    )


def _middle(photograph: Picture) -> Corners:
    """For somebody to move."""
    left, top = photograph.width * INSET, photograph.height * INSET
    right, bottom = photograph.width - left, photograph.height - top
    return (left, top), (right, top), (right, bottom), (left, bottom)
