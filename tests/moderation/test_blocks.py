"""Hidden words that come again are held for a look, and nothing else is."""

import threading
from datetime import timedelta
from itertools import islice

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from billboard.campaigns import campaigns
from billboard.models import Action, Hold, HoldReason, Kind, LogLine, Poster, SloganBlock, Status
from billboard.moderation import block_lines, newcomers, sightings
from billboard.operators import jobs
from billboard.posters import asking
from billboard.posters.holding import Entrant, Reason
from billboard.web.site import now
from tests.application import NOW, MakeApp, decide, parts, publish, seen_of, sign_in, token
from tests.campaigns.campaigning import campaign, enter
from tests.moderation.blocking import hide, lines_of, rule, standing, status, told, undo
from tests.moderation.crowding import copies, up
from tests.moderation.reporting import report

SLOGAN = "Marjorie Plumb is a thief"
RETURNS = ("Marjorie Plumb is a thief", "MARJORIE PLUMB IS A TH1EF", "M a r j o r i e Plumb is a thieeef!")
INNOCENT = (
    "Marjorie Plumb is no thief",
    "“Marjorie Plumb is a thief”",
    "Marjorie Plumb is a thief?",
    "Whoever says Marjorie Plumb is a thief lies",
    "Marjorie Plumb is a treasure",
    "Thief",
)


def newest(app: Flask) -> int:
    with parts(app).database.read() as session:
        return sightings.mark(session, NOW).newest


@pytest.mark.parametrize("text", RETURNS)
def test_what_was_hidden_is_held_when_it_comes_again(lite: Flask, text: str) -> None:
    hide(lite, publish(lite, SLOGAN))
    code = publish(lite, text)
    assert status(lite, code) is Status.WAITING
    with parts(lite).database.read() as session:
        assert session.scalars(select(Hold.why)).all() == [HoldReason.BLOCK]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_quotes_denies_asks_or_says_something_else_goes_up(lite: Flask, text: str) -> None:
    hide(lite, publish(lite, SLOGAN))
    assert status(lite, publish(lite, text)) is Status.LIVE


def test_a_short_slogan_is_itself_alone(lite: Flask) -> None:
    hide(lite, publish(lite, "God"))
    for text, expected in (("Good", Status.LIVE), ("Godly", Status.LIVE), ("G0D", Status.WAITING)):
        assert status(lite, publish(lite, text)) is expected, text


def test_words_on_another_template_and_in_a_bubble_are_the_same_words(lite: Flask) -> None:
    hide(lite, publish(lite, SLOGAN))
    other = list(parts(lite).templates)[3]
    assert status(lite, publish(lite, SLOGAN, slug=other)) is Status.WAITING


def test_hiding_what_nobody_chose_a_word_of_blocks_nothing(lite: Flask) -> None:
    template = next(iter(parts(lite).templates.values()))
    own = template.defaults[next(slot.name for slot in template.slots if slot.required)]
    hide(lite, publish(lite, own))
    assert standing(lite) == []
    assert status(lite, publish(lite, own)) is Status.LIVE


def test_it_lasts_as_long_as_the_moderator_says(app: Flask) -> None:
    for days, text in ((7, SLOGAN), (0, "Nothing is held of this one")):
        hide(app, publish(app, text), days=days)
    assert status(app, publish(app, "Nothing is held of this one")) is Status.LIVE
    assert status(app, publish(app, SLOGAN, now=NOW + timedelta(days=6, hours=23))) is Status.WAITING
    assert status(app, publish(app, SLOGAN, now=NOW + timedelta(days=7, minutes=1))) is Status.LIVE


def test_hiding_what_has_returned_makes_the_block_last_longer_and_no_second_one(app: Flask) -> None:
    hide(app, publish(app, SLOGAN), days=7)
    hide(app, publish(app, SLOGAN), days=365)
    hide(app, publish(app, SLOGAN), days=7)
    assert [each.until for each in standing(app)] == [NOW + timedelta(days=365)]


def test_one_decision_about_many_makes_one_block_for_each_slogan(app: Flask) -> None:
    hide(app, *(publish(app, text) for text in (*RETURNS, "Something else altogether")))
    assert len(standing(app)) == 2


def test_undoing_the_decision_ends_the_block_and_what_it_held_goes_on_waiting(app: Flask) -> None:
    decided = hide(app, publish(app, SLOGAN))
    returned = publish(app, SLOGAN)
    undo(app, decided.line)
    assert standing(app) == []
    assert status(app, publish(app, SLOGAN)) is Status.LIVE
    assert status(app, returned) is Status.WAITING
    assert "ada has ended the block" in told(sign_in(app).get("/moderate?view=waiting").text, returned)


def test_restoring_ends_it_and_undoing_that_brings_it_back(app: Flask) -> None:
    first = publish(app, SLOGAN)
    hide(app, first)
    restored = rule(app, Action.RESTORE, first)
    assert standing(app) == []
    undo(app, restored.line)
    assert len(standing(app)) == 1
    assert status(app, publish(app, SLOGAN)) is Status.WAITING


def test_restoring_what_quotes_the_words_leaves_them_blocked(app: Flask) -> None:
    abusive, quoting = publish(app, SLOGAN), publish(app, f"“{SLOGAN}”")
    hide(app, abusive, quoting)
    rule(app, Action.RESTORE, quoting)
    assert [each.decision_id for each in standing(app)] == lines_of(app, abusive)


def test_hiding_it_again_and_undoing_that_leaves_the_first_block(app: Flask) -> None:
    hide(app, publish(app, SLOGAN))
    again = publish(app, SLOGAN)
    undo(app, hide(app, again).line)
    assert status(app, again) is Status.WAITING
    assert len(standing(app)) == 1


def test_a_campaigns_moderator_blocks_words_there_alone(app: Flask) -> None:
    number = campaign(app).id
    campaign(app, "tea")
    hide(app, enter(app, SLOGAN), scope=frozenset({number}))
    assert status(app, enter(app, SLOGAN)) is Status.WAITING
    assert status(app, enter(app, SLOGAN, "tea")) is Status.LIVE
    assert status(app, publish(app, SLOGAN)) is Status.LIVE


def test_the_whole_sites_moderators_block_them_everywhere(app: Flask) -> None:
    campaign(app)
    hide(app, publish(app, SLOGAN))
    assert status(app, enter(app, SLOGAN)) is Status.WAITING


def test_the_case_tells_when_why_and_by_whom_they_were_hidden_and_how_often_they_returned(app: Flask) -> None:
    hide(app, publish(app, SLOGAN))
    codes = [publish(app, text) for text in RETURNS]
    page = sign_in(app).get("/moderate?view=waiting").text
    said = told(page, codes[0])
    assert "Hidden words have returned" in said
    assert "hidden on 7 May 2026, for: threatens or incites violence, by ada; returned 3 times since." in said
    for code in codes[1:]:
        assert f'value="{code}"' in page, "one case stands for all"


def test_what_is_held_makes_no_decision_stale(app: Flask) -> None:
    """Words that return while a moderator looks at the case."""
    first = publish(app, SLOGAN)
    hide(app, first)
    second = publish(app, SLOGAN)
    client = sign_in(app)
    page = client.get("/moderate?view=waiting").text
    third = publish(app, SLOGAN)
    seen = page.split(f'data-case="{second}" data-seen="')[1].split('"')[0]
    form = {"csrf_token": token(page), "action": "hide", "reason": "threat", "seen": seen}
    answer = client.post(f"/moderate/p/{second}", data=form, headers={"Accept": "application/json"})
    assert answer.get_json()["decided"] == [second]
    assert status(app, third) is Status.WAITING


def test_a_poster_that_is_held_with_a_hidden_slogan_can_be_decided_by_who_saw_it_up(app: Flask) -> None:
    """Two look; one hides the slogan, and the newest that says so is held. The other had it before their eyes."""
    first = publish(app, SLOGAN)
    shown = newest(app)
    late, later = publish(app, RETURNS[2]), publish(app, RETURNS[1])
    bea = sign_in(app, "bea")
    sights = [seen_of(bea, late), seen_of(bea, later)]
    assert {*hide(app, first, newest=shown).held} == {late, later}
    form = {"csrf_token": token(bea.get("/moderate").text), "action": "hide", "reason": "threat", "seen": sights}
    answer = bea.post("/moderate/decide", data=form | {"ids": [late, later]}, headers={"Accept": "application/json"})
    assert answer.get_json()["left"] == {}
    assert [status(app, code) for code in (late, later)] == [Status.HIDDEN, Status.HIDDEN]


def test_what_went_up_while_a_moderator_was_looking_is_held_and_what_they_left_is_left(app: Flask) -> None:
    first, left = publish(app, SLOGAN), publish(app, RETURNS[1])
    shown = newest(app)
    late, quoting = publish(app, RETURNS[2]), publish(app, INNOCENT[1])
    assert hide(app, first, newest=shown).held == [late]
    assert [status(app, code) for code in (left, late, quoting)] == [Status.LIVE, Status.WAITING, Status.LIVE]
    client = sign_in(app)
    assert "Hidden words have returned" in told(client.get("/moderate?view=waiting").text, late)
    assert decide(client, late, "approve") == 303
    assert status(app, late) is Status.LIVE


def crowd(app: Flask) -> tuple[str, list[str], list[str], int]:
    """A slogan that is looked at; more that say so and came since than are held at once, those that quote it among
    them, and the number of the last poster before."""
    first = publish(app, SLOGAN)
    shown = newest(app)
    quoting = copies(app, publish(app, INNOCENT[1]), newcomers.AT_ONCE + 1)
    return first, copies(app, first, newcomers.AT_ONCE + 2 * newcomers.A_TURN + 1), quoting, shown


def finish(app: Flask, *, turns: int | None = None) -> list[str]:
    held = islice(newcomers.hold_the_rest(parts(app), NOW), turns)
    return [code for codes in held for code in codes]


def test_of_a_crowd_that_came_meanwhile_a_job_holds_what_is_left(app: Flask) -> None:
    first, late, quoting, shown = crowd(app)
    hidden = hide(app, first, newest=shown)
    assert (hidden.held, hidden.newcomers_follow) == ([], True), "those that quote it came first"
    assert up(app, late) == sorted(late)
    approved = late[-2]
    report(app, approved, "libel")
    assert decide(sign_in(app), approved, "approve") == 303
    assert finish(app, turns=2) == late[: 2 * newcomers.A_TURN - 2]
    assert [*jobs.finish_decisions(parts(app), NOW)] == [
        f"0 posters decided about, 0 left as they were, {newcomers.AT_ONCE + 2} held."
    ]
    assert up(app, [*late, *quoting]) == sorted([approved, *quoting])
    later = publish(app, RETURNS[1])
    assert decide(sign_in(app), later, "approve") == 303
    assert finish(app) == []
    assert status(app, later) is Status.LIVE


def test_a_hiding_that_is_taken_back_holds_no_more_of_what_came_meanwhile(app: Flask) -> None:
    first, late, _, shown = crowd(app)
    hidden = hide(app, first, newest=shown)
    assert len(finish(app, turns=2)) == 2 * newcomers.A_TURN - 2
    undo(app, hidden.line)
    assert finish(app) == []
    assert up(app, late) == sorted(late[2 * newcomers.A_TURN - 2 :])


def test_the_page_says_what_is_held_meanwhile(app: Flask) -> None:
    first = publish(app, SLOGAN)
    client = sign_in(app)
    page = client.get("/moderate?view=recent").text
    late = publish(app, SLOGAN)
    shown = page.split('name="newest" value="')[1].split('"')[0]
    form = {
        "csrf_token": token(page),
        "action": "hide",
        "reason": "threat",
        "newest": shown,
        "seen": seen_of(client, first),
    }
    answer = client.post(f"/moderate/p/{first}", data=form, headers={"Accept": "application/json"})
    assert "1 more, published meanwhile with the same words, now held" in answer.get_json()["message"]
    assert status(app, late) is Status.WAITING


def test_a_hide_and_a_publish_at_the_same_moment_leave_nothing_up(
    make_app: MakeApp, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A publish that has found nothing against it, and has not committed when the words are hidden."""
    app = make_app(database_url=postgresql_url)
    first, made = publish(app, SLOGAN), list[str]()
    shown = newest(app)
    asked, go_on = threading.Event(), threading.Event()
    reasons, times = asking.reasons, list[int]()

    def slowly(session: Session, entrant: Entrant) -> list[Reason]:
        found = reasons(session, entrant)
        times.append(len(found))
        if len(times) == 2:  # in the transaction of the row
            asked.set()
            assert go_on.wait(20)
        return found

    monkeypatch.setattr(asking, "reasons", slowly)
    publisher = threading.Thread(target=lambda: made.append(publish(app, SLOGAN)))
    publisher.start()
    assert asked.wait(20)
    hider = threading.Thread(target=lambda: hide(app, first, newest=shown))
    hider.start()
    go_on.set()
    publisher.join(20)
    hider.join(20)
    assert times == [0, 0], "nothing was against it"
    assert status(app, first) is Status.HIDDEN
    assert status(app, made[0]) is Status.WAITING


def test_a_change_of_edition_finds_the_blocked_words_again(app: Flask) -> None:
    hide(app, publish(app, SLOGAN))
    with parts(app).database.write() as session:
        session.execute(update(SloganBlock).values(skeleton=1, skeleton_edition="older"))
        session.execute(update(Poster).values(skeleton=1, skeleton_edition="older"))
    app.test_cli_runner().invoke(args=["find-skeletons"], catch_exceptions=False)
    assert status(app, publish(app, "M a r j o r i e Plumb is a thief")) is Status.WAITING


def test_blocks_and_holds_are_lines_of_the_journal_without_their_words(app: Flask) -> None:
    first = publish(app, SLOGAN)
    hide(app, first)
    returned = publish(app, SLOGAN)
    rule(app, Action.RESTORE, first)
    with parts(app).database.read() as session:
        lines = session.scalars(select(LogLine).where(LogLine.kind != Kind.DECISION).order_by(LogLine.number)).all()
    told_ = [(each.kind, each.did, each.subject, each.rule) for each in lines if each.kind in (Kind.BLOCK, Kind.HOLD)]
    assert told_ == [
        (Kind.BLOCK, "block", first, ""),
        (Kind.HOLD, "hold", returned, "hidden words"),
        (Kind.BLOCK, "lift", first, ""),
    ]
    assert all("Plumb" not in each.details for each in lines)


@pytest.fixture
def hidden(app: Flask) -> Flask:
    rule(app, Action.HIDE, publish(app, SLOGAN), now=now())
    publish(app, SLOGAN, now=now())
    return app


def test_the_list_says_what_is_blocked_and_ends_a_block(hidden: Flask) -> None:
    client = sign_in(hidden)
    page = client.get("/moderate/blocks").text
    for words in (SLOGAN, "by ada", "threatens or incites violence", "Held 1 poster"):
        assert words in page
    number = standing(hidden)[0].id
    answer = client.post(f"/moderate/blocks/{number}/end", data={"csrf_token": token(page)}, follow_redirects=True)
    assert "Nothing is held" in answer.text
    assert status(hidden, publish(hidden, SLOGAN, now=now())) is Status.LIVE
    assert client.post(f"/moderate/blocks/{number + 99}/end", data={"csrf_token": token(page)}).status_code == 404
    assert hidden.test_client().get("/moderate/blocks").status_code == 303


def test_a_campaigns_moderator_sees_and_ends_the_blocks_of_it_alone(hidden: Flask) -> None:
    campaign(hidden)
    with parts(hidden).database.write() as session:
        scope = frozenset({campaigns.find(session, "biscuits").id})
    with parts(hidden).database.read() as session:
        assert block_lines.page(session, None, scope, parts(hidden).templates, now=now()).lines == []
        assert session.scalar(select(func.count(SloganBlock.id))) == 1
