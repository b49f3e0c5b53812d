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
from billboard.settings import live
from billboard.web import promises
from billboard.web.promises import in_words, longest_limit
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
