"""The log for everybody: what was done, and neither names nor the words that were hidden."""

import re
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import text

from billboard.journal import journal, reading
from billboard.journal.journal import Act
from billboard.models import Kind
from billboard.moderation.reasons import REASONS
from tests.application import NOW, decide, parts, publish, sign_in
from tests.campaigns.campaigning import campaign
from tests.html import Html
from tests.moderation.reporting import report
from tests.settings.changing import change
from tests.statements import asked_for

WORDS = "Quite unspeakable words"


def write(app: Flask, *acts: Act, rule: str = "", now: datetime = NOW) -> None:
    with parts(app).database.write() as session:
        for act in acts:
            journal.record(session, act, rule=rule, now=now)


def test_a_day_says_what_was_done_under_which_rule_and_by_whom_without_names_and_words(app: Flask) -> None:
    code, client, public = publish(app, WORDS), sign_in(app, "ada-lovelace"), app.test_client()
    report(app, code, "hate", note="It says unspeakable words")
    decide(client, code, "hide", "hate")
    write(app, Act(Kind.COVER, "cover", code), rule="reports", now=datetime.now(UTC))
    change(app, "publish_limit", "7 per minute")
    campaign(app)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    front, page = public.get("/log"), public.get(f"/log/{today}")
    told = page.text + front.text + public.get(f"/log/{today}.json").text + public.get(f"/log/{today[:4]}").text
    assert "Hidden" in page.text
    assert f'href="/p/{code}"' in page.text
    assert 'href="/about/rules#hate"' in page.text
    assert "a moderator" in page.text
    assert 'href="/about/rules#covered">a rule' in page.text
    assert public.get(f"/log/{NOW:%Y-%m-%d}").text.count("an operator") == 2
    for secret in ("ada-", "lovelace", "unspeakable", "7 per minute"):
        assert secret not in told.lower()


def test_a_campaigns_own_moderator_is_called_so(lite: Flask) -> None:
    act = Act(Kind.DECISION, "hide", "b4nana", wall="biscuits", reason="spam", details={"site_wide": False})
    sign_in(lite)
    with parts(lite).database.write() as session:
        journal.record(session, act, by=1, now=NOW)
    assert "by the campaign’s moderator" in lite.test_client().get("/log/2026-05-07").text


def test_the_page_of_a_hidden_poster_leads_to_its_line(app: Flask) -> None:
    code, client = publish(app, WORDS), sign_in(app)
    decide(client, code, "hide", "hate")
    gone = app.test_client().get(f"/p/{code}").text
    found = re.search(r'href="(/log/[^"#]+)#(line-\d+)">the log', gone)
    assert found
    assert f'id="{found[2]}"' in app.test_client().get(found[1].replace("&amp;", "&")).text


def test_days_are_paged_and_the_same_work_however_much_is_written(lite: Flask) -> None:
    acts = [Act(Kind.HOLD, "hold", f"c{number}") for number in range(reading.LINES + 5)]
    write(lite, *acts[:3], rule="watched")
    client = lite.test_client()

    def work(path: str) -> int:
        return len(asked_for(lite, path).statements)

    few = [work(path) for path in ("/log", "/log/2026-05-07", "/log/2026")]
    write(lite, *acts[3:], rule="watched")
    for back in range(1, reading.DAYS + 5):
        write(lite, acts[0], rule="watched", now=NOW - timedelta(days=back))
    assert [work(path) for path in ("/log", "/log/2026-05-07", "/log/2026")] == few
    first = client.get("/log/2026-05-07").text
    rest = re.search(r'rel="next" href="([^"]+)"', first)
    assert rest
    assert first.count('id="line-') == reading.LINES
    assert client.get(rest[1]).text.count('id="line-') == 5
    earlier = re.search(r'rel="next" href="([^"]+)"', client.get("/log").text)
    assert earlier
    assert "5 lines" not in client.get(earlier[1]).text
    assert client.get(earlier[1]).text.count('<li class="sheet">') == 5


def test_lines_about_people_are_on_no_public_page(lite: Flask) -> None:
    for kind in reading.PRIVATE:
        write(lite, Act(kind, "something", "ada"))
    client = lite.test_client()
    assert client.get("/log/2026-05-07").status_code == 404
    assert client.get("/log/2026").status_code == 404
    assert "ada" not in client.get("/log.json").text
    assert client.get("/log.json").json["head"]["number"] == len(reading.PRIVATE)  # type: ignore[index]


def test_the_year_counts_reports_waits_and_appeals_that_were_won(app: Flask) -> None:
    moment = datetime.now(UTC)
    client, codes = sign_in(app), [publish(app, now=moment - timedelta(days=1)) for _ in range(3)]
    for code in codes:
        report(app, code, "libel", now=moment - timedelta(minutes=40))
        decide(client, code, "hide", "libel")
    with parts(app).database.write() as session:
        for decision in (1, 2):
            made = {"made": moment.replace(tzinfo=None), "poster": decision, "decision": decision}
            session.execute(
                text("INSERT INTO appeals (poster_id, hidden_by, text, made) VALUES (:poster, :decision, 'No', :made)"),
                made,
            )
    decide(client, codes[0], "restore")
    decide(client, codes[1], "uphold")
    page = " ".join(Html(app.test_client().get(f"/log/{moment.year}").text).words.split())
    assert "Half of all reported posters had their decision within 4" in page
    assert "Of 2 appeals, 1 ended with the poster back on the wall" in page
    assert re.search(r"Reports\s*3\s*Decisions\s*5\s*Appeals that were won\s*50", page)


def test_the_end_of_the_chain_is_published(lite: Flask) -> None:
    write(lite, Act(Kind.SWITCH, "on", "read_only"))
    client = lite.test_client()
    head = client.get("/log.json").json["head"]  # type: ignore[index]
    assert head["hash"] in client.get("/log").text
    assert lite.test_cli_runner().invoke(args=["log", "verify", "--head", f"1:{head['hash']}"]).exit_code == 0


def test_addresses_that_are_no_day_are_not_there(lite: Flask) -> None:
    client = lite.test_client()
    for path in ("/log/2026-02-30", "/log/yesterday", "/log/1", "/log/999999999999", "/log/2026-05-07.json"):
        assert client.get(path).status_code == 404, path
    assert client.get("/log?before=never").status_code == 404
    assert client.get("/log/2026-05-07?after=-1").status_code == 400
    assert "Nothing yet" in client.get("/log").text


def test_every_reason_has_its_place_on_the_rules_page(lite: Flask) -> None:
    page = lite.test_client().get("/about/rules").text
    assert [reason for reason in REASONS if f'id="{reason}"' not in page] == []


def test_sitemaps_name_the_log_and_its_years(lite: Flask) -> None:
    write(lite, Act(Kind.SWITCH, "on", "read_only"))
    pages = lite.test_client().get("/sitemap-pages.xml").text
    assert "http://localhost/log<" in pages
    assert "http://localhost/log/2026<" in pages
    assert "http://localhost/log/2026-" not in pages
