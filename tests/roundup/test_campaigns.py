"""The round-ups of campaigns."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from billboard.infra.mail import RelayDown
from billboard.models import Action, Moderator, Poster, State, Subscription
from billboard.moderation import decisions
from billboard.moderation.acts import Ruling
from billboard.roundup import roundups, subscriptions
from tests.application import NOW, decide, parts, publish, sign_in, token
from tests.campaigns.campaigning import campaign, enter, set_state
from tests.html import Html
from tests.infra.letters import part
from tests.roundup.subscribing import (
    MANY,
    SITE,
    TOMORROW,
    addresses,
    link_in,
    run,
    sent_on_record,
    subscribe,
    told,
)
from tests.servers.smtp import Mailroom


@pytest.mark.usefixtures("clock")
def test_a_campaigns_page_leads_to_its_own_round_up(app: Flask, mailroom: Mailroom) -> None:
    campaign(app, title="Biscuits & <b>tea</b>")
    client = app.test_client()
    assert 'href="/roundup?campaign=biscuits"' in client.get("/c/biscuits").text
    page = client.get("/roundup?campaign=biscuits", base_url=SITE)
    (form,) = [attrs for tag, attrs in Html(page.text).elements if tag == "form" and attrs.get("method") == "post"]
    assert "Biscuits &amp; &lt;b&gt;tea" in page.text
    sent = {"csrf_token": token(page.text), "address": "ada@example.org"}
    answer = client.post(str(form["action"]), data=sent, headers={"Referer": f"{SITE}/roundup"}, base_url=SITE)
    assert answer.headers["Location"] == "/roundup/asked?campaign=biscuits"
    assert "/roundup?campaign=biscuits" in client.get(answer.headers["Location"]).text
    (letter,) = mailroom.letters
    assert letter["Subject"] == "Do you want the “Biscuits & <b>tea</b>” round-up?"
    assert "“Biscuits & <b>tea</b>” on" in part(letter, "plain")
    assert "“Biscuits &amp; &lt;b&gt;tea" in client.get(link_in(letter)).text
    enter(app)
    assert run(app).sent == 0
    client.post(link_in(letter))
    assert "/c/biscuits" in client.get(link_in(letter)).text
    assert run(app).sent == 1


def test_a_campaigns_letter_bears_its_title_and_colour_and_its_posters_alone(app: Flask, mailroom: Mailroom) -> None:
    campaign(app, title="Biscuits & tea", accent="#0a5c36")
    campaign(app, "cake")
    subscribe(app, "ada@example.org", wall="biscuits")
    codes = [enter(app, f"Hands off {turn}") for turn in range(3)]
    enter(app, "Let them", "cake")
    publish(app, "On no campaign's wall")
    decide(sign_in(app), codes.pop(), "hide", "spam")
    assert run(app).sent == 1
    (letter,) = mailroom.letters
    assert told(letter) == codes[::-1]
    assert letter["Subject"] == "“Hands off 1” and 1 more: Biscuits & tea, Thursday 7 May"
    assert letter["List-Id"] == "<biscuits.roundup.posters.example.org>"
    assert "BISCUITS & TEA" in part(letter, "plain")
    assert f"{SITE}/c/biscuits" in part(letter, "plain")
    html = part(letter, "html")
    assert "Biscuits &amp; tea" in html
    assert "#ff4a1c" not in html
    assert [attrs["bgcolor"] for _, attrs in Html(html).elements if "bgcolor" in attrs].count("#0a5c36") == 2


def test_an_address_on_several_walls_gets_each_once_and_leaves_each_by_itself(app: Flask, mailroom: Mailroom) -> None:
    for slug in ("biscuits", "cake"):
        campaign(app, slug, title=slug)
    for number, wall in enumerate(("", "biscuits", "cake")):
        subscribe(app, "ada@example.org", wall=wall, now=NOW + timedelta(minutes=number))
    biscuit, cake = enter(app), enter(app, "Let them", "cake")
    assert [run(app).sent, run(app).sent] == [3, 0]
    assert [told(letter) for letter in mailroom.letters] == [[cake, biscuit], [biscuit], [cake]]
    assert app.test_client().post(link_in(mailroom.letters[1])).status_code == 200
    enter(app, "Hands off again", now=TOMORROW)
    enter(app, "Let them again", "cake", now=TOMORROW)
    assert run(app, now=TOMORROW + timedelta(days=1)).sent == 2
    with parts(app).database.read() as session:
        assert sorted(session.scalars(select(Subscription.wall))) == ["", "cake"]


def test_a_poster_that_waited_counts_on_the_day_it_went_up(app: Flask, mailroom: Mailroom) -> None:
    campaign(app, moderation="pre")
    for number, wall in enumerate(("", "biscuits")):
        subscribe(app, "ada@example.org", wall=wall, now=NOW + timedelta(minutes=number))
    code = enter(app)
    assert run(app).sent == 0
    sign_in(app)
    with parts(app).database.read() as session:
        moderator = session.scalars(select(Moderator)).one()
    decisions.decide(parts(app), [code], Ruling(Action.APPROVE), moderator, scope=None, now=TOMORROW)
    assert run(app).sent == 0
    assert run(app, now=TOMORROW + timedelta(days=1)).sent == 2
    assert [told(letter) for letter in mailroom.letters] == [[code], [code]]


def test_a_frozen_campaign_tells_what_is_new(app: Flask, mailroom: Mailroom) -> None:
    campaign(app)
    subscribe(app, "ada@example.org", wall="biscuits")
    enter(app)
    set_state(app, State.FROZEN)
    assert run(app).sent == 1
    assert run(app, now=TOMORROW + timedelta(days=1)).sent == 0
    assert mailroom.recipients == ["ada@example.org"]


def test_the_last_letter_of_a_campaign_tells_who_won_and_comes_once(app: Flask, mailroom: Mailroom) -> None:
    campaign(app, title="Biscuits & tea")
    subscribe(app, "ada@example.org", wall="biscuits", now=NOW - timedelta(days=3))
    codes = [enter(app, f"Tin {number}", now=NOW - timedelta(days=2)) for number in range(4)]
    for code, votes in zip(codes, (1, 5, 5, 0), strict=True):
        with parts(app).database.write() as session:
            session.execute(update(Poster).where(Poster.code == code).values(votes=votes))
    set_state(app, State.ENDED)
    assert [run(app).sent, run(app).sent, run(app, now=TOMORROW + timedelta(days=1)).sent] == [1, 0, 0]
    (letter,) = mailroom.letters
    assert letter["Subject"] == "Biscuits & tea is over: “Tin 2” has won"
    assert told(letter) == [codes[2], codes[1], codes[0]]
    text, html = part(letter, "plain"), part(letter, "html")
    assert "AND THE WINNERS ARE" in text
    assert "It ended on 7 May, with 4 posters." in text
    assert re.findall(r"^(\d\w\w) ", text, re.M) == ["1st", "1st", "3rd"]
    assert "This was the last one" in text
    assert "This was the last one" in html
    assert html.count("1st place") == 2
    assert "Vote for it" not in html
    assert "went down best" not in text + html
    assert app.test_client().post(link_in(letter)).status_code == 200
    assert addresses(app) == []


def test_a_campaign_without_a_vote_says_goodbye_too(lite_app: Flask, mailroom: Mailroom) -> None:
    campaign(lite_app)
    subscribe(lite_app, "ada@example.org", wall="biscuits")
    enter(lite_app)
    set_state(lite_app, State.ENDED)
    assert run(lite_app).sent == 1
    assert mailroom.letters[0]["Subject"] == "Biscuits for all is over"
    assert "everybody has won a little" in part(mailroom.letters[0], "plain")


def test_addresses_of_a_campaign_that_is_over_are_deleted_in_time(app: Flask) -> None:
    campaign(app)
    campaign(app, "tea")
    subscribe(app, "ada@example.org", wall="biscuits")
    subscribe(app, "bea@example.org", wall="tea")
    set_state(app, State.ENDED)
    set_state(app, State.ENDED, "tea")
    set_state(app, State.RUNNING, "tea")
    for days, kept in ((29, 2), (31, 1)):
        with parts(app).database.write() as session:
            subscriptions.forget(session, now=NOW + timedelta(days=days))
        assert len(addresses(app)) == kept
    assert addresses(app) == ["bea@example.org"]


def test_an_ended_campaign_takes_no_more_addresses(lite_app: Flask) -> None:
    campaign(lite_app)
    client = lite_app.test_client()
    seal = token(client.get("/roundup?campaign=biscuits", base_url=SITE).text)
    set_state(lite_app, State.ENDED)
    assert "/roundup?campaign" not in client.get("/c/biscuits").text
    assert 'name="address"' not in client.get("/roundup?campaign=biscuits").text
    form = {"csrf_token": seal, "address": "ada@example.org"}
    asked = client.post("/roundup?campaign=biscuits", data=form, headers={"Referer": f"{SITE}/roundup"}, base_url=SITE)
    assert asked.status_code == 409
    assert "is over" in asked.text
    assert addresses(lite_app) == []


def test_there_is_no_round_up_of_a_campaign_that_there_is_not(lite_app: Flask) -> None:
    client = lite_app.test_client()
    for slug in ("nonsense", "%00", "a" * 5000, "'"):
        assert client.get(f"/roundup?campaign={slug}").status_code == 404
        assert client.post(f"/roundup?campaign={slug}").status_code == 404
        assert client.get(f"/roundup/asked?campaign={slug}").status_code == 404


def test_a_relay_that_hangs_up_on_one_wall_is_counted_on_the_next(lite_app: Flask, mailroom: Mailroom) -> None:
    campaign(lite_app)
    subscribe(lite_app, *MANY[:2])
    subscribe(lite_app, *MANY[2:], wall="biscuits")
    enter(lite_app)
    mailroom.answers = [""] * 5
    with pytest.raises(RelayDown):
        run(lite_app)
    assert sent_on_record(lite_app) == roundups.DEAD_LINES
    mailroom.answers.clear()
    assert run(lite_app).sent == 2
    assert mailroom.recipients == MANY[3:]


def test_a_campaign_without_a_relay_offers_its_feed(lite: Flask) -> None:
    campaign(lite)
    assert "/roundup" not in lite.test_client().get("/c/biscuits").text
    page = lite.test_client().get("/roundup?campaign=biscuits").text
    assert 'name="address"' not in page
    assert "/c/biscuits/feed.atom" in page
