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
from tests.accounts.proving import enter as enter_by_password
from tests.accounts.proving import set_up_app
from tests.application import NOW, knock, parts, publish, token
from tests.campaigns.campaigning import campaign, enter
from tests.views import furnishing
from tests.views.furnishing import NOWHERE, furnish, undone


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
        appearance.colours
        campaign.accent campaign.embed campaign.header campaign.latest campaign.page campaign.thread
        campaigns.colours campaigns.page
        cases.links
        claim.appeal claim.fresh claim.mine claim.page claim.picture claim.withdraw
        crawlers.block crawlers.favicon crawlers.index crawlers.manifest crawlers.pages crawlers.robots
        descendants.wall
        drawn.page
        duel.judge duel.next_pair duel.page
        embed.frame embed.oembed embed.qr embed.shape embed.small
        every.grid every.small
        feeds.campaign feeds.wall
        first_run.finish first_run.page first_run.passkey_options
        gallery.about gallery.front gallery.hot_formula gallery.imprint gallery.privacy gallery.rules gallery.wall
        gallery.who
        health.alive health.exposition health.ready
        join.accept join.page join.passkey_options
        looks.record
        maker.choose maker.driveby maker.edit maker.preview maker.publish maker.sample
        numbers.page
        objection.page objection.send
        poster.card poster.image poster.page poster.thumb
        preview_seal.give
        prints.pdf
        proof.challenge
        public_log.day public_log.day_as_json public_log.newest public_log.newest_as_json public_log.year
        receipt.page
        reporting.report
        renditions.facing renditions.in_format renditions.street
        roundup.ask roundup.asked roundup.confirm roundup.leave roundup.leaving roundup.page roundup.subscription
        sign_in.login sign_in.passkey sign_in.passkey_options
        stickers.art stickers.small
        studio_look.page studio_look.picture studio_look.preview
        studio_propose.begin studio_propose.delete studio_propose.go_on studio_propose.mine studio_propose.page
        studio_propose.picture
        takedown.form takedown.receipt takedown.send
        votes.cast votes.mine votes.page
    """,
    Who.CAMPAIGN: """
        call_desk.change_of_campaign call_desk.of_campaign call_desk.page call_desk.test_of_campaign
        cases.case cases.find
        me.confirm me.confirm_options me.confirm_passkey me.end me.end_others me.page me.password
        moderate.decide moderate.decide_many moderate.log moderate.look moderate.people moderate.picture moderate.queue
        moderate.undo
        second_factors.add_passkey second_factors.app second_factors.passkey_options second_factors.remove_app
        second_factors.remove_passkey second_factors.renew_codes
        sign_in.logout
        studio_boxes.page studio_boxes.save
        studio_draft.delete studio_draft.go_on studio_draft.picture studio_draft.screen studio_drafts.page
        studio_templates.ask studio_templates.bring_in studio_templates.first studio_templates.folder
        studio_templates.offer studio_templates.page studio_templates.put_back studio_templates.sample
        studio_templates.take_down studio_templates.template studio_templates.withdraw
        studio_new.begin studio_new.page studio_paint.page studio_paint.paint studio_picture.page studio_picture.replace
        studio_straighten.page studio_straighten.straighten
        studio_proposal.page studio_proposal.send studio_proposals.decline studio_proposals.page
        studio_share.page studio_share.turn
        studio_edit.begin
        studio_formats.page studio_formats.save studio_papers.page studio_papers.save
        studio_pictures.colouring studio_pictures.face studio_pictures.figures studio_pictures.preview
        studio_publish.page studio_publish.publish
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
        campaign_desk.all_of_them campaign_desk.appoint campaign_desk.ask_end campaign_desk.change
        campaign_desk.edit campaign_desk.new
        journal_desk.erase journal_desk.line journal_desk.page
        operate.desk
        operate_environment.page
        operate_offered.change_streets operate_offered.change_templates operate_offered.streets
        operate_offered.templates
        operate_diagnostics.back_up operate_diagnostics.download operate_diagnostics.page
        operate_diagnostics.send_letter
        operate_settings.change operate_settings.history operate_settings.overview operate_settings.page
        operate_statistics.page operate_statistics.table
        people.close people.invite people.page people.reopen people.reset people.role people.withdraw
    """,
    Who.HALF_WAY: "sign_in.second",
}
ROWS = {endpoint: who for who, listed in ROOMS.items() for endpoint in listed.split()}
# What a campaign's moderator is answered about another wall's is what they are answered about nothing.
ELSEWHERE = {
    "call_desk.change_of_campaign",
    "call_desk.of_campaign",
    "call_desk.test_of_campaign",
    "cases.case",
    "moderate.decide",
    "moderate.picture",
    "studio_boxes.page",
    "studio_boxes.save",
    "studio_draft.delete",
    "studio_draft.go_on",
    "studio_draft.picture",
    "studio_draft.screen",
    "studio_edit.begin",
    "studio_templates.ask",
    "studio_templates.first",
    "studio_templates.folder",
    "studio_templates.offer",
    "studio_templates.put_back",
    "studio_templates.sample",
    "studio_templates.take_down",
    "studio_templates.template",
    "studio_templates.withdraw",
    "studio_paint.page",
    "studio_paint.paint",
    "studio_picture.page",
    "studio_picture.replace",
    "studio_straighten.page",
    "studio_straighten.straighten",
    "studio_proposal.page",
    "studio_proposal.send",
    "studio_proposals.decline",
    "studio_share.page",
    "studio_share.turn",
    "studio_formats.page",
    "studio_formats.save",
    "studio_papers.page",
    "studio_papers.save",
    "studio_pictures.colouring",
    "studio_pictures.face",
    "studio_pictures.figures",
    "studio_pictures.preview",
    "studio_publish.page",
    "studio_publish.publish",
    "switch_desk.of_campaign",
    "switch_desk.turn_of_campaign",
    "votes_apart.rule",
    "watch_desk.edit",
    "watch_desk.remove",
    "word_desk.end_block",
}
# And everybody about somebody else's.
OWN = {"me.end", "second_factors.remove_passkey"}
# 403 to whoever may enter, and why. Nothing else answers it.
FORBIDDEN = {
    ("GET", "maker.preview"): "a picture of what nobody published is for the session whose seal is in its address",
    ("GET", "every.small"): "the same",
    ("GET", "studio_pictures.face"): "the same",
    ("GET", "studio_pictures.preview"): "the same",
    ("POST", "sign_in.passkey"): "no passkey came along",
    ("POST", "me.confirm_passkey"): "the same",
    ("POST", "second_factors.add_passkey"): "the same",
}
# 404 about what is there, and why.
ABSENT = {
    ("GET", "campaign.header"): "the campaign has no picture",
    ("GET", "gallery.imprint"): "operators have written none",
    ("GET", "gallery.who"): "the same",
    ("GET", "renditions.facing"): "the poster answers none",
    ("GET", "claim.fresh"): "this browser did not publish it",
    ("GET", "studio_look.preview"): "the draft has no board yet to write on",
    ("GET", "proof.challenge"): "no proof is asked for while nothing attacks",
    ("POST", "studio_edit.begin"): "the template was not made in the studio",
    ("POST", "ban_desk.let_stand"): "nobody has said anything against the block",
}
# What is not there is answered otherwise than by 404, and why.
UNSAID = {
    ("GET", "maker.preview"): "the seal is asked for first",
    ("GET", "every.small"): "the same",
    ("POST", "roundup.leave"): "whoever leaves twice has left",
    ("POST", "journal_desk.erase"): "without a reason it leads back to the line",
    ("GET", "takedown.receipt"): "it leads on to the receipt, which says it",
    ("POST", "people.withdraw"): "an invitation that was used meanwhile is told in a sentence",
}
# What forms hold beside their token, so that what they are about is looked for.
FIELDS = {
    "ban_desk.place": {"source": "maker", "hours": "1", "reason": "spam"},
    "campaign_desk.change": {"state": "frozen"},
    "moderate.decide": {"action": "approve", "seen": "{code}:1.0"},
    "people.role": {"role": "moderator"},
    "votes.cast": {"value": "1"},
    "reporting.report": {"reason": "hate"},
    "switch_desk.turn_of_campaign": {"switch": "voting_off", "seen": "0", "on": "1"},
    "votes_apart.rule": {"verdict": "release", "seen": "50"},
    "watch_desk.remove": {"seen": "1"},
}
# Of numbered things none, so that nothing is changed.
THERE: furnishing.Values = {
    **NOWHERE,
    **furnishing.PLAIN,
    "template": "home-front",
    "campaign": "biscuits",
    "year": 2026,
    "day": "2026-05-07",
}
OF_THEIRS = {each for each in ELSEWHERE if each.endswith("_campaign")}  # where what is there is their own campaign
LAST = {"sign_in.logout"}  # whoever goes there is somebody else afterwards
LATE = {"studio_draft.delete", "studio_propose.delete"}  # what the store has lost does not come back with the rows


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


def visits(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with each of its methods, what deletes pictures late and signing out at the very end."""
    pairs = [(rule, method) for rule in app.url_map.iter_rules() for method in sorted(rule.methods or ())]
    pairs = [(rule, method) for rule, method in pairs if method in ("GET", "POST")]
    order = ({**dict.fromkeys(LATE, 1), **dict.fromkeys(LAST, 2)}).get
    return sorted(pairs, key=lambda pair: (order(pair[0].endpoint, 0), pair[0].rule, pair[1]))


def turned_away(answer: TestResponse) -> bool:
    to_the_door = answer.status_code == 303 and answer.headers["Location"].startswith("/moderate/login")
    return to_the_door or (answer.status_code == 403 and "Ask one of them." in answer.text)


def test_every_route_has_a_row_and_every_row_a_route(lite: Flask) -> None:
    assert {rule.endpoint for rule in lite.url_map.iter_rules()} ^ ROWS.keys() == set()
    stated = {endpoint for _, endpoint in FORBIDDEN | ABSENT | UNSAID}
    assert (stated | ELSEWHERE | OWN | FIELDS.keys()) - ROWS.keys() == set()


@pytest.mark.parametrize("who", [Who.ANYBODY, Who.CAMPAIGN, Who.MODERATOR, Who.OPERATOR])
def test_everybody_enters_the_rooms_of_their_role_and_no_others(house: tuple[Flask, str], who: Who) -> None:
    app, code = house
    client, wrong = somebody(app, who), []
    seal = token(client.get("/moderate/login").text)
    for rule, method in visits(app):
        data = {"csrf_token": seal} if method == "POST" else None
        answer = client.open(furnishing.address(app, rule, {**THERE, "code": code}), method=method, data=data)
        may = ROWS[rule.endpoint] <= who
        if turned_away(answer) == (may and rule.endpoint not in LAST) or answer.status_code >= 500:
            wrong.append((method, rule.rule, answer.status_code, "may" if may else "may not"))
        answer.close()
    assert wrong == []


@pytest.fixture
def furnished(house: tuple[Flask, str]) -> tuple[Flask, furnishing.Values]:
    """The house with one of everything in it, and another campaign, that nobody who signs in looks after."""
    return house[0], furnish(house[0])


def answers(app: Flask, client: FlaskClient, rule: Rule, method: str, values: furnishing.Values) -> tuple[int, str]:
    """The status and where it leads; nothing is left of what was done."""
    with undone(app):
        fields = {name: text.format(**values) for name, text in FIELDS.get(rule.endpoint, {}).items()}
        form = fields | {"csrf_token": token(client.get("/moderate/login").text)} if method == "POST" else None
        path = furnishing.address(app, rule, values)
        answer = client.open(path, method=method, data=form, headers={"Sec-Fetch-Site": "same-origin"})
        answer.close()
    leads = answer.headers.get("Location", "").partition("?")[0]
    return answer.status_code, "ask one of them" if answer.status_code == 403 and turned_away(answer) else leads


@pytest.mark.parametrize("who", [Who.ANYBODY, Who.CAMPAIGN, Who.MODERATOR, Who.OPERATOR])
def test_the_door_tells_nobody_what_is_behind_it(furnished: tuple[Flask, furnishing.Values], who: Who) -> None:
    app, there = furnished
    client = somebody(app, who)
    closed = [each for each in visits(app) if ROWS[each[0].endpoint] > who]
    assert closed
    # Whoever is nobody yet is asked who they are.
    wanted = (303, "/moderate/login") if who is Who.ANYBODY else (403, "ask one of them")
    wrong = {}
    for rule, method in closed:
        found = {answers(app, client, rule, method, values) for values in (there, NOWHERE)}
        if found != {(303, "/moderate/login") if ROWS[rule.endpoint] is Who.HALF_WAY else wanted}:
            wrong[method, rule.rule] = found
    assert wrong == {}


@pytest.mark.parametrize("who", [Who.ANYBODY, Who.CAMPAIGN, Who.MODERATOR, Who.OPERATOR])
def test_what_is_there_is_found_and_what_is_not_is_said(furnished: tuple[Flask, furnishing.Values], who: Who) -> None:
    app, there = furnished
    client, wrong = somebody(app, who), {}
    for rule, method in visits(app):
        route = method, rule.endpoint
        public = ROWS[rule.endpoint] is Who.ANYBODY
        if ROWS[rule.endpoint] > who or rule.endpoint in LAST or (public and who is not Who.ANYBODY):
            continue
        found, lost = (answers(app, client, rule, method, values) for values in (there, NOWHERE))
        if {found[0], lost[0]} & {401, 403, 500} and not (route in FORBIDDEN and {found[0], lost[0]} <= {403, 404}):
            wrong[route] = found, lost
        if rule.arguments and route not in FORBIDDEN | ABSENT:
            hidden = rule.endpoint in OWN or (who is Who.CAMPAIGN and rule.endpoint in ELSEWHERE - OF_THEIRS)
            if hidden != (found == lost) and route not in UNSAID:
                wrong[route] = found, lost
            if lost[0] != 404 and route not in UNSAID and rule.endpoint not in OWN:
                wrong[route] = found, lost
    assert wrong == {}


def test_what_is_stated_of_a_route_is_so(furnished: tuple[Flask, furnishing.Values]) -> None:
    app, there = furnished
    client, answered = somebody(app, Who.OPERATOR), {}
    for rule, method in visits(app):
        if (method, rule.endpoint) in FORBIDDEN | ABSENT | UNSAID:
            both = [answers(app, client, rule, method, values)[0] for values in (there, NOWHERE)]
            answered[method, rule.endpoint] = both
    assert answered.keys() == FORBIDDEN.keys() | ABSENT.keys() | UNSAID.keys()
    assert {route for route in FORBIDDEN if answered[route][0] != 403} == set()
    assert {route for route in ABSENT if answered[route][0] != 404} == set()
    assert {route for route in UNSAID if answered[route][1] == 404} == set()


def test_a_campaigns_moderator_is_told_of_other_campaigns_what_is_told_of_none(
    furnished: tuple[Flask, furnishing.Values],
) -> None:
    app, there = furnished
    client = somebody(app, Who.CAMPAIGN)
    campaign(app, "tea")
    elsewhere = {**there, "campaign": "tea", "code": enter(app, slug="tea")}
    for rule, method in visits(app):
        if rule.endpoint in ELSEWHERE:
            found = [answers(app, client, rule, method, values) for values in (elsewhere, NOWHERE)]
            assert found[0] == found[1], rule.rule
            assert found[0][0] == 404, rule.rule


def test_who_is_half_way_in_is_led_to_the_second_factor_and_nowhere_else(
    furnished: tuple[Flask, furnishing.Values],
) -> None:
    app, there = furnished
    client = half_way(app)
    wrong = {}
    for rule, method in visits(app):
        if ROWS[rule.endpoint] is Who.ANYBODY:
            continue
        found = {answers(app, client, rule, method, values) for values in (there, NOWHERE)}
        if ROWS[rule.endpoint] is Who.HALF_WAY:
            assert found == {(200 if method == "GET" else 422, "")}
        elif found != {(303, "/moderate/login/code")}:
            wrong[method, rule.rule] = found
    assert wrong == {}


def half_way(app: Flask) -> FlaskClient:
    """A browser in which an operator’s password was right, and no more."""
    with parts(app).database.write() as session:
        password = people.create_moderator(session, "half", now=NOW, role=Role.OPERATOR)
    set_up_app(enter_by_password(app, "half", password))
    client = app.test_client()
    assert knock(client, "half", password).headers["Location"] == "/moderate/login/code"
    return client
