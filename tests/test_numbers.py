import random
import re
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select, text

from billboard import numbers
from billboard.infra.link_secrets import digest
from billboard.models import Claim, Poster, WordCount, WordForm
from billboard.moderation import claims
from billboard.numbers import Word
from billboard.posters import posters
from billboard.web.site import now
from tests.application import NOW, decide, parts, publish, sign_in
from tests.counting import TODAY, day, wrong
from tests.statements import asked_for


def words(app: Flask) -> list[tuple[str, int]]:
    with parts(app).database.read() as session:
        return [(word.form, word.posters) for word in numbers.words(session, 30)]


def test_words_are_counted_by_stem_and_shown_as_most_spell_them(app: Flask) -> None:
    for slogan in ("Fewer queues", "The queue is the message", "Queues! Queues! Queues!", "Mind the biscuit"):
        publish(app, slogan)
    assert words(app)[0] == ("queues", 3)
    assert ("biscuit", 1) in words(app)
    assert "the" not in dict(words(app))


def test_what_the_template_says_by_itself_is_not_counted(app: Flask) -> None:
    template = next(each for each in parts(app).templates.values() if len(each.slots) > 1)
    publish(app, "Biscuits", slug=template.slug)
    assert words(app) == [("biscuits", 1)]


def test_a_poster_that_is_taken_down_leaves_every_count_and_comes_back(app: Flask) -> None:
    moderator = sign_in(app)
    up, down = publish(app, "Mind the biscuits"), publish(app, "Mind the marmalade")
    decide(moderator, down, "hide", "spam")
    assert dict(words(app)) == {"biscuits": 1, "mind": 1}
    assert "armalade" not in app.test_client().get("/numbers").text
    assert day(app, TODAY).posters == 1
    decide(moderator, down, "restore")
    assert dict(words(app)) == {"biscuits": 1, "mind": 2, "marmalade": 1}
    assert day(app, TODAY).posters == 2
    assert up != down


def test_counts_stay_right_whatever_happens_in_whatever_order(app: Flask) -> None:
    chance, site, moderator = random.Random(7), parts(app), sign_in(app)
    codes = [publish(app, f"{word} for everybody {number}") for number, word in enumerate("tea bins buses tea".split())]
    with site.database.write() as session:
        for code in codes:
            session.add(Claim(poster_id=posters.find(session, code).id, digest=digest(code)))
    for _ in range(25):
        code, action = chance.choice(codes), chance.choice(["hide", "restore", "approve", "withdraw"])
        if action == "withdraw" and chance.random() < 0.3:
            claims.withdraw(site, code, now=NOW)
        elif action != "withdraw":
            decide(moderator, code, action, "spam" if action == "hide" else "")
        assert wrong(app) == 0


def test_publishing_at_once_counts_everybody(app: Flask) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: publish(app, f"Queues of biscuits and tea {number % 3}"), range(12)))
    assert dict(words(app)) == {"queues": 12, "biscuits": 12, "tea": 12}
    assert wrong(app) == 0


def test_recount_repairs_what_has_drifted(app: Flask) -> None:
    publish(app, "Mind the biscuits")
    with parts(app).database.write() as session:
        session.execute(text("UPDATE word_counts SET posters = 9"))
        session.execute(text("UPDATE days SET votes = 5, previews = 4"))
        session.execute(text("INSERT INTO template_counts (template, posters) VALUES ('nobody', 3)"))
    said = app.test_cli_runner().invoke(args=["recount"], catch_exceptions=False).output
    assert "4 of the public numbers were wrong" in said
    assert dict(words(app)) == {"biscuits": 1, "mind": 1}
    assert day(app, TODAY).previews == 4  # attempts left no trace to count again
    assert wrong(app) == 0


def test_posters_of_a_version_that_did_not_count_are_counted_when_it_is_brought_up_to_date(app: Flask) -> None:
    publish(app, "Mind the biscuits")
    with parts(app).database.write() as session:
        session.execute(text("UPDATE posters SET said = NULL"))
        for table in ("days", "template_counts", "word_counts", "word_forms"):
            session.execute(text(f"DELETE FROM {table}"))
    app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
    assert dict(words(app)) == {"biscuits": 1, "mind": 1}
    assert wrong(app) == 0


def test_the_page_draws_charts_that_say_what_they_are_and_tables_with_the_same_numbers(app: Flask) -> None:
    publish(app, "The fucking biscuits of Łódź & <script>", now=now())
    publish(app, "Biscuits", now=now())
    page = app.test_client().get("/numbers").text
    drawings = [ET.fromstring(each) for each in re.findall(r"<svg class=\"chart\".*?</svg>", page, re.DOTALL)]
    assert len(drawings) == 8
    for drawing in drawings:
        assert drawing.get("role") == "img"
        labels = {each.get("id") for each in drawing if each.tag in ("title", "desc")}
        assert labels == set(str(drawing.get("aria-labelledby")).split())
    assert len({each.get("aria-labelledby") for each in drawings}) == 8
    assert page.count("<details") == 8
    assert "style=" not in page
    assert "fuck" not in page
    assert "f*****g" in page
    assert "łódź" in page
    rows = re.findall(r'<th scope="row" dir="auto">(?:<a [^>]*>)?([^<]+)(?:</a>)?</th><td>(\d+)</td>', page)
    assert ("biscuits", "2") in rows


def test_an_empty_wall_has_numbers_too(app: Flask) -> None:
    page = app.test_client().get("/numbers")
    assert page.status_code == 200
    assert "None in the last 30 days" in page.text


def test_the_page_asks_four_times_however_many_posters_there_are(app: Flask) -> None:
    publish(app)
    asked = asked_for(app, "/numbers").statements
    assert len(asked) == 4
    assert not any("FROM posters" in each or "count(" in each for each in asked)


def test_a_words_row_goes_when_recounted_to_nothing(app: Flask) -> None:
    code = publish(app, "Mind the biscuits")
    decide(sign_in(app), code, "hide", "spam")
    wrong(app)
    with parts(app).database.read() as session:
        for table in (WordCount, WordForm):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        assert session.scalars(select(Poster.said)).one() == "biscuits mind"
        assert numbers.words(session, 9) == list[Word]()


def test_of_forms_that_are_used_as_often_the_first_by_the_alphabet_is_shown(app: Flask) -> None:
    for slogan in ("Votes", "Voted", "Vote"):
        publish(app, slogan)
    with parts(app).database.read() as session:
        assert [word.form for word in numbers.words(session, 1)] == ["vote"]


def test_a_word_written_from_the_right_keeps_its_figure_behind_it(app: Flask) -> None:
    publish(app, "مدينة")
    assert "\u2068مدينة\u2069 (1)" in app.test_client().get("/numbers").text
