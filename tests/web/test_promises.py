"""The pages of rules and privacy say what the code does."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask import Flask

from billboard.bans.making import HOURS
from billboard.core.rank.covering import Heard, Terms, judge
from billboard.core.rank.urgency import Voice
from billboard.infra.config import Settings
from billboard.moderation import covering
from billboard.moderation.appeals import WITHIN
from billboard.settings import live
from billboard.web import promises
from billboard.web.promises import in_words, longest_limit
from tests.application import publish
from tests.settings.changing import change

SETTINGS = Settings()
RULES = promises.of_rules(SETTINGS)
TERMS = covering.covering_of(SETTINGS, {}).terms
STRANGER = Voice(0, 0)
PROVEN = Voice(RULES["proven"], 0)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FRESH", 0.0)


def page(app: Flask, name: str) -> str:
    text = re.sub(r"<[^>]+>", "", app.test_client().get(f"/about/{name}").text.replace("</td><td>", " "))
    return " ".join(text.split())


def covers(voices: Sequence[Voice], terms: Terms = TERMS, *, helped: int = 0, **more: int) -> bool:
    return judge([[Heard(each, helped) for each in voices]], terms, **more).is_covered


def test_so_many_strangers_cover_and_not_one_fewer() -> None:
    assert covers([STRANGER] * RULES["networks"])
    assert not covers([STRANGER] * (RULES["networks"] - 1))


def test_once_so_many_have_a_record_it_takes_so_many_strangers() -> None:
    known = {"on_record": RULES["established"]}
    assert covers([STRANGER] * RULES["strangers"], **known)
    assert not covers([STRANGER] * (RULES["strangers"] - 1), **known)
    assert covers([STRANGER] * RULES["networks"], on_record=RULES["established"] - 1)
    assert covers([PROVEN] * RULES["networks"], **known)
    assert not covers([Voice(RULES["proven"] - 1, 0)] * RULES["networks"], **known)


def test_whom_moderators_disagreed_with_counts_less_and_then_for_nothing() -> None:
    others = [STRANGER] * (RULES["networks"] - 1)
    assert not covers([*others, Voice(0, 1)])
    assert not covers([Voice(0, RULES["proven"])] * 1000)
    assert covers([Voice(0, RULES["proven"] - 1)] * 1000)


def test_a_network_that_reports_more_counts_less_for_each() -> None:
    others = [STRANGER] * (RULES["networks"] - 1)
    assert covers([*others, Voice(0, 0, RULES["freely"])])
    assert not covers([*others, Voice(0, 0, RULES["freely"] + 1)])


def test_there_is_so_much_in_an_hour_and_no_more() -> None:
    enough = [STRANGER] * RULES["networks"]
    assert covers(enough, helped=RULES["covers_of_one"] - 1, covered=RULES["covers"] - 1)
    assert not covers(enough, helped=RULES["covers_of_one"])
    assert not covers(enough, covered=RULES["covers"])


def test_the_rules_say_these_numbers_as_operators_set_them(lite: Flask) -> None:
    told = page(lite, "rules")
    assert "Once 5 networks whose word counts in full" in told
    assert "10 strangers cover what 5 did" in told
    assert "helps to cover 8 slogans in an hour at most, and all of them together 100 posters" in told
    for name, value in {
        "covering_networks": 7,
        "covers_per_hour": 33,
        "covers_per_network": 4,
        "burst_votes": 55,
    }.items():
        change(lite, name, value)
    told = page(lite, "rules")
    assert "Once 7 networks" in told
    assert "14 strangers cover what 7 did" in told
    assert "cover 4 slogans in an hour at most, and all of them together 33 posters" in told
    assert "(55 at least)" in told


def test_where_nothing_is_covered_by_rule_the_rules_say_nothing_of_it(lite: Flask) -> None:
    change(lite, "covering", False)
    told = page(lite, "rules")
    assert "many report" not in told
    assert "networks never cover" not in told
    assert "A moderator who wants a second opinion may cover one" in told


def section(app: Flask, anchor: str) -> str:
    """What the rules say under a heading, which their list of contents leads to."""
    text = app.test_client().get("/about/rules").text
    assert f'<a href="#{anchor}">' in text
    found = re.search(rf'<h2 id="{anchor}">.*?(?=<h2|</main>)', text, re.DOTALL)
    assert found, anchor
    return " ".join(re.sub(r"<[^>]+>", "", found[0]).split())


def test_the_rules_say_what_is_welcome_and_that_each_poster_is_a_spoof_as_its_page_does(lite: Flask) -> None:
    told = section(lite, "welcome")
    for what in ("Bad puns", "Strong opinions", "Satire of whoever has power", "merely not funny", "Answers to all"):
        assert what in told
    assert "Everything here is a spoof, and each poster’s page says so." in told
    text = lite.test_client().get(f"/p/{publish(lite)}").text
    assert "<strong>This is a spoof.</strong>" in text
    assert "Nobody whom it names or shows has said it, sold it or approved of it." in text


def test_the_rules_say_for_how_long_an_appeal_is_taken_and_that_somebody_else_answers(lite: Flask) -> None:
    assert WITHIN.days == 20
    told = section(lite, "appeal")
    assert "once, each time it is hidden, why it should go up again, for 20 days after it was" in told
    assert "Somebody else than whoever hid it answers, where there is somebody else" in told
    assert "where there is not, the log says so" in told
    assert "Every appeal and every answer is a line of the log" in told


def test_the_rules_say_what_may_be_switched_off_on_a_hostile_night_and_what_works_throughout(lite: Flask) -> None:
    told = section(lite, "switches")
    for what in (
        "hold everything new until it was looked at, or stop publishing, voting or both for a while",
        "on the whole site or in one campaign",
        "a strip across the top of every page that it is about says so, and until when",
        "a little sum of your browser, about a second’s worth",
        "all such reports of a poster are one voice together, and cover nothing",
        "Reporting works throughout, and so do notices, appeals and taking down your own poster.",
        "Every such turn is written down.",
    ):
        assert what in told


def test_the_rules_say_who_runs_the_site_and_how_they_are_reached_where_operators_have_said_so(lite: Flask) -> None:
    told = section(lite, "who")
    assert "run by" not in told
    assert "You reach them" not in told
    assert "Moderators look at posters." in told
    assert "Operators run the site: they make moderators and campaigns, and change settings" in told
    change(lite, "run_by", "The Society for <Buns>, 1 Bun Lane")
    change(lite, "contact_email", "desk@posters.example.org")
    told = section(lite, "who")
    assert "This site is run by The Society for &lt;Buns&gt;, 1 Bun Lane." in told
    assert "You reach them at desk@posters.example.org." in told


def test_what_is_kept_is_kept_as_long_as_sessions_and_limits_are_set_to(lite: Flask) -> None:
    told = page(lite, "privacy")
    assert "30 minutes after its last sign of life or 12 hours after the first" in told
    assert told.count("an hour at most") >= 2
    for name, value in {
        "session_minutes": 45,
        "session_hours": 24,
        "publish_limit": "5 per minute; 300 per day",
    }.items():
        change(lite, name, value)
    told = page(lite, "privacy")
    assert "45 minutes after its last sign of life or a day after the first" in told
    assert told.count("a day at most") >= 2
    assert "A scramble of it, for a day at most" in page(lite, "rules")


def test_blocks_last_as_long_as_the_rules_say(lite: Flask) -> None:
    assert HOURS == (1, 24, 7 * 24, 30 * 24)
    assert "may block it for an hour, a day, 7 days or 30 days." in page(lite, "rules")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(minutes=30), "30 minutes"),
        (timedelta(hours=1), "an hour"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(hours=12), "12 hours"),
        (timedelta(days=1), "a day"),
        (timedelta(days=30), "30 days"),
        (timedelta(seconds=1), "a second"),
    ],
)
def test_spans_are_told_exactly(span: timedelta, words: str) -> None:
    assert in_words(span) == words


def test_the_longest_limit_is_one_of_them() -> None:
    assert longest_limit(SETTINGS) == timedelta(hours=1)
    assert longest_limit(SETTINGS.model_copy(update={"login_limit": "3 per 2 hours"})) == timedelta(hours=2)
