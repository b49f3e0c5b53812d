"""Publishing as a browser does: by the form of the maker's page."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.application import main_slot, parts, token


def first(app: Flask) -> str:
    """The slug of the first template there is."""
    return next(iter(parts(app).templates))


def seal(client: FlaskClient) -> str:
    """What previews are given to this client under."""
    answer = client.post("/seal")
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["seal"])


def filled_form(app: Flask, client: FlaskClient, **changes: str) -> dict[str, str]:
    """The form of that template's page as it comes, but for what is changed."""
    page = client.get(f"/make/{first(app)}").text
    key = re.search(r'<input[^>]*name="key"[^>]*value="([^"]+)"', page)
    assert key is not None
    return {**parts(app).templates[first(app)].defaults, "csrf_token": token(page), "key": key[1], **changes}


def paste(client: FlaskClient, app: Flask, text: str = "Mind the gap", **more: str) -> tuple[str, Any]:
    """Publish by the form; the code, and the answer with the fields that were sent."""
    headline = main_slot(parts(app).templates[first(app)]).name
    fields = filled_form(app, client, **{headline: text, **more})
    answer = client.post(f"/make/{first(app)}", data=fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rpartition("/")[2], (answer, fields)
