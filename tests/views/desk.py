"""The desk in tests: who looks after one campaign alone."""

from flask import Flask
from flask.testing import FlaskClient

from billboard.accounts import people
from billboard.core.errors import NotFound
from tests.application import NOW, parts, token
from tests.campaigns.campaigning import campaign, read


def own_moderator(app: Flask, slug: str = "biscuits") -> FlaskClient:
    """Signed in, with that campaign alone; it is made where there is none yet."""
    try:
        home = read(app, slug)
    except NotFound:
        home = campaign(app, slug)
    with parts(app).database.write() as session:
        password = people.appoint(session, "keeper", home.id, now=NOW)
    client = app.test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": "keeper", "password": password}
    assert client.post("/moderate/login", data=form).status_code == 303
    return client
