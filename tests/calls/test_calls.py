"""Moderators are called when something cannot wait: once for each thing, and ever more seldom on a busy night."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from flask import Flask
from sqlalchemy import func, select
from standardwebhooks import Webhook

from billboard import visitors
from billboard.accounts import people
from billboard.calls import alerts, calls
from billboard.campaigns import campaigns
from billboard.infra import webhook
from billboard.models import (
    UNADDRESSED,
    UNTOLD,
    Alarm,
    Alert,
    Call,
    Report,
    Role,
    Telling,
)
from billboard.settings import changes
from tests.application import NOW, MakeApp, knock, parts, publish, sign_in, token
from tests.calls.calling import ADA, BO, appeal, called, run
from tests.campaigns.campaigning import campaign
from tests.moderation.blocking import hide
from tests.moderation.reporting import report
from tests.servers.smtp import Mailroom
from tests.servers.webhooks import Receiver
from tests.statements import statements

MIDNIGHT = datetime(2026, 5, 8, tzinfo=UTC)
BEFORE, AFTER = MIDNIGHT - timedelta(minutes=5), MIDNIGHT + timedelta(minutes=2)


@pytest.fixture
def app(make_app: MakeApp, database_url: str, mailroom: Mailroom, receiver: Receiver) -> Flask:
    return called(make_app, mailroom, receiver, database_url=database_url)


@pytest.fixture
def lite_app(make_app: MakeApp, mailroom: Mailroom, receiver: Receiver) -> Flask:
    return called(make_app, mailroom, receiver)


def kinds(app: Flask) -> list[Alarm]:
    with parts(app).database.read() as session:
        return list(session.scalars(select(Alert.kind).order_by(Alert.id)))


def test_a_grave_report_calls_everybody_named_at_once_and_a_light_one_nobody(
    app: Flask, mailroom: Mailroom, receiver: Receiver
) -> None:
    report(app, publish(app), "spam", address="192.0.2.1")
    run(app)
    assert (mailroom.letters, receiver.taken) == ([], [])
    code = publish(app, "Down with the ducks")
    report(app, code, "threat", address="192.0.2.2")
    run(app)
    assert sorted(mailroom.recipients) == [ADA, BO]
    letter = mailroom.letters[0]
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert code in letter["Subject"]
    assert f"https://wall.example.org/moderate/case/{code}" in plain.get_content()
    [(headers, body)] = receiver.taken
    assert headers["webhook-signature"].startswith("v1,")
    assert [each["kind"] for each in json.loads(body)["data"]["alerts"]] == ["grave"]
    assert "ducks" not in body.decode() + letter.as_string()


def test_looking_for_what_to_call_about_weighs_no_case_again(app: Flask) -> None:
    """That is done each minute by a job of its own; here only what is grave is looked at, all of it together."""
    run(app)
    asked = list[int]()
    for number in (0, *range(1, 8)):
        report(app, publish(app, f"Down with duck {number}"), "threat", f"person {number}", address="192.0.2.1")
        if number in (0, 7):
            with statements(app) as said:
                run(app)
            assert [each for each in said if each.startswith("UPDATE posters")] == []
            asked.append(len([each for each in said if "FROM reports" in each or "FROM posters" in each]))
    assert asked[0] == asked[1]


def test_the_same_thing_is_told_once(app: Flask, mailroom: Mailroom) -> None:
    code = publish(app)
    for number in range(3):
        report(app, code, "threat", f"person {number}", address=f"192.0.{number}.1")
        run(app)
    assert len(mailroom.letters) == 2


def test_a_case_that_nobody_looked_at_for_half_an_hour_is_told_of_again(app: Flask) -> None:
    report(app, publish(app), "private", address="192.0.2.1")
    run(app)
    run(app, NOW + timedelta(minutes=29))
    assert kinds(app) == [Alarm.GRAVE]
    run(app, NOW + timedelta(minutes=31))
    assert kinds(app) == [Alarm.GRAVE, Alarm.CLOCK]


def test_what_four_networks_say_of_ten_posters_each_calls_nobody(app: Flask) -> None:
    targets = [publish(app, f"Innocent {number}") for number in range(10)]
    for network in range(4):
        for code in targets:
            report(app, code, "threat", f"{network} {code}", address=f"198.51.{network}.{len(code)}")
    run(app)
    assert Alarm.GRAVE not in kinds(app)
    run(app, NOW + timedelta(minutes=31))  # but somebody looks in the end
    assert kinds(app).count(Alarm.CLOCK) == 10


def test_hidden_words_that_come_again_and_appeals_call(app: Flask) -> None:
    code = publish(app, "Smash the teapots")
    hide(app, code)
    publish(app, "SMASH the teap0ts")
    publish(app, "smash  the  teapots")
    appeal(app, code)
    run(app)
    assert kinds(app) == [Alarm.RETURN, Alarm.APPEAL]
    with parts(app).database.read() as session:
        assert session.scalar(select(Alert.number).where(Alert.kind == Alarm.RETURN)) == 2


def test_hidden_words_that_go_on_waiting_call_nobody_again_and_those_that_come_another_day_do(app: Flask) -> None:
    hide(app, publish(app, "Smash the teapots"))
    publish(app, "SMASH the teap0ts")
    for days in (0, 1, 2, 9, 20):
        moment = NOW + timedelta(days=days)
        run(app, moment)
        with parts(app).database.write() as session:
            calls.forget(session, moment)
    assert kinds(app) == [Alarm.RETURN]
    publish(app, "smash  the  teapots", now=NOW + timedelta(days=21))
    run(app, NOW + timedelta(days=21))
    assert kinds(app) == [Alarm.RETURN] * 2


def test_many_reports_of_one_network_are_no_spike(lite_app: Flask) -> None:
    codes = [publish(lite_app, f"Slogan {number}") for number in range(4)]
    for number in range(40):
        report(lite_app, codes[number % 4], "spam", f"person {number}", address="192.0.2.7")
    run(lite_app)
    assert kinds(lite_app) == []
    for number in range(28):
        report(lite_app, codes[0], "spam", f"somebody {number}", address=f"198.51.{number}.1")
    run(lite_app)
    assert kinds(lite_app) == []  # 29 networks
    report(lite_app, codes[0], "spam", "one more", address="203.0.113.9")
    run(lite_app)
    assert kinds(lite_app) == [Alarm.SPIKE]
    with parts(lite_app).database.read() as session:
        assert session.scalar(select(Alert.number)) == 30


def test_many_reports_at_once_call_once_an_hour(lite_app: Flask) -> None:
    codes = [publish(lite_app, f"Slogan {number}") for number in range(6)]
    for number in range(30):
        report(lite_app, codes[number % 6], "spam", f"person {number}", address=f"192.0.{number}.1")
    for minutes in (0, 1, 5):
        run(lite_app, NOW + timedelta(minutes=minutes))
    assert kinds(lite_app) == [Alarm.SPIKE]


def by_shades(app: Flask, more: int = 1) -> Iterator[str]:
    """Addresses of networks, each of another shade and then `more` of each."""
    found = defaultdict[int | None, list[str]](list)
    with parts(app).database.write() as session:
        for number in range(256 * 256):
            address = f"10.{number // 256}.{number % 256}.1"
            mates = found[visitors.steps_today(session, address, BEFORE).shade]
            mates.append(address)
            if len(found) == visitors.SHADES and min(map(len, found.values())) >= more:
                break
    return iter([mates[turn] for turn in range(more) for mates in found.values()])


def pour(app: Flask, codes: list[str], addresses: Iterable[str], now: datetime) -> None:
    for number, address in enumerate(addresses):
        name = f"{now:%H%M} {address}"
        report(app, codes[number % len(codes)], "spam", name, address=address, now=now)


@pytest.mark.parametrize("posters", [1, 3])
def test_a_spike_that_lies_across_midnight_calls_as_well(app: Flask, posters: int) -> None:
    codes, addresses = [publish(app, f"Slogan {number}") for number in range(posters)], by_shades(app)
    pour(app, codes, islice(addresses, 20), BEFORE)
    run(app, BEFORE)
    pour(app, codes, islice(addresses, 9), AFTER)
    run(app, AFTER)
    assert kinds(app) == []  # 29 networks
    pour(app, codes, islice(addresses, 11), AFTER)
    run(app, AFTER)
    assert kinds(app) == [Alarm.SPIKE]
    with parts(app).database.read() as session:
        assert session.scalar(select(func.count(Report.network))) == 20  # of those before it none is known any more
        assert session.scalar(select(Alert.number)) == 40


def test_no_network_is_a_second_one_of_a_spike_by_waiting_for_midnight(app: Flask) -> None:
    codes, addresses = [publish(app, f"Slogan {number}") for number in range(3)], list(by_shades(app, 2))
    pour(app, codes, addresses[:20], BEFORE)
    pour(app, codes, addresses[:20], AFTER)
    run(app, AFTER)
    assert kinds(app) == []
    mates = addresses[visitors.SHADES :][
        :9
    ]  # of the first ones' shades: they may be the same, and nine of today are not
    pour(app, codes, mates, AFTER)
    run(app, AFTER)
    assert kinds(app) == []  # 29 of today


def test_what_came_before_the_spell_is_no_part_of_it_after_midnight_either(app: Flask) -> None:
    codes, addresses = [publish(app)], by_shades(app)
    pour(app, codes, islice(addresses, 20), BEFORE)
    pour(app, codes, islice(addresses, 20), AFTER + timedelta(minutes=4))
    run(app, AFTER + timedelta(minutes=4))
    assert kinds(app) == []


def test_a_night_is_no_hundred_letters_and_nothing_of_it_is_left_out(lite_app: Flask, receiver: Receiver) -> None:
    codes = []
    for minute in range(0, 600, 5):
        codes.append(publish(lite_app, f"Threat number {minute}"))
        moment = NOW + timedelta(minutes=minute)
        report(lite_app, codes[-1], "threat", f"person {minute}", address=f"10.{minute % 250}.1.1", now=moment)
        run(lite_app, moment)
    run(lite_app, NOW + timedelta(minutes=700))
    bodies = [json.loads(body)["data"] for _, body in receiver.taken]
    assert 8 <= len(bodies) <= 20
    assert bodies[0]["total"] == 1
    with parts(lite_app).database.read() as session:
        assert session.scalars(select(Telling.id).where(UNTOLD)).all() == []
        assert session.scalars(select(Alert.id).where(UNADDRESSED)).all() == []


def test_the_pause_grows_to_an_hour_and_a_quiet_spell_ends_it() -> None:
    assert [calls.pause(number) for number in range(8)] == [
        timedelta(minutes=minutes) for minutes in (0, 5, 10, 20, 40, 60, 60, 60)
    ]


def test_who_could_not_be_reached_is_tried_again_and_nobody_else(
    app: Flask, mailroom: Mailroom, receiver: Receiver
) -> None:
    receiver.answers = [503]
    mailroom.refusals = {BO: "451 later"}
    report(app, publish(app), "threat", address="192.0.2.1")
    assert "1 messages sent, 2 to be tried again" in run(app)
    mailroom.refusals = {}
    run(app, NOW + timedelta(seconds=30))
    assert (mailroom.recipients, len(receiver.taken)) == ([ADA], 1)
    run(app, NOW + timedelta(minutes=1))
    assert (mailroom.recipients, len(receiver.taken)) == ([ADA, BO], 2)
    assert receiver.taken[0][0]["webhook-id"] == receiver.taken[1][0]["webhook-id"]
    run(app, NOW + timedelta(minutes=10))
    assert (len(mailroom.letters), len(receiver.taken)) == (2, 2)


def test_who_can_never_be_reached_is_given_up(lite_app: Flask, receiver: Receiver) -> None:
    receiver.answers = [500] * 20
    report(lite_app, publish(lite_app), "threat", address="192.0.2.1")
    for minutes in range(0, 600, 5):
        run(lite_app, NOW + timedelta(minutes=minutes))
    with parts(lite_app).database.read() as session:
        first = session.scalars(select(Call).order_by(Call.id)).first()
        assert first is not None
        assert (first.failed, first.left, first.tries) == (True, [], len(calls.BACKOFF) + 1)


def test_of_two_runners_at_once_one_calls(app: Flask, mailroom: Mailroom) -> None:
    report(app, publish(app), "threat", address="192.0.2.1")
    with parts(app).database.write() as session:
        alerts.find(session, NOW, spike=30)
        assert len(calls.make(session, {"": [ADA]}, NOW)) == 1
    with parts(app).database.write() as session:
        assert calls.claim(session, NOW) is not None
    run(app)
    assert mailroom.letters == []


def test_a_campaigns_posters_call_whom_the_campaign_has_named(app: Flask, mailroom: Mailroom) -> None:
    campaign(app)
    with parts(app).database.write() as session:
        changes.change(session, "notify_emails", "own@example.org", wall="biscuits", seen=0, by=None, now=NOW)
    parts(app).live_settings._looked = 0.0
    report(app, publish(app, campaign="biscuits"), "threat", address="192.0.2.1")
    run(app)
    assert mailroom.recipients == ["own@example.org"]


def test_who_is_named_for_many_walls_is_called_as_seldom_as_for_one(
    lite_app: Flask, mailroom: Mailroom, receiver: Receiver
) -> None:
    slugs = [f"wall-{number}" for number in range(5)]
    for slug in slugs:
        campaign(lite_app, slug, title=f"About {slug}")
    for number, slug in enumerate(["", *slugs]):
        report(lite_app, publish(lite_app, f"Threat {number}", campaign=slug), "threat", address=f"192.0.{number}.1")
    run(lite_app)
    assert sorted(mailroom.recipients) == [ADA, BO]
    plain = mailroom.letters[0].get_body(("plain",))
    assert plain is not None
    assert all(f"About {slug}" in plain.get_content() for slug in slugs)
    [(_, body)] = receiver.taken
    data = json.loads(body)["data"]
    assert (data["total"], data["campaigns"]) == (6, slugs)
    for minute, slug in enumerate(slugs, start=1):  # a busy hour on all of them
        moment = NOW + timedelta(minutes=10 * minute)
        code = publish(lite_app, f"And {slug}", campaign=slug, now=moment)
        report(lite_app, code, "threat", slug, address=f"198.51.{minute}.1", now=moment)
        run(lite_app, moment)
    assert mailroom.recipients.count(ADA) <= 4


def test_one_who_looks_after_a_campaign_names_whom_to_write_to_for_it_alone(
    lite_app: Flask, mailroom: Mailroom, receiver: Receiver
) -> None:
    for slug in ("biscuits", "buns"):
        campaign(lite_app, slug)
    sign_in(lite_app)
    with parts(lite_app).database.write() as session:
        password = people.create_moderator(session, "cy", now=NOW, role=Role.CAMPAIGN)
        people.appoint(session, "cy", campaigns.find(session, "biscuits").id, now=NOW)
    client = lite_app.test_client()
    assert knock(client, "cy", password).status_code == 303
    assert client.get("/moderate/calls").location == "/moderate/calls/c/biscuits"
    assert client.get("/moderate/calls/c/buns").status_code == 404
    page = client.get("/moderate/calls/c/biscuits").text
    assert ADA not in page  # whom the whole site calls is not theirs to know
    assert "whsec_" not in page
    form = {"csrf_token": token(page), "notify_emails": "own@example.org", "notify_webhook": "https://example.org/x"}
    assert client.post("/moderate/calls/c/biscuits", data=form).status_code == 303
    parts(lite_app).live_settings._looked = 0.0
    settings = parts(lite_app).settings_on("biscuits")
    assert (settings.notify_emails, settings.notify_webhook) == (("own@example.org",), receiver.url)
    assert parts(lite_app).settings.notify_emails == (ADA, BO)
    assert client.post("/moderate/calls/c/biscuits/test", data=form).status_code == 303
    again = client.post("/moderate/calls/c/biscuits/test", data=form, follow_redirects=True)
    assert "A test was sent a minute ago" in again.text
    with parts(lite_app).database.read() as session:
        made = session.scalars(select(Call)).one().made
    run(lite_app, made)
    assert mailroom.recipients == ["own@example.org"]
    assert "Nothing has happened" in client.get("/moderate/calls/c/biscuits").text
    seen = re.search(r'name="notify_emails_seen" value="(\d+)"', client.get("/moderate/calls/c/biscuits").text)
    assert seen is not None
    back = form | {"shared": "notify_emails", "notify_emails_seen": seen.group(1)}
    assert client.post("/moderate/calls/c/biscuits", data=back).status_code == 303
    parts(lite_app).live_settings._looked = 0.0
    assert parts(lite_app).settings_on("biscuits").notify_emails == (ADA, BO)


def test_nobody_names_more_people_than_twenty(lite_app: Flask) -> None:
    client = sign_in(lite_app)
    form = {"csrf_token": token(client.get("/moderate/calls").text), "notify_webhook": ""}
    many = "\n".join(f"person{number}@example.org" for number in range(21))
    refused = client.post("/moderate/calls", data=form | {"notify_emails": many})
    assert (refused.status_code, "Whom to write to: 20 at most." in refused.text) == (422, True)
    assert "person20@example.org" in refused.text
    assert client.post("/moderate/calls", data=form | {"notify_emails": many.rpartition("\n")[0]}).status_code == 303


def test_a_campaigns_own_webhook_has_a_secret_that_signs_for_no_other_wall(lite_app: Flask, receiver: Receiver) -> None:
    campaign(lite_app)
    client = sign_in(lite_app)
    own = f"{receiver.url}/own"
    page = client.get("/moderate/calls/c/biscuits").text
    form = {"csrf_token": token(page), "notify_emails": "", "notify_webhook": own}
    assert client.post("/moderate/calls/c/biscuits", data=form).status_code == 303
    parts(lite_app).live_settings._looked = 0.0
    [secret] = re.findall(r"whsec_[\w+/=]+", client.get("/moderate/calls/c/biscuits").text)
    assert secret not in client.get("/moderate/calls").text
    key = parts(lite_app).secret_keys[0]
    assert secret != webhook.secret_of(own, key)
    report(lite_app, publish(lite_app, campaign="biscuits"), "threat", address="192.0.2.1")
    run(lite_app)
    [(headers, body)] = receiver.taken
    assert headers["webhook-signature"] == Webhook(secret).sign(
        headers["webhook-id"], datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC), body.decode()
    )


def test_a_webhook_that_a_campaign_shares_with_the_site_is_signed_with_the_secret_that_both_pages_show(
    lite_app: Flask, receiver: Receiver
) -> None:
    campaign(lite_app)
    client = sign_in(lite_app)
    for address in ("/moderate/calls", "/moderate/calls/c/biscuits"):
        form = {"csrf_token": token(client.get(address).text), "notify_emails": "", "notify_webhook": receiver.url}
        assert client.post(address, data=form).status_code == 303
        parts(lite_app).live_settings._looked = 0.0
    shown = {
        secret
        for address in ("/moderate/calls", "/moderate/calls/c/biscuits")
        for secret in re.findall(r"whsec_[\w+/=]+", client.get(address).text)
    }
    report(lite_app, publish(lite_app, campaign="biscuits"), "threat", address="192.0.2.1")
    run(lite_app)
    [(headers, body)] = receiver.taken
    [secret] = shown
    assert headers["webhook-signature"] == Webhook(secret).sign(
        headers["webhook-id"], datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC), body.decode()
    )


def test_an_operator_names_whom_to_call_and_sends_a_test(lite_app: Flask, mailroom: Mailroom) -> None:
    client = sign_in(lite_app)
    page = client.get("/moderate/calls").text
    assert ADA in page
    form = {"csrf_token": token(page), "notify_emails": "new@example.org\n", "notify_webhook": "http://example.org"}
    refused = client.post("/moderate/calls", data=form)
    assert refused.status_code == 422
    assert "new@example.org" in refused.text
    assert "https://" in refused.text
    assert client.post("/moderate/calls", data=form | {"notify_webhook": ""}).status_code == 303
    parts(lite_app).live_settings._looked = 0.0
    assert client.post("/moderate/calls/test", data=form).status_code == 303
    with parts(lite_app).database.read() as session:
        made = session.scalars(select(Call)).one().made
    run(lite_app, made)
    assert mailroom.recipients == ["new@example.org"]
    assert "Nothing has happened" in client.get("/moderate/calls").text


def test_without_an_address_of_the_site_nobody_is_called(make_app: MakeApp, mailroom: Mailroom) -> None:
    app = make_app(smtp_url=mailroom.url, mail_from="wall@example.org", notify_emails=(ADA,))
    report(app, publish(app), "threat", address="192.0.2.1")
    run(app)
    assert mailroom.letters == []
    assert kinds(app) == [Alarm.GRAVE]
