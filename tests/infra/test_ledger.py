"""What is counted late: attempts and votes by day, through a ledger."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from billboard import numbers
from billboard.infra.db import Base
from billboard.infra.ledger import Ledger
from billboard.numbers import Event
from billboard.voting import voting
from billboard.voting.caps import Caps
from tests.application import NOW, main_slot, parts, publish, token
from tests.counting import TODAY, day, wrong
from tests.publishing import seal
from tests.servers.site import Sites

COUNTED = """
from billboard.models import Day
from billboard.web.site import current_site
with current_site().database.read() as session: print("previews:", sum(d.previews for d in session.query(Day)))

"""


def test_attempts_are_counted_and_nothing_of_them_is_kept(app: Flask) -> None:
    client, site = app.test_client(), parts(app)
    template = next(iter(site.templates.values()))
    secret = "Zanzibarbarous"
    fields = {**template.defaults, main_slot(template).name: secret, "seal": seal(client)}
    address = f"/make/{template.slug}"
    assert client.get(f"{address}/preview.jpg", query_string=fields).status_code == 200
    long = {**fields, main_slot(template).name: "x" * 999}
    assert client.get(f"{address}/preview.jpg", query_string=long).status_code == 422
    assert client.get("/make/every", query_string={"slogan": secret}).status_code == 200
    assert client.post(address, data={**fields, "csrf_token": "stale"}).status_code == 422
    good = {**fields, "csrf_token": token(client.get(address).text), main_slot(template).name: "Fresh paste"}
    assert client.post(address, data=good).status_code == 303
    seen = day(app)
    assert (seen.previews, seen.tries, seen.refused, seen.posters) == (3, 2, 2, 1)
    with site.database.read() as session:
        for table in Base.metadata.sorted_tables:
            assert secret not in str(session.execute(select(table)).all())


def test_a_vote_counts_for_its_day_until_it_is_taken_back(app: Flask) -> None:
    code, client = publish(app), app.test_client()
    for value, expected in (("1", 1), ("1", 1), ("0", 0), ("0", 0), ("1", 1)):
        client.post(f"/p/{code}/vote", data={"value": value})
        assert day(app).votes == expected
    assert wrong(app) == 0


def test_a_vote_taken_back_later_leaves_the_day_it_was_cast_on(app: Flask) -> None:
    code = publish(app)
    caps = Caps(9, 9)
    for wanted, moment, expected in ((True, NOW, 1), (False, NOW.replace(day=9), -1)):
        with parts(app).database.write() as session:
            result = voting.vote(session, code, "me", wanted=wanted, address="", caps=caps, now=moment)
        assert result.counted == (TODAY, expected)


def test_a_vote_that_waits_to_be_counted_is_not_counted_twice_by_a_recount(app: Flask) -> None:
    code = publish(app)
    for number in range(3):
        app.test_client().post(f"/p/{code}/vote", data={"value": 1}, environ_base={"REMOTE_ADDR": f"192.0.2.{number}"})
    app.test_cli_runner().invoke(args=["recount"], catch_exceptions=False)
    assert day(app).votes == 3


def test_counts_that_cannot_be_written_are_kept(lite: Flask) -> None:
    failing, written = [True], dict[str, int]()

    def write(_: object, counts: object) -> None:
        if failing[0]:
            raise OperationalError("", {}, Exception("locked"))
        assert isinstance(counts, dict)
        written.update(counts)

    book = Ledger[str](parts(lite).database, write)
    book.count("a", "b")
    book.flush()
    failing[0] = False
    book.count("a", by=2)
    book.close()
    assert written == {"a": 3, "b": 1}


def test_workers_that_count_the_same_day_add_up(app: Flask) -> None:
    site = parts(app)
    books = [Ledger(site.database, numbers.record) for _ in range(4)]

    def work(book: Ledger[tuple[int, Event]]) -> None:
        for _ in range(50):
            book.count((1, Event.PREVIEWS), (2, Event.TRIES))
            book.flush()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, books))
    assert (day(app, 1).previews, day(app, 2).tries) == (200, 200)
    for book in books:
        book.close()


def test_a_server_that_is_told_to_stop_writes_what_it_has_counted(live_server: Sites) -> None:
    site = live_server({"WEB_CONCURRENCY": "1"})
    with urllib.request.urlopen(site.url + "/make/every?slogan=biscuits", timeout=30) as answer:
        assert answer.status == 200
    site.stop()
    said = site.flask("shell", text=COUNTED)
    assert "previews: 1" in said
