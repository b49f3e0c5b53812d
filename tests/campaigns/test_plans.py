"""What a campaign may be, and how operators make and change one by command."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from billboard.campaigns import campaigns, plans
from billboard.campaigns.phases import Phase, phase_of
from billboard.campaigns.plans import CampaignProblems
from tests.application import NOW, parts, stored
from tests.campaigns.campaigning import IMPRINT, campaign, read


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 61}, "title"),
        ({"title": "a\ufffdb"}, "title"),
        ({"introduction": "x" * 2001}, "introduction"),
        ({"accent": "red"}, "accent"),
        ({"accent": "#ff0000;}"}, "accent"),
        ({"title": "Tin\u202enit"}, "title"),
        ({"introduction": "One.\n\nTwo \u202eevil"}, "introduction"),
        ({"opens": "tomorrow"}, "opens"),
        ({"opens": "0001-01-01T00:00+10:00"}, "opens"),
        ({"closes": "9999-12-31T23:59-10:00"}, "closes"),
        ({"opens": "2027-01-02T00:00", "closes": "2027-01-01T00:00"}, "closes"),
        ({"imprint": "x" * 121}, "imprint"),
        ({"imprint": "one\ntwo"}, "imprint"),
        ({"imprint": "W" * 120}, "imprint"),
        ({"imprint": "by \u202eevil"}, "imprint"),
    ],
)
def test_what_a_campaign_cannot_be_is_told_beside_its_field(lite: Flask, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(CampaignProblems) as refused:
        campaign(lite, **fields)
    assert list(refused.value.problems) == [field]


@pytest.mark.parametrize("title", ["می\u200cخواهیم", "Mind the 👩\u200d🚀", "क्\u200dष", "Ça ira"])
def test_titles_are_written_as_people_write(lite: Flask, title: str) -> None:
    campaign(lite, title=title, introduction=title)
    assert (read(lite).title, read(lite).introduction) == (title, title)


def test_a_template_that_does_not_exist_is_refused(lite: Flask) -> None:
    with pytest.raises(CampaignProblems, match="no template called nosuch"):
        campaign(lite, templates=("nosuch",))


@pytest.mark.parametrize("slug", ["", "Tin", "a--b", "-a", "new", "a/b", "x" * 49, "ä"])
def test_an_address_that_cannot_be_one_is_refused(lite: Flask, slug: str) -> None:
    with pytest.raises(CampaignProblems):
        campaign(lite, slug)
    assert lite.test_client().get(f"/c/{slug or 'x'}", follow_redirects=True).status_code == 404


def test_two_campaigns_cannot_have_one_address(app: Flask) -> None:
    campaign(app)
    with pytest.raises(CampaignProblems, match="Another campaign"):
        campaign(app)


def test_a_plan_read_back_from_a_campaign_is_the_same(app: Flask) -> None:
    made = campaign(app, opens="2026-01-01T00:00", closes="2027-01-01T01:00+01:00", moderation="pre", imprint=IMPRINT)
    again = plans.read_plan(plans.fields_of(read(app)), (), tuple(parts(app).templates), lambda _: None)
    assert again.closes == read(app).closes == made.closes
    assert (again.title, again.imprint, again.premoderated) == (made.title, IMPRINT, True)


def run(app: Flask, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=["campaign", *words])


def test_operators_run_campaigns_by_command(app: Flask) -> None:
    made = run(app, "create", "tins", "--title", "Tins", "--template", "home-front", "--imprint", IMPRINT)
    assert made.exit_code == 0, made.output
    assert read(app, "tins").templates == ["home-front"]
    assert run(app, "edit", "tins", "--moderation", "pre", "--closes", "2099-01-01T00:00").exit_code == 0
    there = read(app, "tins")
    assert (there.title, there.premoderated, there.imprint, there.templates) == ("Tins", True, IMPRINT, ["home-front"])
    assert run(app, "edit", "tins", "--template", "all", "--imprint", "").exit_code == 0
    assert (read(app, "tins").templates, read(app, "tins").imprint) == ([], "")
    for word, phase in (("freeze", Phase.FROZEN), ("end", Phase.ENDED), ("reopen", Phase.OPEN)):
        assert run(app, word, "tins").exit_code == 0
        assert phase_of(read(app, "tins"), NOW) is phase
    assert len(run(app, "moderator", "tins", "crumb").output.strip()) >= 12
    assert run(app, "list").output.split("\t")[:4] == ["tins", "open", "0", "crumb"]
    assert run(app, "moderator", "tins", "crumb", "--remove").exit_code == 0


def test_a_command_says_what_is_wrong(lite: Flask) -> None:
    wrong = run(lite, "create", "Tins!", "--title", "Tins")
    assert wrong.exit_code == 1
    assert "slug: An address has small letters" in wrong.output
    assert "title: Give the campaign a title." in run(lite, "create", "tins").output
    assert "no campaign" in run(lite, "freeze", "nothing").output
    campaign(lite)
    assert "does not look after" in run(lite, "moderator", "biscuits", "x", "--remove").output


def test_header_art_is_set_replaced_and_taken_away_by_command(app: Flask, tmp_path: Path) -> None:
    art, song = tmp_path / "art.png", tmp_path / "song.mp3"
    Image.new("RGB", (1000, 400), "teal").save(art)
    song.write_bytes(b"la la la")
    assert run(app, "create", "tins", "--title", "Tins", "--header", str(art)).exit_code == 0
    first = stored(app)
    assert len(first) == 1
    assert app.test_client().get("/c/tins/header.jpg").status_code == 200
    assert run(app, "edit", "tins", "--title", "Tins for all").exit_code == 0
    assert stored(app) == first
    assert run(app, "edit", "tins", "--header", str(art)).exit_code == 0
    assert len(stored(app)) == 1
    assert stored(app) != first
    for wrong, said in ((song, "picture"), (tmp_path / "nothing", "cannot be read")):
        refused = run(app, "edit", "tins", "--header", str(wrong), "--title", "Changed")
        assert refused.exit_code == 1
        assert said in refused.output
    assert (read(app, "tins").title, len(stored(app))) == ("Tins for all", 1)
    assert run(app, "edit", "tins", "--header", "").exit_code == 0
    assert stored(app) == set()


def test_a_template_that_has_left_stands_in_the_way_of_no_other_change(lite: Flask) -> None:
    campaign(lite, templates=("home-front",))
    with parts(lite).database.write() as session:
        campaigns.find(session, "biscuits").templates = ["home-front", "long-gone"]
    changed = run(lite, "edit", "biscuits", "--title", "Tins for all")
    assert changed.exit_code == 0, changed.output
    assert read(lite).templates == ["home-front"]
