"""Links that work once: invitations, and a way back in."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from billboard.accounts import links, people
from billboard.core.errors import Refused
from billboard.models import Authenticator, Moderator, Role
from tests.accounts.proving import GOOD, enter, link_in, new_password, press, set_up_app
from tests.application import NOW, knock, parts, sign_in
from tests.campaigns.campaigning import campaign

ADDRESSES = {"unknown": "/moderate/join/" + "a" * 32, "odd": "/moderate/join/x", "long": "/moderate/join/" + "a" * 900}


def invite(operator: FlaskClient, **fields: str) -> str:
    made = press(operator, "/operate/people", "/operate/people/invite", **{"role": "moderator", **fields})
    assert made.status_code == 200, made.text
    return link_in(made.text)


def join(app: Flask, link: str, name: str = "Crumb", password: str = GOOD) -> tuple[FlaskClient, int]:
    client = app.test_client()
    return client, press(client, link, link, name=name, password=password).status_code


@pytest.mark.parametrize("role", list(Role))
def test_an_invitation_makes_an_account_of_its_role(app: Flask, role: Role) -> None:
    campaign(app)
    operator = sign_in(app, "ada")
    link = invite(operator, role=role.value, campaign="biscuits" if role is Role.CAMPAIGN else "")
    page = app.test_client().get(link).text
    assert {Role.CAMPAIGN: "a campaign’s moderator", Role.MODERATOR: "moderator", Role.OPERATOR: "operator"}[
        role
    ] in page
    client, status = join(app, link)
    assert status == 303
    assert client.get("/moderate").status_code == 200
    with parts(app).database.read() as session:
        crumb = people.named(session, "crumb")
        assert crumb
        assert crumb.role is role
        assert len(people.campaigns_of(session, crumb.id)) == (role is Role.CAMPAIGN)
    assert knock(app.test_client(), "crumb", GOOD).status_code == 303


def test_it_works_once_and_looking_at_it_spends_nothing(app: Flask) -> None:
    link = invite(sign_in(app, "ada"))
    assert {app.test_client().get(link).status_code for _ in range(3)} == {200}
    assert join(app, link)[1] == 303
    answer = app.test_client().get(link)
    assert (answer.status_code, "opens nothing any more" in answer.text) == (404, True)


def test_of_two_who_use_it_at_once_one_comes_in(app: Flask) -> None:
    with parts(app).database.write() as session:
        secret = links.invite(session, "", Role.MODERATOR, None, by=None, now=NOW)
    ready, came = threading.Barrier(2), list[str]()

    def use(name: str) -> None:
        ready.wait()
        try:
            with parts(app).database.write() as session:
                links.accept(session, secret, name, GOOD, now=NOW)
            came.append(name)
        except Refused:
            pass

    threads = [threading.Thread(target=use, args=(name,)) for name in ("ada", "bert")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with parts(app).database.read() as session:
        assert session.scalars(select(Moderator.name)).all() == came
    assert len(came) == 1


def test_what_opens_nothing_says_the_same_whatever_it_was(lite: Flask) -> None:
    operator = sign_in(lite, "ada")
    used, withdrawn = invite(operator), invite(operator)
    join(lite, used)
    with parts(lite).database.write() as session:
        waiting = links.open_ones(session, NOW)
        links.withdraw(session, waiting[0].number, by=None, now=NOW)
        old = links.invite(session, "", Role.MODERATOR, None, by=None, now=NOW - timedelta(hours=73))
    answers = [lite.test_client().get(each) for each in (used, withdrawn, f"/moderate/join/{old}", *ADDRESSES.values())]
    assert {each.status_code for each in answers} == {404}
    said = {each.text.partition('<p class="lede">')[2].partition("</p>")[0] for each in answers}
    assert said == {links.DEAD}


def test_it_lasts_72_hours(lite: Flask) -> None:
    with parts(lite).database.write() as session:
        secret = links.invite(session, "", Role.MODERATOR, None, by=None, now=NOW)
        links.find(session, secret, NOW + timedelta(hours=71))
        with pytest.raises(links.LinkDead):
            links.find(session, secret, NOW + timedelta(hours=72))


def test_the_database_and_later_pages_know_no_secret(lite: Flask) -> None:
    operator = sign_in(lite, "ada")
    secret = invite(operator, label="Crumb’s cousin").rpartition("/")[2]
    later = operator.get("/operate/people").text
    assert secret not in later
    assert "Crumb’s cousin" in later
    with parts(lite).database.read() as session:
        assert secret not in str(session.execute(text("SELECT * FROM account_links")).all())
        assert secret not in str(session.execute(text("SELECT * FROM log_lines")).all())


def test_a_name_that_is_taken_whatever_its_capitals_costs_nobody_the_link(app: Flask) -> None:
    link = invite(sign_in(app, "ada"))
    client = app.test_client()
    answer = press(client, link, link, name="ADA", password=GOOD)
    assert (answer.status_code, "That name is taken" in answer.text, 'value="ADA"' in answer.text) == (422, True, True)
    weak = press(client, link, link, name="crumb", password="password1234")
    assert (weak.status_code, 'value="crumb"' in weak.text) == (422, True)
    assert press(client, link, link, name="crumb", password="").status_code == 422
    assert client.post(link, data={"csrf_token": "old", "name": "crumb", "password": GOOD}).status_code == 422
    assert join(app, link)[1] == 303


@pytest.mark.parametrize(("role", "slug"), [("campaign", ""), ("emperor", ""), ("campaign", "nowhere")])
def test_an_invitation_that_makes_no_sense_is_refused(lite: Flask, role: str, slug: str) -> None:
    operator = sign_in(lite, "ada")
    answer = press(operator, "/operate/people", "/operate/people/invite", role=role, campaign=slug)
    assert 400 <= answer.status_code < 500


def test_a_link_gives_an_account_back_and_ends_its_sessions(app: Flask) -> None:
    operator = sign_in(app, "ada")
    password = new_password(app, "bert")
    bert = enter(app, "bert", password)
    set_up_app(bert)
    with parts(app).database.read() as session:
        number = people.named(session, "bert").id  # type: ignore[union-attr]
    made = press(operator, "/operate/people", f"/operate/people/{number}/reset", factors="1")
    assert bert.get("/moderate").status_code == 200, "until it is used nothing changes"
    client, status = join(app, link_in(made.text))
    assert status == 303
    assert client.get("/moderate").status_code == 200
    assert bert.get("/moderate").status_code == 303
    assert knock(app.test_client(), "bert", password).status_code == 422
    with parts(app).database.read() as session:
        assert session.scalars(select(Authenticator)).all() == []


def test_a_link_leaves_the_second_factor_unless_it_says_otherwise(lite: Flask) -> None:
    operator = sign_in(lite, "ada")
    password = new_password(lite, "bert")
    set_up_app(enter(lite, "bert", password))
    first = lite.test_cli_runner().invoke(args=["moderator", "reset", "BERT"], catch_exceptions=False).output
    second = lite.test_cli_runner().invoke(args=["moderator", "reset", "bert"], catch_exceptions=False).output
    assert lite.test_client().get(link_in(first)).status_code == 404, "a newer one ends the older"
    client, _ = join(lite, link_in(second))
    assert client.get("/moderate").headers["Location"] == "/moderate/login/code"
    assert operator.get("/moderate").status_code == 200


def test_links_by_command(lite: Flask) -> None:
    campaign(lite)
    said = lite.test_cli_runner().invoke(args=["moderator", "invite", "--role", "campaign", "--campaign", "biscuits"])
    assert join(lite, link_in(said.output), "Crumb")[1] == 303
    listed = lite.test_cli_runner().invoke(args=["moderator", "list"]).output
    assert listed.startswith("Crumb\tcampaign\t")
