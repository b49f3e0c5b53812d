"""The daily round-up: who is on the list and how they left it, what a letter tells, and that nobody gets two."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from billboard import letters, moderation, roundups, subscriptions
from billboard.mail import RelayDown
from billboard.models import Action, Delivery, Moderator, State, Subscription
from tests.app.conftest import NOW, MakeApp, decide, parts, publish, sign_in, token
from tests.app.test_campaigns import campaign, enter, set_state
from tests.app.test_hostile import HOSTILE
from tests.app.test_mail import part
from tests.servers.smtp import Mailroom

SITE = "https://posters.example.org"
LINK = re.compile(rf"{SITE}(/roundup/[a-z2-7]{{32}}\S*)")
TOMORROW = NOW + timedelta(days=1)
UNLIMITED = "10000 per minute"


@pytest.fixture
def app(make_app: MakeApp, database_url: str, mailroom: Mailroom) -> Flask:
    """A site that sends letters, on SQLite and on PostgreSQL in turn."""
    return posting(make_app, mailroom, database_url=database_url)


@pytest.fixture
def lite_app(make_app: MakeApp, mailroom: Mailroom) -> Flask:
    """The same on SQLite alone, for what no database can change."""
    return posting(make_app, mailroom)


def posting(make_app: MakeApp, mailroom: Mailroom, **more: str) -> Flask:
    given = {"smtp_url": mailroom.url, "mail_from": "post@posters.example.org", "site_url": SITE}
    return make_app(**{**given, "subscribe_limit": UNLIMITED, **more})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets what time the pages and the command think it is."""

    def turn(to: datetime) -> None:
        for module in ("billboard.views.roundup", "billboard.cli"):
            monkeypatch.setattr(f"{module}.now", lambda: to)

    turn(NOW)
    return turn


Clock = Callable[[datetime], None]


def ask(client: FlaskClient, address: str = "ada@example.org") -> int:
    form = {"csrf_token": token(client.get("/roundup").text), "address": address}
    return client.post("/roundup", data=form, headers={"Referer": f"{SITE}/roundup"}, base_url=SITE).status_code


class Html(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def link_in(letter: EmailMessage) -> str:
    found = LINK.search(part(letter, "plain"))
    assert found
    return found[1]


def subscribe(app: Flask, *addresses: str, wall: str = "", now: datetime = NOW) -> list[str]:
    """Put addresses on the list without a letter; their links' secrets."""
    secrets = []
    for address in addresses:
        with parts(app).database.write() as session:
            asked = subscriptions.ask(session, address, wall=wall, now=now)
            assert asked
            subscriptions.confirm(session, asked.secret, now=now)
        secrets.append(asked.secret)
    return secrets


def run(app: Flask, *, now: datetime = TOMORROW) -> roundups.Run:
    site = parts(app)
    assert site.settings.relay
    with app.app_context():
        return roundups.send(site.database, site.settings.relay, letters.roundup, now=now)


def addresses(app: Flask) -> list[str]:
    with parts(app).database.read() as session:
        return list(session.scalars(select(Subscription.address).order_by(Subscription.id)))


def sent_on_record(app: Flask) -> int:
    with parts(app).database.read() as session:
        return len(session.scalars(select(Delivery.day)).all())


# Asking and confirming


@pytest.mark.usefixtures("clock")
def test_nobody_is_on_the_list_before_the_button_is_pressed(app: Flask, mailroom: Mailroom) -> None:
    client = app.test_client(use_cookies=True)
    page = client.get("/roundup", base_url=SITE)
    assert page.headers["Cache-Control"] == "private, no-store"
    form = {"csrf_token": token(page.text), "address": "Ada@Example.ORG"}
    answer = client.post("/roundup", data=form, headers={"Referer": f"{SITE}/roundup"}, base_url=SITE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/roundup/asked")
    assert mailroom.recipients == ["Ada@example.org"]
    publish(app)
    link = link_in(mailroom.letters[0])
    scanner = app.test_client()
    for _ in range(3):
        assert "Yes, send it" in scanner.get(link).text
    assert run(app).sent == 0
    assert client.post(link).status_code == 303
    assert "on the list" in client.get(link).text
    assert run(app).sent == 1


@pytest.mark.usefixtures("clock")
def test_only_hashes_of_secrets_are_kept(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, "bea@example.org")
    publish(app)
    run(app)
    secret = link_in(mailroom.letters[0]).split("/")[2]
    with parts(app).database.read() as session:
        kept = [*session.scalars(select(Subscription.digest)), *session.scalars(select(Delivery.digest))]
    assert all(re.fullmatch(r"[0-9a-f]{64}", each) for each in kept)
    assert secret not in kept


def test_what_is_no_address_is_refused_and_kept_in_the_form(make_app: MakeApp, mailroom: Mailroom) -> None:
    app = posting(make_app, mailroom)
    client = app.test_client()
    seal = token(client.get("/roundup", base_url=SITE).text)
    for address in ("nonsense", "", "a@b@example.org", "x" * 400 + "@example.org", "ada@localhost", *HOSTILE):
        typed = address.encode("utf-8", "replace").decode()
        answer = client.post(
            "/roundup",
            data={"csrf_token": seal, "address": typed},
            headers={"Referer": f"{SITE}/roundup"},
            base_url=SITE,
        )
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text
        fields = [attrs for tag, attrs in Html(answer.text).elements if attrs.get("name") == "address"]
        assert [attrs["value"] for attrs in fields] == [typed.replace("\x00", "")]
    assert addresses(app) == []
    assert not mailroom.raw


def test_a_stale_seal_costs_no_typed_address(lite_app: Flask) -> None:
    answer = lite_app.test_client().post("/roundup", data={"csrf_token": "stale", "address": "ada@example.org"})
    assert answer.status_code == 422
    assert 'value="ada@example.org"' in answer.text


def test_no_address_is_flooded_with_letters_whoever_asks(app: Flask) -> None:
    def asked(minutes: int, address: str = "ada@example.org", wall: str = "") -> bool:
        with parts(app).database.write() as session:
            moment = NOW + timedelta(minutes=minutes)
            return subscriptions.ask(session, address, wall=wall, now=moment) is not None

    assert [asked(0), asked(1), asked(9)] == [True, False, False]
    assert asked(12, "ADA@example.org")
    assert asked(13, wall="another")
    assert not any(asked(minutes) for minutes in range(30, 48 * 60, 60))
    assert not asked(30, wall="a-third")
    assert asked(30, "bea@example.org")
    assert asked(5 * 24 * 60)


def test_nobody_learns_who_is_on_the_list(app: Flask, clock: Clock, mailroom: Mailroom) -> None:
    client = app.test_client()
    subscribe(app, "ada@example.org", now=NOW - timedelta(days=9))

    def answer(address: str) -> tuple[int, str | None]:
        form = {"csrf_token": token(client.get("/roundup", base_url=SITE).text), "address": address}
        got = client.post("/roundup", data=form, headers={"Referer": f"{SITE}/roundup"}, base_url=SITE)
        return got.status_code, got.headers.get("Location")

    assert answer("ada@example.org") == answer("bea@example.org") == answer("bea@example.org")
    assert [letter["To"] for letter in mailroom.letters] == ["ada@example.org", "bea@example.org"]
    known = mailroom.letters[0]
    assert "already" in known["Subject"]
    assert client.post(link_in(known) + "/leave").status_code == 200
    assert addresses(app) == ["bea@example.org"]


def test_an_address_that_never_answered_is_forgotten(app: Flask, clock: Clock, mailroom: Mailroom) -> None:
    client = app.test_client()
    with parts(app).database.write() as session:
        asked = subscriptions.ask(session, "ada@example.org", now=NOW)
    assert asked
    subscribe(app, "bea@example.org")
    clock(NOW + timedelta(hours=49))
    assert client.get(f"/roundup/{asked.secret}").status_code == 404
    assert client.post(f"/roundup/{asked.secret}").status_code == 404
    said = app.test_cli_runner().invoke(args=["send-roundup"], catch_exceptions=False).output
    assert said.startswith("1 unanswered")
    assert addresses(app) == ["bea@example.org"]


@pytest.mark.usefixtures("clock")
def test_a_relay_that_is_down_keeps_nothing_but_what_was_typed(lite_app: Flask, mailroom: Mailroom) -> None:
    mailroom.answers = ["451 busy"]
    client = lite_app.test_client()
    form = {"csrf_token": token(client.get("/roundup", base_url=SITE).text), "address": "ada@example.org"}
    answer = client.post("/roundup", data=form, headers={"Referer": f"{SITE}/roundup"}, base_url=SITE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
    assert 'value="ada@example.org"' in answer.text
    assert addresses(lite_app) == []


def test_one_network_asks_only_so_often(make_app: MakeApp, mailroom: Mailroom) -> None:
    app = posting(make_app, mailroom, subscribe_limit="2 per hour")
    client = app.test_client()
    seal = token(client.get("/roundup", base_url=SITE).text)
    statuses = [
        client.post(
            "/roundup",
            data={"csrf_token": seal, "address": f"{name}@example.org"},
            headers={"Referer": f"{SITE}/roundup"},
            base_url=SITE,
        ).status_code
        for name in ("ada", "bea", "cem")
    ]
    assert statuses == [303, 303, 429]


def test_without_a_relay_nothing_is_offered(lite: Flask) -> None:
    client = lite.test_client()
    for page in ("/", "/gallery"):
        assert "/roundup" not in client.get(page).text
    page = client.get("/roundup").text
    assert 'name="address"' not in page
    assert "/feed.atom" in page
    assert client.post("/roundup", data={"address": "ada@example.org"}).status_code == 404
    said = lite.test_cli_runner().invoke(args=["send-roundup"], catch_exceptions=False)
    assert "SMTP_URL is not set" in said.output
    assert said.exit_code == 0


def test_with_a_relay_pages_lead_to_it(lite_app: Flask) -> None:
    for page in ("/", "/gallery", "/about/privacy"):
        assert "/roundup" in lite_app.test_client().get(page).text


# Leaving


@pytest.mark.usefixtures("clock")
def test_a_mailbox_leaves_in_one_click_by_rfc_8058(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, "ada@example.org")
    publish(app)
    run(app)
    (letter,) = mailroom.letters
    (address,) = re.findall(r"<([^<>]+)>", letter["List-Unsubscribe"])
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith("https://")
    mailbox = app.test_client(use_cookies=False)
    path = address.removeprefix(SITE)
    body = {"List-Unsubscribe": "One-Click"}
    answer = mailbox.post(path, data=body, base_url=SITE)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert addresses(app) == []
    assert sent_on_record(app) == 0
    assert mailbox.post(path, data=body, content_type="multipart/form-data").status_code == 200
    assert mailbox.get(path).status_code == 404


@pytest.mark.usefixtures("clock")
def test_following_the_link_takes_nobody_off_the_list(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, "ada@example.org")
    publish(lite_app)
    run(lite_app)
    link = link_in(mailroom.letters[0])
    client = lite_app.test_client()
    assert "Take me off the list" in client.get(link).text
    assert addresses(lite_app) == ["ada@example.org"]
    assert client.post(link).status_code == 200
    assert addresses(lite_app) == []


def test_an_old_letters_link_still_works(lite_app: Flask, mailroom: Mailroom, clock: Clock) -> None:
    subscribe(lite_app, "ada@example.org")
    for days in range(3):
        publish(lite_app, f"Day {days}", now=NOW + timedelta(days=days))
        run(lite_app, now=NOW + timedelta(days=days + 1))
    assert len({link_in(letter) for letter in mailroom.letters}) == 3
    clock(NOW + timedelta(days=300))
    assert lite_app.test_client().post(link_in(mailroom.letters[0])).status_code == 200
    assert addresses(lite_app) == []


def test_a_link_that_nobody_was_sent_opens_nothing(app: Flask) -> None:
    subscribe(app, "ada@example.org")
    client = app.test_client()
    for secret in ("a" * 32, "nonsense", "a" * 5000, "%00" * 8, "é" * 32, "' OR 1=1 --"):
        assert client.get(f"/roundup/{secret}").status_code == 404
        assert client.get(f"/roundup/{secret}/leave").status_code == 404
        assert client.post(f"/roundup/{secret}").status_code == 404
        assert client.post(f"/roundup/{secret}/leave").status_code == 200
    assert addresses(app) == ["ada@example.org"]


@pytest.mark.usefixtures("clock")
def test_pages_behind_secrets_are_kept_by_nobody(lite_app: Flask) -> None:
    (secret,) = subscribe(lite_app, "ada@example.org")
    for path in (f"/roundup/{secret}", f"/roundup/{secret}/leave"):
        answer = lite_app.test_client().get(path)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "ada@example.org" not in answer.text


# The letter


def test_the_letter_tells_the_best_of_the_day_before_in_both_parts(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, "ada@example.org")
    publish(app, "The day before that", now=NOW - timedelta(days=1))
    codes = [publish(app, f"Number {turn} <b> & “co”", now=NOW + timedelta(minutes=turn)) for turn in range(9)]
    publish(app, "The day after", now=TOMORROW)
    app.test_client().post(f"/p/{codes[0]}/vote", data={"value": "1"})
    assert run(app).sent == 1
    (letter,) = mailroom.letters
    assert letter["Subject"].startswith("“Number 0 <b> & “co”")
    assert letter["Subject"].endswith("and 6 more: the wall on Thursday 7 May")
    assert letter["List-Id"] == "<roundup.posters.example.org>"
    text, html = part(letter, "plain"), Html(part(letter, "html"))
    told = [codes[0], *codes[:2:-1]]
    assert re.findall(rf"{SITE}/p/(\w+)", text) == told
    assert "9 posters went up" in text
    assert "Number 0 <b> & “co”" in text
    assert "The day" not in text
    pictures = [attrs for tag, attrs in html.elements if tag == "img"]
    assert [picture["src"] for picture in pictures] == [f"{SITE}/p/{code}/thumb.jpg" for code in told]
    assert all("<b> & “co”" in str(picture["alt"]) for picture in pictures)
    for tag, attrs in html.elements:
        assert tag not in ("script", "link", "form", "iframe", "b")
        target = attrs.get("href") or attrs.get("src") or SITE
        assert target.startswith((SITE, "mailto:")), target
    assert link_in(letter).endswith("/leave")
    assert f'href="{SITE}{link_in(letter)}"' in part(letter, "html")


def test_no_slogan_adds_a_header_or_an_element(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, "ada@example.org")
    publish(lite_app, "</title><script>alert(1)</script>\nBcc: eve@example.org")
    run(lite_app)
    (letter,) = mailroom.letters
    assert mailroom.recipients == ["ada@example.org"]
    assert "Bcc" not in letter
    assert not [tag for tag, _ in Html(part(letter, "html")).elements if tag == "script"]


def test_a_hidden_poster_is_in_no_letter(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, "ada@example.org")
    stays, goes = publish(app, "Stays up"), publish(app, "Comes down")
    decide(sign_in(app), goes, "hide", "spam")
    run(app)
    assert re.findall(rf"{SITE}/p/(\w+)", part(mailroom.letters[0], "plain")) == [stays]


def test_a_quiet_day_sends_nothing(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, "ada@example.org")
    publish(lite_app, now=NOW - timedelta(days=2))
    assert run(lite_app).sent == 0
    assert sent_on_record(lite_app) == 0
    assert not mailroom.raw


# Sending


MANY = [f"reader-{number}@example.org" for number in range(5)]


def test_nobody_gets_two_however_often_it_is_run(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, *MANY)
    publish(app)
    assert [run(app).sent, run(app).sent, run(app, now=TOMORROW + timedelta(hours=9)).sent] == [5, 0, 0]
    assert mailroom.recipients == MANY
    publish(app, "Another day", now=TOMORROW)
    assert run(app, now=TOMORROW + timedelta(days=1)).sent == 5


def test_two_runs_at_once_share_the_letters(app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(app, *MANY)
    publish(app)
    with parts(app).database.read() as session:
        both_see = roundups.due(session, roundups.day_before(TOMORROW), after=0)
    assert len(both_see) == 5
    assert run(app).sent == 5
    monkeypatch.setattr(roundups, "due", lambda *_, after, **__: [each for each in both_see if each > after])
    assert run(app).sent == 0
    assert mailroom.recipients == MANY


def test_a_crash_costs_one_letter_and_the_next_run_goes_on(
    app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(app, *MANY)
    publish(app)
    whole = letters.roundup

    def crash(edition: roundups.Edition, address: str, secret: str) -> EmailMessage:
        if address == MANY[2]:
            raise KeyboardInterrupt
        return whole(edition, address, secret)

    monkeypatch.setattr(letters, "roundup", crash)
    with pytest.raises(KeyboardInterrupt):
        run(app)
    monkeypatch.setattr(letters, "roundup", whole)
    assert run(app).sent == 2
    assert mailroom.recipients == [*MANY[:2], *MANY[3:]]


def test_what_the_relay_surely_has_not_taken_is_tried_again(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    mailroom.refusals[MANY[1]] = "450 come back later"
    mailroom.answers = ["451 busy"]
    assert run(lite_app) == roundups.Run(sent=3, put_off=2)
    mailroom.refusals.clear()
    assert run(lite_app) == roundups.Run(sent=2)
    assert sorted(mailroom.recipients) == MANY


def test_what_it_may_have_taken_is_not(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    mailroom.answers = [""]  # hangs up within the first letter
    assert run(lite_app) == roundups.Run(sent=4, lost=1)
    assert run(lite_app).sent == 0
    assert mailroom.recipients == MANY[1:]


def test_a_relay_that_always_hangs_up_is_left_in_peace(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    mailroom.answers = [""] * 5
    with pytest.raises(RelayDown):
        run(lite_app)
    assert sent_on_record(lite_app) == roundups.DEAD_LINES
    mailroom.answers.clear()
    assert run(lite_app).sent == 2


def test_a_mailbox_that_is_none_is_taken_off_after_three_days(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, *MANY[:2])
    mailroom.refusals[MANY[0]] = "550 no such mailbox"
    for days in range(3):
        assert MANY[0] in addresses(app)
        publish(app, f"Day {days}", now=NOW + timedelta(days=days))
        assert run(app, now=NOW + timedelta(days=days + 1)) == roundups.Run(sent=1, lost=1)
    assert addresses(app) == [MANY[1]]


def test_one_letter_taken_makes_up_for_refusals(lite_app: Flask, mailroom: Mailroom) -> None:
    subscribe(lite_app, MANY[0])
    for days, refused in enumerate([True, True, False, True, True]):
        mailroom.refusals = {MANY[0]: "550 no such mailbox"} if refused else {}
        publish(lite_app, f"Day {days}", now=NOW + timedelta(days=days))
        run(lite_app, now=NOW + timedelta(days=days + 1))
    assert addresses(lite_app) == [MANY[0]]


def test_leaving_and_coming_back_gets_nobody_a_second(app: Flask, mailroom: Mailroom) -> None:
    (secret,) = subscribe(app, "ada@example.org")
    publish(app)
    assert run(app).sent == 1
    with parts(app).database.write() as session:
        subscriptions.leave(session, secret)
    subscribe(app, "ada@example.org", now=TOMORROW)
    assert run(app, now=TOMORROW + timedelta(hours=1)).sent == 0


def test_many_are_told_in_batches(lite_app: Flask, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    due = roundups.due
    monkeypatch.setattr(roundups, "due", lambda *given, after: due(*given, after=after, limit=2))
    assert run(lite_app).sent == 5
    assert mailroom.recipients == MANY


def test_what_was_sent_is_forgotten_after_a_year(lite_app: Flask) -> None:
    subscribe(lite_app, "ada@example.org")
    publish(lite_app)
    run(lite_app)
    with parts(lite_app).database.write() as session:
        subscriptions.forget(session, now=NOW + timedelta(days=390))
    assert sent_on_record(lite_app) == 1
    with parts(lite_app).database.write() as session:
        subscriptions.forget(session, now=NOW + timedelta(days=410))
    assert sent_on_record(lite_app) == 0
    assert addresses(lite_app) == ["ada@example.org"]


def test_the_command_says_what_it_did(lite_app: Flask, clock: Clock, mailroom: Mailroom) -> None:
    subscribe(lite_app, *MANY)
    publish(lite_app)
    clock(TOMORROW.replace(hour=6))
    command = lite_app.test_cli_runner()
    assert "sent" not in command.invoke(args=["send-roundup", "--from-hour", "7"], catch_exceptions=False).output
    clock(TOMORROW.replace(hour=7))
    said = command.invoke(args=["send-roundup", "--from-hour", "7"], catch_exceptions=False).output
    assert "5 round-ups sent, 0 put off until the next run, 0 lost." in said
    assert mailroom.recipients == MANY


def test_the_command_names_what_is_missing(make_app: MakeApp, mailroom: Mailroom, clock: Clock) -> None:
    app = posting(make_app, mailroom, site_url="")
    said = app.test_cli_runner().invoke(args=["send-roundup"])
    assert said.exit_code == 1
    assert "SITE_URL is missing" in said.output
    app = posting(make_app, mailroom, smtp_url="smtp://127.0.0.1:9")
    subscribe(app, "ada@example.org")
    publish(app)
    clock(TOMORROW)
    said = app.test_cli_runner().invoke(args=["send-roundup"])
    assert said.exit_code == 1
    assert "SMTP_URL: the relay does not take letters" in said.output
    with parts(app).database.write() as session:
        assert session.scalars(select(Delivery.day)).all() == []
        session.execute(update(Subscription).values(refusals=0))


# Campaigns


def told(letter: EmailMessage) -> list[str]:
    return re.findall(rf"{SITE}/p/(\w+)", part(letter, "plain"))


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
    with parts(app).database.write() as session:
        moderator = session.scalars(select(Moderator)).first()
        assert moderator
        moderation.decide(session, code, moderator, Action.APPROVE, now=TOMORROW)
    assert run(app).sent == 0
    assert run(app, now=TOMORROW + timedelta(days=1)).sent == 2
    assert [told(letter) for letter in mailroom.letters] == [[code], [code]]


def test_a_frozen_campaign_tells_what_is_new_and_an_ended_one_nothing(app: Flask, mailroom: Mailroom) -> None:
    campaign(app)
    subscribe(app, "ada@example.org", wall="biscuits")
    enter(app)
    set_state(app, State.ENDED)
    assert run(app).sent == 0
    set_state(app, State.FROZEN)
    assert run(app).sent == 1
    assert run(app, now=TOMORROW + timedelta(days=1)).sent == 0
    assert mailroom.recipients == ["ada@example.org"]


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
