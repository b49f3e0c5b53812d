"""What waits for moderators, in its order."""

from flask import Flask

from tests.application import decide, publish, sign_in
from tests.moderation.reporting import codes, report


def test_what_is_said_comes_before_how_often_it_is_said(app: Flask) -> None:
    mild, threat, many = (publish(app, text) for text in ("Mild words", "Harsh words", "Many words"))
    report(app, mild)
    report(app, threat, "threat")
    for number in range(5):
        report(app, many, "other", f"reporter{number}")
    assert codes(app) == [threat, many, mild]


def test_a_moderator_sees_the_picture_of_a_hidden_poster_and_nobody_else_does(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app)
    decide(client, code, "hide", "hate")
    assert client.get(f"/moderate/p/{code}/picture.jpg").mimetype == "image/jpeg"
    assert app.test_client().get(f"/moderate/p/{code}/picture.jpg").status_code == 303
