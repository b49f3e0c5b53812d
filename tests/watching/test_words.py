"""Watched words: what may be typed, who may change what, and when a list is in force."""

import pytest
from flask import Flask
from sqlalchemy import select

from billboard.core.errors import NotFound, Outdated, Refused
from billboard.core.likeness.entries import Action, Entry, Reach
from billboard.models import Kind, LogLine
from billboard.watching import words
from billboard.watching.live import LiveWords, Search
from billboard.watching.words import Plan
from tests.application import NOW, MakeApp, parts
from tests.campaigns.campaigning import campaign
from tests.moderation.blocking import moderator
from tests.watching.listing import watch

TYPED = {
    "text": " a  word ",
    "action": "hold",
    "reach": "word",
    "exceptions": "Word wide\r\n\r\nword wide web\n",
    "note": "",
}


def found(app: Flask, live: LiveWords, text: str, campaign_id: int | None = None) -> list[str]:
    with parts(app).database.read() as session:
        return [each.entry.text for each in Search(live, text, campaign_id).again(session)]


def test_what_is_typed_is_tidied() -> None:
    plan = words.read(TYPED)
    assert plan.entry == Entry("a word", Action.HOLD, Reach.WORD, ("Word wide", "word wide web"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "!"}, "text"),
        ({"text": "a"}, "text"),
        ({"text": "ab", "reach": "part"}, "text"),
        ({"action": "eat"}, None),
        ({"reach": "around"}, None),
        ({"exceptions": "\n".join(map(str, range(60)))}, "exceptions"),
        ({"note": "x" * 600}, "note"),
    ],
)
def test_what_cannot_be_watched_for_is_refused(changes: dict[str, str], field: str | None) -> None:
    with pytest.raises(Refused) as refused:
        words.read({**TYPED, **changes})
    assert refused.value.field == field


def test_a_word_is_in_force_from_its_commit_on_and_so_are_its_change_and_its_end(app: Flask) -> None:
    live, by = LiveWords(), moderator(app).id
    assert found(app, live, "what a w4nker") == []
    word = watch(app, "wanker")
    assert found(app, live, "what a w4nker") == ["wanker"]
    assert found(app, live, "what wankers") == []
    with parts(app).database.write() as session:
        plan = Plan(Entry("wanker", reach=Reach.START))
        words.change(session, word.id, plan, None, seen=word.version, by=by, now=NOW)
    assert found(app, live, "what wankers") == ["wanker"]
    with parts(app).database.write() as session:
        words.remove(session, word.id, None, seen=word.version + 1, by=by, now=NOW)
    assert found(app, live, "what wankers") == []


def test_other_workers_know_of_it_as_soon(make_app: MakeApp, database_url: str) -> None:
    app, other = make_app(database_url=database_url), make_app(database_url=database_url)
    assert found(other, parts(other).watched_words, "a wanker") == []
    watch(app, "wanker")
    assert found(other, parts(other).watched_words, "a wanker") == ["wanker"]


def test_a_campaign_has_the_sites_words_and_its_own(app: Flask) -> None:
    biscuits, tea = campaign(app).id, campaign(app, "tea").id
    watch(app, "wanker", Action.FLAG)
    watch(app, "dunking", Action.BLOCK, campaign_id=biscuits)
    live, text = LiveWords(), "wanker, no dunking"
    assert found(app, live, text, biscuits) == ["dunking", "wanker"], "the strongest first"
    assert found(app, live, text, tea) == ["wanker"]
    assert found(app, live, text) == ["wanker"]


def test_no_word_is_watched_for_twice_on_one_wall(app: Flask) -> None:
    number = campaign(app).id
    watch(app, "wanker")
    watch(app, "wanker", campaign_id=number)
    with pytest.raises(Refused, match="already"):
        watch(app, "Wanker")


def test_whoever_comes_second_learns_who_was_first(app: Flask) -> None:
    word, by = watch(app, "wanker"), moderator(app).id
    for _ in range(2):
        with parts(app).database.write() as session:
            if session.get_one(type(word), word.id).version == word.version:
                words.change(session, word.id, Plan(Entry("tosser")), None, seen=word.version, by=by, now=NOW)
                continue
            with pytest.raises(Outdated, match="ada changed “tosser” at 12:00 UTC"):
                words.change(session, word.id, Plan(Entry("git")), None, seen=word.version, by=by, now=NOW)


def test_a_campaigns_moderator_changes_its_words_alone(app: Flask) -> None:
    number, by = campaign(app).id, moderator(app).id
    ours, theirs = watch(app, "dunking", campaign_id=number), watch(app, "wanker")
    scope = frozenset({number})
    with parts(app).database.write() as session:
        with pytest.raises(NotFound):
            words.remove(session, theirs.id, scope, seen=theirs.version, by=by, now=NOW)
        words.remove(session, ours.id, scope, seen=ours.version, by=by, now=NOW)
    with parts(app).database.read() as session:
        assert [each.text for each in words.in_force(session)] == ["wanker"]


def test_every_change_is_a_line_of_the_journal_that_does_not_say_the_word(app: Flask) -> None:
    word, by = watch(app, "wanker", note="a classic"), moderator(app).id
    with parts(app).database.write() as session:
        words.change(session, word.id, Plan(Entry("tosser")), None, seen=word.version, by=by, now=NOW)
    with parts(app).database.write() as session:
        words.remove(session, word.id, None, seen=word.version + 1, by=by, now=NOW)
    with parts(app).database.read() as session:
        chosen = select(LogLine).where(LogLine.kind == Kind.WATCHED_WORD).order_by(LogLine.number)
        lines = session.scalars(chosen).all()
    assert [(each.did, each.subject, each.moderator_id) for each in lines] == [
        (did, str(word.id), by) for did in ("add", "change", "remove")
    ]
    assert all("wanker" not in each.details for each in lines)
