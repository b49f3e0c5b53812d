"""Who may enter where: every route of the site, by role. A new route needs its row here."""

from enum import IntEnum

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from billboard.accounts import people
from billboard.campaigns import campaigns
from billboard.models import Role
from tests.application import NOW, knock, parts, publish, token
from tests.campaigns.campaigning import campaign


class Who(IntEnum):
    """Each enters wherever those before it do."""

    ANYBODY = 0
    CAMPAIGN = 1  # whoever is signed in; what they find there is their own campaigns'
    MODERATOR = 2
    OPERATOR = 3
    HALF_WAY = 4  # whose password was right and whose second factor is awaited, and nobody else


ROOMS: dict[Who, str] = {
    Who.ANYBODY: """
        static
        campaign.accent campaign.embed campaign.header campaign.latest campaign.page campaign.thread
        campaigns.colours campaigns.page
        cases.links
        claim.appeal claim.fresh claim.mine claim.page claim.picture claim.withdraw
        crawlers.block crawlers.favicon crawlers.index crawlers.manifest crawlers.pages crawlers.robots
        descendants.wall
        duel.judge duel.next_pair duel.page
        embed.frame embed.oembed embed.qr embed.shape embed.small
        every.grid every.small
        feeds.campaign feeds.wall
        gallery.about gallery.front gallery.hot_formula gallery.privacy gallery.rules gallery.wall
        health.alive health.exposition health.ready
        join.accept join.page join.passkey_options
        maker.choose maker.driveby maker.edit maker.preview maker.publish maker.sample
        newcomers_seen.record
        numbers.page
        objection.page objection.send
        poster.card poster.cast poster.image poster.page poster.report poster.thumb poster.vote poster.votes
        preview_seal.give
        prints.pdf
        proof.challenge
        public_log.day public_log.day_as_json public_log.newest public_log.newest_as_json public_log.year
        receipt.page
        renditions.facing renditions.in_format renditions.street
        roundup.ask roundup.asked roundup.confirm roundup.leave roundup.leaving roundup.page roundup.subscription
        sign_in.login sign_in.passkey sign_in.passkey_options
        stickers.art stickers.small
        takedown.form takedown.receipt takedown.send
    """,
    Who.CAMPAIGN: """
        call_desk.change_of_campaign call_desk.of_campaign call_desk.page call_desk.test_of_campaign
        cases.case cases.find
        me.confirm me.confirm_options me.confirm_passkey me.end me.end_others me.page me.password
        moderate.decide moderate.decide_many moderate.log moderate.look moderate.picture moderate.queue moderate.undo
        second_factors.add_passkey second_factors.app second_factors.passkey_options second_factors.remove_app
        second_factors.remove_passkey second_factors.renew_codes
        sign_in.logout
        switch_desk.of_campaign switch_desk.page switch_desk.turn switch_desk.turn_of_campaign
        votes_apart.page votes_apart.rule
        watch_desk.edit watch_desk.lists watch_desk.new watch_desk.remove
        word_desk.end_block word_desk.hidden_words
    """,
    Who.MODERATOR: """
        ban_desk.bans ban_desk.choose ban_desk.end ban_desk.let_stand ban_desk.place
    """,
    Who.OPERATOR: """
        call_desk.change call_desk.test
        campaign_desk.all_of_them campaign_desk.appoint campaign_desk.change campaign_desk.edit campaign_desk.new
        journal_desk.erase journal_desk.line journal_desk.page
        people.close people.invite people.page people.reopen people.reset people.role people.withdraw
    """,
    Who.HALF_WAY: "sign_in.second",
}
ROWS = {endpoint: who for who, listed in ROOMS.items() for endpoint in listed.split()}
# A campaign's moderator finds none of these about a poster that is not in it.
OUT_OF_SIGHT = {"cases.case", "moderate.decide", "moderate.picture"}
LAST = {"sign_in.logout"}  # whoever goes there is somebody else afterwards


@pytest.fixture
def house(lite: Flask) -> tuple[Flask, str]:
    """With an operator, a campaign and a poster that is in none."""
    campaign(lite)
    return lite, publish(lite)


def somebody(app: Flask, who: Who) -> FlaskClient:
    client = app.test_client()
    if who is Who.ANYBODY:
        return client
    role = {Who.CAMPAIGN: Role.CAMPAIGN, Who.MODERATOR: Role.MODERATOR, Who.OPERATOR: Role.OPERATOR}[who]
    with parts(app).database.write() as session:
        password = people.create_moderator(session, who.name, now=NOW, role=role)
        if role is Role.CAMPAIGN:
            people.appoint(session, who.name, campaigns.find(session, "biscuits").id, now=NOW)
    assert knock(client, who.name, password).status_code == 303
    return client


def address(app: Flask, rule: Rule, code: str) -> str:
    """One that is there for what has a name; of numbered things none, so that nothing is changed."""
    given = {
        "code": code,
        "slug": "biscuits" if "/c/" in rule.rule or "campaigns" in rule.rule else next(iter(parts(app).templates)),
        "secret": "a" * 32,
        "number": 10**9,
        "page": 1,
        "width": 400,
        "year": 2026,
        "day": "2026-05-07",
        "kind": "remixes",
        "form": "vote",
        "size": "small",
        "filename": "css/base.css",
    }
    values = {name: given[name] for name in rule.arguments}
    with app.test_request_context():
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        return app.url_map.bind("localhost").build(rule.endpoint, values, method)


def visits(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with each of its methods, signing out at the very end."""
    pairs = [(rule, method) for rule in app.url_map.iter_rules() for method in sorted(rule.methods or ())]
    pairs = [(rule, method) for rule, method in pairs if method in ("GET", "POST")]
    return sorted(pairs, key=lambda pair: (pair[0].endpoint in LAST, pair[0].rule, pair[1]))


def turned_away(answer: TestResponse) -> bool:
    to_the_door = answer.status_code == 303 and answer.headers["Location"].startswith("/moderate/login")
    return to_the_door or (answer.status_code == 403 and "Ask one of them." in answer.text)


def test_every_route_has_a_row_and_every_row_a_route(lite: Flask) -> None:
    assert {rule.endpoint for rule in lite.url_map.iter_rules()} ^ ROWS.keys() == set()


@pytest.mark.parametrize("who", [Who.ANYBODY, Who.CAMPAIGN, Who.MODERATOR, Who.OPERATOR])
def test_everybody_enters_the_rooms_of_their_role_and_no_others(house: tuple[Flask, str], who: Who) -> None:
    app, code = house
    client, wrong = somebody(app, who), []
    seal = token(client.get("/moderate/login").text)
    for rule, method in visits(app):
        data = {"csrf_token": seal} if method == "POST" else None
        answer = client.open(address(app, rule, code), method=method, data=data)
        may = ROWS[rule.endpoint] <= who
        if turned_away(answer) == (may and rule.endpoint not in LAST) or answer.status_code >= 500:
            wrong.append((method, rule.rule, answer.status_code, "may" if may else "may not"))
        answer.close()
    assert wrong == []


def test_a_campaigns_moderator_finds_nothing_of_other_walls(house: tuple[Flask, str]) -> None:
    app, code = house
    found = {}
    for who in (Who.CAMPAIGN, Who.MODERATOR):
        client = somebody(app, who)
        seal = token(client.get("/moderate/login").text)
        for rule, method in visits(app):
            if rule.endpoint in OUT_OF_SIGHT:
                form = {"csrf_token": seal, "action": "approve"} if method == "POST" else None
                found[who, rule.endpoint] = client.open(address(app, rule, code), method=method, data=form).status_code
    assert {found[Who.CAMPAIGN, each] for each in OUT_OF_SIGHT} == {404}
    assert not {found[Who.MODERATOR, each] for each in OUT_OF_SIGHT} & {403, 404}
