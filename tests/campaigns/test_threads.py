"""A campaign read in order: its numbered thread."""

import re
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from billboard.campaigns import threads
from billboard.models import Poster, Status
from tests.application import parts
from tests.campaigns.campaigning import campaign, enter, fill, poster, read


def test_a_thread_counts_in_the_order_of_publishing_and_says_page_n_of_m(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    codes = fill(app, threads.PAGE * 2 + 3)
    page = client.get("/c/biscuits/thread/3").text
    assert re.findall(r'data-bill="(\w+)"', page) == codes[threads.PAGE * 2 :]
    assert "Page 3 of 3" in page
    assert client.get("/c/biscuits/thread").headers["Location"].endswith("/c/biscuits/thread/3")
    for beyond in (0, 4, 10**20):
        assert client.get(f"/c/biscuits/thread/{beyond}").status_code == 404


def test_a_page_stays_what_it_is_but_for_a_neutral_place(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    codes = fill(app, threads.PAGE + 2)
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code == codes[3]).values(status=Status.HIDDEN))
    enter(app, "One more")
    page = client.get("/c/biscuits/thread/1").text
    assert re.findall(r'data-bill="(\w+)"', page) == codes[:3] + codes[4 : threads.PAGE]
    assert re.findall(r'<li id="no-(\d+)"', page) == [str(number) for number in range(1, threads.PAGE + 1)]
    assert page.count("has been taken down") == 1


def test_posters_that_come_at_once_get_numbers_without_gaps(app: Flask) -> None:
    campaign(app)
    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(lambda number: enter(app, f"Tin {number}"), range(12)))
    assert sorted(poster(app, code).number or 0 for code in codes) == list(range(1, 13))
    assert read(app).posted == 12
