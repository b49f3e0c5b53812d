"""Settings are changed by one operator at a time, with who and when, for the site or for one campaign."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from billboard.accounts import people
from billboard.core.errors import BadRequest, NotFound, Outdated, Refused
from billboard.models import Moderator, SettingChange
from billboard.settings import changes
from billboard.settings.changes import Entry, Origin
from tests.application import NOW, parts
from tests.campaigns.campaigning import campaign
from tests.settings.changing import change


def entry(app: Flask, name: str, wall: str = "") -> Entry:
    site = parts(app)
    with site.database.read() as session:
        found = changes.entries(session, site.environment, wall)
    return next(each for each in found if each.setting.name == name)


def operator(app: Flask, name: str = "ada") -> int:
    with parts(app).database.write() as session:
        people.create_moderator(session, name, now=NOW)
        session.flush()
        return session.scalars(select(Moderator.id).where(Moderator.name == name)).one()


def test_a_change_is_kept_with_who_made_it_and_when(app: Flask) -> None:
    before = entry(app, "site_name")
    assert (before.value, before.origin, before.seen, before.by, before.made) == (
        "Billboard",
        Origin.ENVIRONMENT,
        0,
        "",
        None,
    )
    assert change(app, "site_name", "The Hoarding", by=operator(app)) == "The Hoarding"
    after = entry(app, "site_name")
    assert (after.value, after.origin, after.seen, after.by, after.made) == (
        "The Hoarding",
        Origin.SITE,
        1,
        "ada",
        NOW,
    )
    assert entry(app, "vote_limit").origin is Origin.ENVIRONMENT


def test_of_two_operators_who_looked_at_the_same_the_second_is_told_of_the_first(app: Flask) -> None:
    change(app, "votes_per_network", "50", by=operator(app))
    with pytest.raises(Outdated, match="Votes for all posters: ada set it to “50” at 12:00 UTC"):
        change(app, "votes_per_network", "70", seen=0)
    assert entry(app, "votes_per_network").value == 50
    change(app, "votes_per_network", "70", seen=1)
    assert entry(app, "votes_per_network").value == 70


def test_of_many_changes_at_the_same_moment_one_is_made_and_nobody_is_overwritten(app: Flask) -> None:
    def attempt(number: int) -> int:
        try:
            change(app, "votes_per_network", number)
        except Outdated:
            return 0
        return number

    with ThreadPoolExecutor(8) as pool:
        made = [number for number in pool.map(attempt, range(100, 108)) if number]
    assert [entry(app, "votes_per_network").value] == made


def test_changes_of_different_settings_at_the_same_moment_are_numbered_without_a_gap(app: Flask) -> None:
    names = ["votes_per_network", "votes_per_network_per_poster", "duels_per_network", "duels_per_network_per_poster"]
    change(app, "site_name", "The Hoarding")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: change(app, name, 9), names))
    with parts(app).database.read() as session:
        assert sorted(session.scalars(select(SettingChange.id))) == [1, 2, 3, 4, 5]


def test_what_is_taken_back_is_the_environments_again(app: Flask) -> None:
    change(app, "site_name", "The Hoarding")
    with parts(app).database.write() as session:
        changes.take_back(session, "site_name", seen=1, by=None, now=NOW + timedelta(minutes=3))
    after = entry(app, "site_name")
    assert (after.value, after.origin, after.seen) == ("Billboard", Origin.ENVIRONMENT, 2)
    with pytest.raises(Outdated, match="Name of the site: Somebody with a shell took it back at 12:03 UTC"):
        change(app, "site_name", "Another", seen=1)


def test_a_campaign_has_its_own_where_the_setting_is_for_campaigns(app: Flask) -> None:
    campaign(app)
    change(app, "contact_email", "site@example.org")
    assert entry(app, "contact_email", "biscuits").origin is Origin.SITE
    change(app, "contact_email", "tin@example.org", wall="biscuits")
    own = entry(app, "contact_email", "biscuits")
    assert (own.value, own.origin, own.seen) == ("tin@example.org", Origin.CAMPAIGN, 2)
    assert entry(app, "contact_email").value == "site@example.org"
    site = parts(app)
    with site.database.read() as session:
        names = [each.setting.name for each in changes.entries(session, site.environment, "biscuits")]
    assert "contact_email" in names
    assert "site_name" not in names
    with pytest.raises(BadRequest, match="Name of the site is set for the whole site"):
        change(app, "site_name", "Tins", wall="biscuits")
    with pytest.raises(NotFound, match="no campaign at /c/tea"):
        change(app, "contact_email", "tea@example.org", wall="tea")


def test_what_cannot_be_leaves_everything_as_it_was(app: Flask) -> None:
    with pytest.raises(Refused):
        change(app, "votes_per_network", "0")
    with pytest.raises(NotFound):
        change(app, "secret_key", "x" * 32)
    with parts(app).database.read() as session:
        assert session.scalars(select(SettingChange)).all() == []


def test_what_an_older_version_kept_and_this_one_cannot_read_is_not_in_force(app: Flask) -> None:
    with parts(app).database.write() as session:
        for number, (name, value) in enumerate([("votes_per_network", "many"), ("long_gone", 1)], 1):
            session.add(SettingChange(id=number, name=name, wall="", value=value, made=NOW))
    assert entry(app, "votes_per_network").origin is Origin.ENVIRONMENT
    assert parts(app).settings.votes_per_network == 2000


def test_operators_see_and_change_settings_by_command(app: Flask) -> None:
    campaign(app)
    run = app.test_cli_runner().invoke

    def listed(*more: str) -> dict[str, list[str]]:
        lines = run(args=["settings", "list", *more], catch_exceptions=False).output.splitlines()
        return {line.split("\t")[0]: line.split("\t")[1:3] for line in lines}

    assert listed()["site_name"] == ["Billboard", "environment"]
    assert run(args=["settings", "set", "site_name", "The Hoarding"]).output == "site_name is The Hoarding.\n"
    assert run(args=["settings", "set", "site_name", "Twenty Feet"]).exit_code == 0
    assert listed()["site_name"] == ["Twenty Feet", "site"]
    assert run(args=["settings", "reset", "site_name"]).exit_code == 0
    assert listed()["site_name"] == ["Billboard", "environment"]
    assert run(args=["settings", "set", "contact_email", "tin@example.org", "--campaign", "biscuits"]).exit_code == 0
    listed_there = listed("--campaign", "biscuits")
    assert listed_there["contact_email"] == ["tin@example.org", "campaign"]
    assert "site_name" not in listed_there
    refused = run(args=["settings", "set", "vote_limit", "sometimes"])
    assert (refused.exit_code, refused.output) == (1, "Error: Voting must look like 12 per minute; 120 per hour.\n")
    assert run(args=["settings", "reset", "nothing"]).output == "Error: There is no setting called nothing.\n"
