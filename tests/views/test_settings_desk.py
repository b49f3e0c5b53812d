"""Settings in the browser."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from billboard.infra.config import Settings
from billboard.models import Kind, LogLine, SignIn
from billboard.settings import groups
from billboard.settings.fixed import fixed, meanings
from tests.application import MakeApp, parts, sign_in, token
from tests.settings.changing import change

FIELD = re.compile(r'<(?:input|textarea|select)[^>]* name="(\w+)"[^>]*?(?: value="([^"]*)")?[^>]*>')


def form_of(page: str) -> dict[str, str]:
    """What a page's form would send as it stands."""
    found = {name: unescape(value) for name, value in FIELD.findall(page)}
    for name, text in re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n([^<]*)', page):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', page, re.S):
        found[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    return found


def keep(client: FlaskClient, slug: str, page: str = "", **fields: str) -> TestResponse:
    address = f"/operate/settings/{slug}"
    return client.post(address, data={**form_of(page or client.get(address).text), **fields})


def value(app: Flask, name: str) -> object:
    parts(app).live_settings.look_again()
    return getattr(parts(app).settings, name)


@pytest.mark.parametrize("slug", [group.slug for group in groups.GROUPS if not group.listed])
def test_a_page_that_is_kept_as_it_stands_changes_nothing(lite: Flask, slug: str) -> None:
    ada = sign_in(lite, "ada")
    page = ada.get(f"/operate/settings/{slug}").text
    assert all(f'name="{name}"' in page for name in groups.find(slug).names)
    assert keep(ada, slug, page).status_code == 303
    assert "Nothing was changed." in ada.get("/operate/settings").text


def test_several_settings_are_kept_at_once_with_a_line_for_each(app: Flask) -> None:
    ada = sign_in(app, "ada")
    answer = keep(ada, "site", site_name="The Hoarding", run_by="Ada Lovelace")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/operate/settings/site")
    page = ada.get("/operate/settings/site").text
    assert "<title>The site · Settings · The Hoarding</title>" in page
    assert page.count("Set here by <bdi>ada</bdi>") == 2
    with parts(app).database.read() as session:
        lines = session.scalars(select(LogLine).where(LogLine.kind == Kind.SETTING).order_by(LogLine.number)).all()
        assert [(each.subject, each.did) for each in lines] == [("site_name", "change"), ("run_by", "change")]


def test_all_that_is_wrong_is_said_at_once_and_everything_typed_is_kept(lite: Flask) -> None:
    ada = sign_in(lite, "ada")
    answer = keep(ada, "votes", votes_per_network="many", duel_seconds="600", duels_a_minute="30")
    assert answer.status_code == 422
    assert "Votes for all posters: Type a whole number." in answer.text
    assert "Seconds before a pick: Type 60 or less." in answer.text
    assert [form_of(answer.text)[name] for name in ("votes_per_network", "duels_a_minute")] == ["many", "30"]
    assert value(lite, "duels_a_minute") == 20


def test_of_two_operators_the_second_is_told_what_they_missed_and_keeps_their_words(app: Flask) -> None:
    ada = sign_in(app, "ada")
    page = ada.get("/operate/settings/site").text
    change(app, "site_name", "The Hoarding")
    answer = keep(ada, "site", page, site_name="The Wall", run_by="Ada")
    assert answer.status_code == 422
    assert "Somebody with a shell set it to “The Hoarding”" in answer.text
    assert form_of(answer.text)["site_name"] == "The Wall"
    assert (value(app, "site_name"), value(app, "run_by")) == ("The Hoarding", "")
    assert keep(ada, "site", answer.text).status_code == 303
    assert (value(app, "site_name"), value(app, "run_by")) == ("The Wall", "Ada")


def test_who_did_not_touch_a_setting_is_not_told_that_it_changed(lite: Flask) -> None:
    ada = sign_in(lite, "ada")
    page = ada.get("/operate/settings/site").text
    change(lite, "site_name", "The Hoarding")
    assert keep(ada, "site", page, run_by="Ada").status_code == 303
    assert (value(lite, "site_name"), value(lite, "run_by")) == ("The Hoarding", "Ada")


def test_a_setting_is_taken_back_and_its_history_told(lite: Flask) -> None:
    ada = sign_in(lite, "ada")
    keep(ada, "site", site_name="The <Hoarding>")
    answer = keep(ada, "site", take_back="site_name", run_by="Ada Love")
    assert (answer.status_code, "not kept yet" in answer.text) == (200, True)
    assert form_of(answer.text)["run_by"] == "Ada Love"
    assert value(lite, "site_name") == "Billboard"
    told = ada.get("/operate/settings/history/site_name").text
    assert "took it back" in told
    assert "The &lt;Hoarding&gt;" in told
    assert "Billboard</bdi>" in told


def test_who_has_not_proved_lately_who_they_are_does_so_and_loses_nothing(lite: Flask) -> None:
    ada = sign_in(lite, "ada")
    page = ada.get("/operate/settings/site").text
    with parts(lite).database.write() as session:
        session.execute(update(SignIn).values(proven=datetime.now(UTC) - timedelta(hours=1)))
    answer = keep(ada, "site", page, run_by="Ada")
    assert (answer.status_code, "Prove that it is you" in answer.text) == (422, True)
    assert form_of(answer.text)["run_by"] == "Ada"
    assert value(lite, "run_by") == ""


def test_a_page_whose_seal_is_stale_keeps_what_was_typed(lite: Flask) -> None:
    ada = sign_in(lite, "ada")
    answer = keep(ada, "site", csrf_token="stale", run_by="Ada")
    assert (answer.status_code, form_of(answer.text)["run_by"]) == (422, "Ada")
    assert token(answer.text) != "stale"


@pytest.mark.parametrize("path", ["nothing", "history/nothing", "read_only"])
def test_what_is_no_setting_is_not_found(lite: Flask, path: str) -> None:
    assert sign_in(lite, "ada").get(f"/operate/settings/{path}").status_code == 404


def test_words_are_looked_at_before_they_are_kept(lite: Flask) -> None:
    ada = sign_in(lite, "ada")
    answer = keep(ada, "words", look="1", imprint="We *are* <b>Buns</b>.")
    assert (answer.status_code, "Nothing is kept yet" in answer.text) == (200, True)
    assert "<p>We <em>are</em> &lt;b&gt;Buns&lt;/b&gt;.</p>" in answer.text
    assert form_of(answer.text)["imprint"] == "We *are* <b>Buns</b>."
    assert value(lite, "imprint") == ""
    assert keep(ada, "words", answer.text).status_code == 303
    assert value(lite, "imprint") == "We *are* <b>Buns</b>."


def test_words_at_their_longest_in_any_script_are_taken(lite: Flask) -> None:
    ada, longest = sign_in(lite, "ada"), "字" * 8000
    names = groups.find("words").names
    answer = ada.post(
        "/operate/settings/words",
        data={**form_of(ada.get("/operate/settings/words").text), **dict.fromkeys(names, longest)},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    assert value(lite, "more_about") == longest


def test_an_announcements_times_are_typed_on_the_sites_clock(lite: Flask) -> None:
    ada = sign_in(lite, "ada")
    change(lite, "time_zone", "Europe/Berlin")
    parts(lite).live_settings.look_again()
    times = {"announcement_from": "2027-03-28T02:30", "announcement_until": "2027-03-01T18:00"}
    answer = keep(ada, "announcement", announcement="Tea.", announcement_link="javascript:x", **times)
    assert answer.status_code == 422
    for said in (
        "Shown from: There is no 02:30 on that day in Europe/Berlin",
        "Shown until: it is over before it begins",
        "Where it leads must be an address that begins with https://",
    ):
        assert said in answer.text
    assert form_of(answer.text)["announcement_from"] == "2027-03-28T02:30"
    times = {"announcement_from": "2027-03-28T03:30", "announcement_until": "2027-04-01T18:00"}
    assert keep(ada, "announcement", answer.text, announcement_link="", **times).status_code == 303
    assert value(lite, "announcement_from") == "2027-03-28T01:30Z"
    assert form_of(ada.get("/operate/settings/announcement").text)["announcement_until"] == "2027-04-01T18:00"


def test_what_the_environment_alone_says_is_shown_with_what_it_means_and_no_secret(make_app: MakeApp) -> None:
    app = make_app(
        smtp_url="smtps://post:hush-hush@smtp.example.org",
        mail_from="wall@example.org",
        s3_endpoint_url="https://who:hush-hush@store.example.org/a?key=hush-hush",
        aws_secret_access_key="hush-hush",
        secret_key="hush-hush-0123456789abcdef-hush-hush",
    )
    page = sign_in(app, "ada").get("/operate/settings/environment").text
    assert "hush" not in page
    assert "https://store.example.org/a<" in page
    for variable in ("SECRET_KEY", "SMTP_URL", "AWS_SECRET_ACCESS_KEY", "DATABASE_URL", "TRUSTED_PROXIES"):
        assert f"<code>{variable}</code>" in page
    assert "how many proxies in front tell the visitor&#39;s address truly" in unescape(page).replace("'", "&#39;")
    assert "PUBLISH_LIMIT" not in page


@pytest.mark.parametrize(
    "address",
    ["postgresql+psycopg://u:p%40hush@db/x", "postgresql+psycopg://u:hu/sh@db/x", "valkey://:h@hush@db/x?p=hush"],
)
def test_of_an_address_that_holds_a_password_nothing_of_it_is_shown(address: str) -> None:
    environment = Settings(valkey_url="").model_copy(update={"valkey_url": address})
    shown = next(each.shown for each in fixed(environment) if each.variable == "VALKEY_URL")
    assert shown.endswith("://db/x")
    assert "hu" not in shown


def test_the_readme_says_what_each_setting_means() -> None:
    assert sorted(name for name in Settings.model_fields if not meanings().get(name)) == []
