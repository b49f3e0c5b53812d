"""Statistics for operators: what is counted by the hour and by the day, as pictures, tables and files."""

import csv
import io
import re

from flask import Flask
from sqlalchemy import update

from billboard.core.days import hour_of
from billboard.infra.jobs import JobName
from billboard.models import Hour, TemplateCount
from billboard.operators.jobs import JOBS
from billboard.web.site import now
from tests.application import decide, parts, publish, sign_in, token
from tests.publishing import paste
from tests.statements import asked_for

PAGE = "/operate/statistics"


def this_hour(app: Flask) -> Hour:
    parts(app).hourly_counts.flush()
    with parts(app).database.read() as session:
        found = session.get(Hour, hour_of(now()))
    assert found
    return found


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_what_happens_is_counted_in_its_hour(app: Flask) -> None:
    client = app.test_client()
    code, _ = paste(client, app)
    publish(app, "Another", now=now())
    client.post(f"/p/{code}/vote", data={"value": "1"}, headers={"Origin": "http://localhost"})
    client.post(f"/p/{code}/vote", data={"value": "0"}, headers={"Origin": "http://localhost"})
    form = {"csrf_token": token(client.get(f"/p/{code}/report").text), "reason": "spam"}
    assert client.post(f"/p/{code}/report", data=form).status_code == 200
    hour = this_hour(app)
    assert (hour.tries, hour.posters, hour.votes, hour.reports) == (1, 2, 1, 1)
    decide(sign_in(app), code, "hide", "spam")
    assert this_hour(app).posters == 1


def test_the_page_shows_it_as_pictures_with_tables(app: Flask) -> None:
    publish(app, now=now())
    ada = sign_in(app, "ada")
    page = ada.get(PAGE).text
    for name in ("Attempts", "Posters", "Votes", "Reports"):
        assert page.count(f"<h3>{name}</h3>") == 2
    assert page.count("<svg") == page.count('role="img"') == page.count("The same as a table") == 9
    assert "1 in the last 48 hours, by hour, UTC; the most, 1, at " in page


def test_the_page_asks_as_much_of_the_database_however_much_happened(app: Flask) -> None:
    ada = sign_in(app, "ada")
    publish(app, now=now())
    few = asked_for(app, PAGE, ada).statements
    for number in range(4):
        publish(app, f"Number {number}", now=now())
    many = asked_for(app, PAGE, ada).statements
    for said in (few, many):
        assert len([each for each in said if re.search(r"FROM (hours|days|template_counts)\b", each)]) == 3
        assert not [each for each in said if re.search(r"FROM (posters|votes|reports)\b", each)]


def test_files_hold_all_of_it_and_no_formula(lite: Flask) -> None:
    publish(lite, now=now())
    ada = sign_in(lite, "ada")
    with parts(lite).database.write() as session:
        session.execute(update(TemplateCount).values(template="=cmd|' /C calc'!A1"))
    head, *days = rows(ada.get(f"{PAGE}/days.csv").text)
    assert head == ["day_utc", "previews", "tries", "refused", "posters", "votes", "reports"]
    assert days[-1] == [f"{now():%Y-%m-%d}", "0", "0", "0", "1", "0", "0"]
    assert rows(ada.get(f"{PAGE}/hours.csv").text)[1][0] == f"{now():%Y-%m-%d %H:00}"
    answer = ada.get(f"{PAGE}/templates.csv")
    assert rows(answer.text)[1][0] == "'=cmd|' /C calc'!A1"
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == (
        "text/csv",
        "attachment; filename=templates.csv",
    )
    assert ada.get(f"{PAGE}/people.csv").status_code == 404


def test_hours_are_forgotten_after_two_months(lite: Flask) -> None:
    with parts(lite).database.write() as session:
        session.add_all([Hour(hour=hour_of(now()) - 24 * 61), Hour(hour=hour_of(now()) - 24 * 59)])
    list(JOBS[JobName.EXPIRE].work(parts(lite), now()))
    with parts(lite).database.read() as session:
        assert session.query(Hour).count() == 1
