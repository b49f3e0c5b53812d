"""A photograph as a browser sends it: from a page that shows how far it is, or from a plain form."""

from collections.abc import Callable

from flask import jsonify, make_response, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from billboard.core.errors import Refused
from billboard.studio.darkroom import TOO_HEAVY
from billboard.views.pages import wants_json
from billboard.web import seals
from billboard.web.failures import FAILURES, mark, refusal_of, status_of, told, wait_of
from billboard.web.forms import ButtonForm, typed

NOTHING = "Choose a picture first: a photograph of the poster, or the poster itself."
AGAIN = "Choose the picture again and send it once more."
COST = 2500  # ms that a usual photograph takes


def received() -> bytes:
    """The picture of this request, by a form's file, camera or script. Raises Refused."""
    try:
        if not ButtonForm().validate_on_submit():
            raise Refused(seals.problem(AGAIN))
        chosen = next((file for file in request.files.getlist("picture") if file.filename), None)
        data = chosen.read() if chosen else b""
    except RequestEntityTooLarge:  # before it is read
        raise Refused(TOO_HEAVY) from None
    finally:
        request.close()  # the files of the form lie on the disk until then
    if not data:
        raise Refused(NOTHING)
    return data


def said(field: str) -> str:
    """What the form said, as far as it was read."""
    try:
        return typed(field) if request.method == "POST" else typed(field, request.args)
    except RequestEntityTooLarge:
        return ""


def answered(take: Callable[[], str], page: Callable[[Refused], ResponseReturnValue]) -> ResponseReturnValue:
    """On to the address that `take` gives, or the page again with why not."""
    try:
        address = take()
    except FAILURES as error:
        refusal = refusal_of(error)
        if wants_json():
            return told(refusal)
        answer = make_response(page(refusal))
        mark(answer, status_of(refusal), wait_of(refusal))
        return answer
    return jsonify(location=address) if wants_json() else redirect(address, 303)
