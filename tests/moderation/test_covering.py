"""Posters that many report get a card until somebody has looked, and no brigade of four networks gets one there."""

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from billboard.core.rank.covering import FEWEST, Terms
from billboard.infra.jobs import JobName
from billboard.models import Cover, LogLine, LogWait, Poster, Report, Reporter
from billboard.moderation import covering, reports
from billboard.moderation.covering import Covering
from billboard.operators.jobs import JOBS
from billboard.posters import posters
from tests.application import NOW, MakeApp, decide, parts, publish, sign_in, token
from tests.moderation.covering import is_covered
from tests.moderation.reporting import codes, report, terms_of
from tests.statements import statements

SPELLINGS = (
    "Drown the pigeons",
    "DR0WN the pigeons",
    "Drown  the p1geons!",
    "D r o w n the pigeons",
    "Drówn thé pigeons",
)
MIDNIGHT = datetime(2026, 5, 8, tzinfo=UTC)


def network(number: int) -> str:
    """An address in a network of its own."""
    return f"198.{18 + number // 256}.{number % 256}.{7 + number % 200}"


def heard(app: Flask, code: str, networks: Sequence[int], *, now: datetime = NOW, by: str = "n") -> None:
    for each in networks:
        report(app, code, "hate", f"{by}{each}", address=network(each), now=now)


def all_covers(app: Flask) -> int:
    with parts(app).database.read() as session:
        return session.scalar(select(func.count()).select_from(Cover)) or 0


def test_five_networks_cover_a_poster_and_four_do_not(app: Flask) -> None:
    code = publish(app)
    heard(app, code, range(4))
    assert not is_covered(app, code)
    heard(app, code, [4])
    assert is_covered(app, code)
    assert app.test_client().get(f"/p/{code}").status_code == 200


def test_a_brigade_of_two_hundred_cookies_on_four_networks_covers_nobody_of_ten_through_midnight(app: Flask) -> None:
    innocent = [publish(app, f"Buses are late, part {number}") for number in range(10)]
    terms = terms_of(app)
    wide = ("203.0.113.{}", "198.51.100.{}", "2001:db8:1:{:x}::1", "2001:db8:2:{:x}::1")
    with parts(app).database.write() as session:
        for cookie in range(200):
            now = MIDNIGHT + timedelta(minutes=cookie - 100)
            for code in random.Random(cookie).sample(innocent, 5):
                address = wide[cookie % 4].format(cookie % 250 + 1)
                reports.report(
                    session,
                    code,
                    reason="threat",
                    note="",
                    reporter=f"c{cookie}",
                    now=now,
                    terms=terms,
                    address=address,
                )
    assert [code for code in innocent if is_covered(app, code)] == []
    list(JOBS[JobName.WEIGH_REPORTS].work(parts(app), MIDNIGHT + timedelta(hours=2)))
    assert all_covers(app) == 0


def test_a_brigade_that_changes_its_networks_with_every_report_stays_four(app: Flask) -> None:
    code = publish(app)
    for day in range(3):
        now = NOW + timedelta(days=day)
        for number in range(24):  # a cookie reports from one network, and again from the next one
            for step in range(2):
                address = network((number + step) % 4)
                report(app, code, "threat", f"cookie{number}", address=address, now=now + timedelta(minutes=number))
        with parts(app).database.read() as session:
            today = Report.made >= now
            assert session.scalar(select(func.count(Report.voice.distinct())).where(today)) == 4
    assert not is_covered(app, code)


def test_what_was_heard_before_midnight_stands_and_who_comes_back_after_it_is_no_second_voice(app: Flask) -> None:
    stranger, regular = publish(app, "Kippers at dawn"), publish(app, "Marmalade at noon")
    heard(app, stranger, range(4), now=MIDNIGHT - timedelta(minutes=2))
    heard(app, stranger, range(4), now=MIDNIGHT + timedelta(minutes=2), by="other")
    assert not is_covered(app, stranger)  # of four it cannot be told that they are not the same
    heard(app, regular, range(5), now=MIDNIGHT - timedelta(minutes=2))
    assert is_covered(app, regular)
    heard(app, stranger, range(4, 5), now=MIDNIGHT + timedelta(minutes=3))
    assert is_covered(app, stranger)


def test_what_was_put_off_before_midnight_is_covered_after_it_by_the_voices_that_are_kept(app: Flask) -> None:
    first, second = publish(app, "Kippers at dawn"), publish(app, "Marmalade at noon")
    one = Covering(Terms(FEWEST, an_hour=1, network_an_hour=8), is_on=True, templates={})
    before = MIDNIGHT - timedelta(minutes=5)
    with parts(app).database.write() as session:
        for code, number in ((code, number) for code in (first, second) for number in range(5)):
            reports.report(
                session,
                code,
                reason="hate",
                note="",
                reporter=f"n{number}",
                now=before,
                address=network(number + 9 * (code == second)),
                terms=one,
            )
    assert (is_covered(app, first), is_covered(app, second)) == (True, False)
    report(app, publish(app), "spam", "somebody", address=network(99), now=MIDNIGHT)
    with parts(app).database.read() as session:
        assert session.scalar(select(func.count(Report.network))) == 1  # those of yesterday are forgotten
    with parts(app).database.write() as session:
        later = MIDNIGHT + timedelta(hours=1)
        assert [each.code for each in covering.consider_all(session, one, later)] == [second]


def test_honest_reports_cover_most_of_a_nights_abuse_before_anybody_has_a_record(app: Flask) -> None:
    """Eight slogans of five spellings, a hundred and sixty-seven reports by visitors on networks of their own."""
    dice = random.Random(11)
    slogans = ["Drown all pigeons", "Hang the baker", "Burn every library", "Poison our river"]
    slogans += ["Kick each beggar", "Smash their windows", "Starve old sailors", "Beat the drummers"]
    changes = (str, str.upper, lambda text: text.replace("i", "1").replace("o", "0"), lambda text: text + " !!")
    abusive = [
        publish(app, spell(slogan), now=NOW)
        for slogan in slogans
        for spell in (*changes, lambda text: text.replace("e", "é"))
    ]
    innocent = [publish(app, f"Fewer potholes in street {number}", now=NOW) for number in range(10)]
    told = [("abusive", dice.choice(abusive), number) for number in range(167)]
    told += [("brigade", dice.choice(innocent), number) for number in range(83)]
    dice.shuffle(told)
    terms = terms_of(app)
    with parts(app).database.write() as session:
        for place, (who, code, number) in enumerate(told):
            now = MIDNIGHT - timedelta(hours=4) + timedelta(minutes=2 * place)
            # An honest visitor reports two or three posters; the brigade has four networks.
            address = network(number // 3 if who == "abusive" else 1000 + number % 4)
            name = f"{who}{number // 3 if who == 'abusive' else number}"
            reports.report(
                session, code, reason="threat", note="", reporter=name, now=now, terms=terms, address=address
            )
    reported = {code for who, code, _ in told if who == "abusive"}
    covered = [code for code in abusive if is_covered(app, code)]
    assert len(covered) >= 0.75 * len(reported)
    assert [code for code in innocent if is_covered(app, code)] == []


def test_half_of_what_several_networks_report_is_covered_where_no_two_say_the_same(app: Flask) -> None:
    abusive = [publish(app, f"{word} them all") for word in ("Mock", "Cheat", "Rob", "Trip", "Bite", "Haunt")]
    for place, code in enumerate(abusive):
        heard(app, code, range(place * 3, place * 3 + 6), now=NOW + timedelta(minutes=place))
    assert sum(is_covered(app, code) for code in abusive) == len(abusive)


def test_reports_that_lie_evenly_about_midnight_cover_as_well(app: Flask) -> None:
    abusive = [publish(app, f"{word} them all") for word in ("Mock", "Cheat", "Rob", "Trip", "Bite", "Haunt")]
    for place, code in enumerate(abusive):
        for turn in range(6):
            late = MIDNIGHT + timedelta(minutes=10 * turn - 25)
            heard(app, code, [place * 6 + turn], now=late)
    assert sum(is_covered(app, code) for code in abusive) > len(abusive) / 2


def test_four_networks_never_cover_by_reporting_before_midnight_and_after_it(app: Flask) -> None:
    codes_ = [publish(app, text) for text in SPELLINGS]
    for late in (MIDNIGHT - timedelta(minutes=5), MIDNIGHT + timedelta(minutes=5), MIDNIGHT + timedelta(days=1)):
        for code in codes_:
            heard(app, code, range(4), now=late, by=f"{late:%d%H}")
    assert all_covers(app) == 0


def test_shades_of_networks_are_kept_for_one_day_more_and_networks_are_not(app: Flask) -> None:
    code, other = publish(app, "Kippers at dawn"), publish(app, "Marmalade at noon")
    heard(app, code, range(3), now=MIDNIGHT - timedelta(hours=1))
    kept = []
    for late in (MIDNIGHT - timedelta(minutes=1), MIDNIGHT, MIDNIGHT + timedelta(days=1)):
        list(JOBS[JobName.EXPIRE].work(parts(app), late))
        with parts(app).database.read() as session:
            kept.append(tuple(session.execute(select(func.count(Report.network), func.count(Report.shade))).one()))
    assert kept == [(3, 3), (0, 3), (0, 0)]
    heard(app, other, range(3), now=MIDNIGHT + timedelta(days=1))
    assert all_covers(app) == 0


def test_spellings_of_a_slogan_are_heard_together_and_only_the_reported_are_covered(app: Flask) -> None:
    respelt = [publish(app, text) for text in SPELLINGS]
    quoting = publish(app, "“Drown the pigeons” is not funny")
    heard(app, quoting, [20])
    for number, code in enumerate(respelt[:4]):
        heard(app, code, [number])
    assert all_covers(app) == 0
    heard(app, respelt[0], [5])
    covered = [is_covered(app, code) for code in (*respelt, quoting)]
    assert covered == [True, True, True, True, False, False]
    heard(app, respelt[4], [6])  # whoever reports a slogan that is covered already is enough
    assert is_covered(app, respelt[4])


def test_one_network_that_reports_every_spelling_is_one(app: Flask) -> None:
    respelt = [publish(app, text) for text in SPELLINGS]
    for code in respelt:
        heard(app, code, range(4))
    assert all_covers(app) == 0


def test_a_person_lifts_the_card_and_the_same_reports_cover_nothing_again(app: Flask) -> None:
    code = publish(app)
    heard(app, code, range(6))
    client = sign_in(app)
    assert decide(client, code, "approve") == 303
    assert not is_covered(app, code)
    heard(app, code, range(6), now=NOW + timedelta(minutes=5))  # the same people, again
    heard(app, code, range(6), now=NOW + timedelta(minutes=6), by="fresh")  # and with other cookies
    heard(app, code, range(10, 14), now=NOW + timedelta(minutes=7))
    assert not is_covered(app, code)
    heard(app, code, [14], now=NOW + timedelta(minutes=8))
    assert is_covered(app, code)  # five others


def test_where_further_reports_are_ignored_nothing_is_covered(app: Flask) -> None:
    code = publish(app)
    heard(app, code, range(5))
    decide(sign_in(app), code, "ignore")
    heard(app, code, range(20, 40), now=NOW + timedelta(minutes=5))
    assert not is_covered(app, code)


@pytest.mark.parametrize("action", ["approve", "ignore", "hide"])
def test_taking_a_decision_back_puts_the_card_back(app: Flask, action: str) -> None:
    code = publish(app)
    heard(app, code, range(5))
    client = sign_in(app)
    decide(client, code, action, "hate")
    assert not is_covered(app, code)
    undo(client, app)
    assert is_covered(app, code)
    assert codes(app) == [code]


def undo(client: object, app: Flask) -> None:
    with parts(app).database.read() as session:
        line = session.scalar(select(func.max(Poster.last_decision_id)))
    form = {"csrf_token": token(client.get("/moderate").text), "line": line}  # type: ignore[attr-defined]
    assert client.post("/moderate/undo", data=form).status_code == 303  # type: ignore[attr-defined]


def test_a_moderator_covers_for_another_to_look_and_lifts_again(app: Flask) -> None:
    code, other = publish(app), publish(app)
    client = sign_in(app)
    decide(client, code, "cover")
    assert is_covered(app, code)
    assert codes(app) == [code]
    page = client.get("/moderate").text
    assert "by mod, for another to look at" in page
    assert 'value="lift"' in page
    assert decide(client, code, "cover") == 303  # once more changes nothing
    decide(client, code, "lift")
    assert not is_covered(app, code)
    assert codes(app) == []
    undo(client, app)
    assert is_covered(app, code)
    decide(client, other, "hide", "spam")
    assert decide(client, other, "cover") == 400


def test_lifting_leaves_the_case_open_and_its_reports_cover_no_more(app: Flask) -> None:
    code = publish(app)
    heard(app, code, range(5))
    decide(sign_in(app), code, "lift")
    assert codes(app) == [code]
    heard(app, code, [5], now=NOW + timedelta(minutes=1))
    assert not is_covered(app, code)


def test_the_covered_come_first_within_their_urgency(app: Flask) -> None:
    grave, covered, loud = publish(app, "One"), publish(app, "Two"), publish(app, "Three")
    report(app, grave, "threat", "a", address=network(50))
    for number in range(5):
        report(app, covered, "spam", f"b{number}", address=network(number))
    with parts(app).database.write() as session:
        posters.find(session, loud).votes = 900
    for number in range(60):
        report(app, loud, "spam", f"c{number}")
    assert codes(app) == [grave, covered, loud]


def test_no_more_than_so_many_in_an_hour_altogether_and_by_one_set_of_networks(app: Flask) -> None:
    victims = [publish(app, f"Part {'abcdefgh'[number]} of a story") for number in range(4)]
    terms = Covering(Terms(FEWEST, an_hour=3, network_an_hour=2), is_on=True, templates={})

    def tell(code: str, networks: Sequence[int], now: datetime) -> None:
        with parts(app).database.write() as session:
            for each in networks:
                reports.report(
                    session,
                    code,
                    reason="hate",
                    note="",
                    reporter=f"n{each}",
                    now=now,
                    address=network(each),
                    terms=terms,
                )

    for code in victims[:3]:
        tell(code, range(5), NOW)
    assert [is_covered(app, code) for code in victims[:3]] == [True, True, False]  # two for one set
    tell(victims[2], range(10, 15), NOW + timedelta(minutes=1))
    assert is_covered(app, victims[2])
    tell(victims[3], range(20, 25), NOW + timedelta(minutes=2))
    assert not is_covered(app, victims[3])  # three altogether
    with parts(app).database.write() as session:
        assert len(covering.consider_all(session, terms, NOW + timedelta(minutes=62))) == 1
    assert is_covered(app, victims[3])


def test_however_many_slogans_are_loud_they_are_heard_together(app: Flask) -> None:
    """The same number of statements for two slogans of one poster and for eight of three, each spelt anew."""
    nothing = Covering(Terms(FEWEST, an_hour=0, network_an_hour=8), is_on=True, templates=parts(app).templates)
    counts = list[int]()
    for some in (range(2), range(2, 8)):
        for number in some:
            for spell in (str, str.upper, lambda text: text.replace("o", "0"))[: 1 if number < 2 else 3]:
                code = publish(app, spell(f"Boo to all of them, {'abcdefgh'[number]}"))
                for who in range(FEWEST):
                    with parts(app).database.write() as session:
                        reports.report(
                            session,
                            code,
                            reason="hate",
                            note="",
                            reporter=f"n{who}",
                            now=NOW,
                            address=network(who),
                            terms=nothing,
                        )
        with statements(app) as said, parts(app).database.write() as session:
            assert covering.consider_all(session, nothing, NOW) == []
            reports.weigh_all(session, NOW)
        counts.append(len([each for each in said if not each.startswith("UPDATE")]))
    assert counts[0] == counts[1] <= 14


def test_what_is_heard_together_is_covered_as_one_by_one_and_no_network_helps_too_often(app: Flask) -> None:
    later, codes = (
        NOW + timedelta(minutes=61),
        [publish(app, f"Part {'abcdefgh'[number]} of it") for number in range(5)],
    )
    nothing = Covering(Terms(FEWEST, an_hour=0, network_an_hour=8), is_on=True, templates={})
    some = Covering(Terms(FEWEST, an_hour=4, network_an_hour=3), is_on=True, templates={})
    with parts(app).database.write() as session:
        for code in codes:
            for who in range(FEWEST):
                reports.report(
                    session,
                    code,
                    reason="hate",
                    note="",
                    reporter=f"n{who}",
                    now=NOW,
                    address=network(who),
                    terms=nothing,
                )
    with parts(app).database.write() as session:
        assert len(covering.consider_all(session, some, NOW)) == 3, "as many as one set of networks may help to cover"
        assert covering.consider_all(session, some, NOW) == []
    with parts(app).database.write() as session:
        assert len(covering.consider_all(session, some, later)) == 2


def test_a_switch_turns_it_off_and_operators_may_ask_for_more_networks(make_app: MakeApp, database_url: str) -> None:
    app = make_app(database_url=database_url, covering_networks=7)
    more = covering.covering_of(parts(app).settings, {})
    off = covering.covering_of(parts(app).settings.model_copy(update={"covering": False}), {})
    left, code = publish(app, "Kippers at dawn"), publish(app, "Marmalade at noon")
    for terms, of in ((off, left), (more, code)):
        for number in range(7):
            assert not is_covered(app, of)
            who = f"n{number}", network(number)
            with parts(app).database.write() as session:
                reports.report(
                    session, of, now=NOW, terms=terms, reason="hate", note="", reporter=who[0], address=who[1]
                )
    assert (is_covered(app, left), is_covered(app, code)) == (False, True)
    with parts(app).database.write() as session:
        assert covering.consider_all(session, off, NOW) == []
        assert [each.code for each in covering.consider_all(session, more, NOW)] == [left]


def test_voices_that_moderators_disagreed_with_cover_nothing(app: Flask) -> None:
    code = publish(app)
    with parts(app).database.write() as session:
        session.add_all(Reporter(reporter=f"n{number}", agreed=0, disagreed=4) for number in range(3))
    heard(app, code, range(7))
    assert not is_covered(app, code)
    heard(app, code, [7])
    assert is_covered(app, code)


def test_a_cover_is_a_line_in_the_journal_that_names_the_rule(app: Flask) -> None:
    code = publish(app)
    heard(app, code, range(5))
    with parts(app).database.read() as session:
        (line,) = session.scalars(select(LogLine).where(LogLine.kind == "cover")).all()
    assert (line.did, line.rule, line.subject, line.moderator_id) == ("cover", "covering", code, None)
    assert json.loads(line.details) == {"networks": 5, "reports": 5}


def test_a_cover_makes_no_decision_of_a_moderator_stale(app: Flask) -> None:
    code = publish(app)
    heard(app, code, range(4))
    client = sign_in(app)
    with parts(app).database.read() as session:
        version = posters.find(session, code).case_version
    heard(app, code, [4])
    with parts(app).database.read() as session:
        assert posters.find(session, code).case_version == version
    assert decide(client, code, "approve") == 303
    assert not is_covered(app, code)


def test_whoever_withdraws_a_covered_poster_leaves_no_case_of_it(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app)
    decide(client, code, "cover")
    decide(client, code, "hide", "spam")
    with parts(app).database.read() as session:
        assert session.scalars(select(Cover)).one().ended is not None
    assert codes(app) == []


def test_reports_without_a_known_network_cover_nothing(app: Flask) -> None:
    code = publish(app)
    for number in range(9):
        report(app, code, "hate", f"reporter{number}")
    assert not is_covered(app, code)


def test_covering_by_hand_is_no_decision_that_somebody_had_waited_for(app: Flask) -> None:
    code = publish(app)
    heard(app, code, range(2))
    client = sign_in(app)
    decide(client, code, "cover")
    page = app.test_client().get("/log").text
    assert "covered for another moderator to look at" in page
    with parts(app).database.read() as session:
        assert session.scalar(select(func.count()).select_from(LogWait)) == 0
