"""The desk's pages: one case, the search, filters in the address, counts on the tabs."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, text

from billboard.models import Origin, Report, Status
from billboard.moderation import filters, queue
from billboard.moderation.filters import Filters
from billboard.moderation.queue import View
from billboard.web.site import now
from tests.application import NOW, decide, parts, publish, seen_of, sign_in, token
from tests.campaigns.campaigning import campaign, enter
from tests.moderation.blocking import lines_of
from tests.moderation.claiming import appeal, claimed
from tests.moderation.reporting import report
from tests.statements import asked_for, statements
from tests.views.desk import own_moderator
from tests.walls.filling import fill


def shown(client: FlaskClient, address: str) -> list[str]:
    """The codes of the cases on a page, in its order."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return re.findall(r'data-case="([^"]+)"', answer.text)


def test_the_search_leads_to_the_case_itself(lite: Flask) -> None:
    code, client = publish(lite, "Mind the gap"), sign_in(lite)
    publish(lite, "Bin day")
    for asked in (f"http://localhost/p/{code}.jpg", code.upper(), "m1nd the g a p"):
        answer = client.get("/moderate/find", query_string={"q": asked})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/moderate/case/{code}")


def test_several_are_a_list_that_can_be_ticked_and_decided(lite: Flask) -> None:
    codes = [publish(lite, text) for text in ("Mind the gap", "M1nd the gap", "Mind the gap, and the step")]
    client = sign_in(lite)
    assert {*shown(client, "/moderate/find?q=mind+the+gap")} == {*codes}
    page = client.get("/moderate/find?q=mind+the+gap").text
    form = {"csrf_token": token(page), "action": "hide", "reason": "spam", "ids": codes, "back": "q=mind+the+gap"}
    form["seen"] = [seen_of(client, code) for code in codes]
    answer = client.post("/moderate/decide", data=form)
    assert answer.headers["Location"] == "/moderate/find?q=mind+the+gap"
    assert {*shown(client, "/moderate/find?q=mind+the+gap")} == {*codes}


def test_an_address_of_nothing_answers_404_in_words_and_keeps_what_was_typed(lite: Flask) -> None:
    answer = sign_in(lite).get("/moderate/find?q=/p/nothing22")
    assert answer.status_code == 404
    assert "no poster at that address" in answer.text
    assert 'value="/p/nothing22"' in answer.text


def test_a_campaigns_moderator_is_told_of_no_other_poster(lite: Flask) -> None:
    client, outside = own_moderator(lite), publish(lite, "Hands off the tin")
    inside = enter(lite, "Hands off")
    answer = client.get(f"/moderate/find?q=/p/{outside}")
    assert (answer.status_code, "in your campaigns" in answer.text) == (404, True)
    assert client.get(f"/moderate/case/{outside}").status_code == 404
    assert client.get(f"/moderate/case/{inside}").status_code == 200
    assert client.get(f"/moderate?view=recent&maker={outside}").status_code == 404


@pytest.mark.parametrize("state", list(Status))
def test_a_case_has_a_page_whatever_its_state(lite: Flask, state: Status) -> None:
    code, client = publish(lite, "Mind the gap"), sign_in(lite)
    report(lite, code, "libel", note="It is about me")
    if state is Status.HIDDEN:
        decide(client, code, "hide", "libel")
    elif state is not Status.LIVE:
        with parts(lite).database.write() as session:
            session.execute(text("UPDATE posters SET status = :status").bindparams(status=state.value))
    page = client.get(f"/moderate/case/{code}")
    assert page.status_code == 200
    assert "It is about me" in page.text
    assert f"/p/{code}" in page.text
    assert state.value in page.text
    assert ("open</b>" in page.text) == (state is not Status.HIDDEN)


def test_a_decision_leads_back_to_where_it_was_made(lite: Flask) -> None:
    code, client = publish(lite), sign_in(lite)
    back = {
        f"case={code}": f"/moderate/case/{code}",
        "view=recent&reason=hate&age=day": "/moderate?view=recent&reason=hate&age=day",
        "q=pot+plants": "/moderate/find?q=pot+plants",
        "view=log": "/moderate/log",
        "": "/moderate",
    }
    for said, place in back.items():
        form = {"csrf_token": token(client.get("/moderate").text), "action": "approve", "back": said}
        form["seen"] = seen_of(client, code)
        assert client.post(f"/moderate/p/{code}", data=form).headers["Location"] == place
    for said in ("view=nowhere", "view=recent&state=upside-down"):
        form = {"csrf_token": token(client.get("/moderate").text), "action": "hide", "reason": "spam", "back": said}
        form["seen"] = seen_of(client, code)
        assert client.post(f"/moderate/p/{code}", data=form).status_code == 400
    assert client.get(f"/p/{code}").status_code == 200


def test_a_group_is_ticked_by_a_link_where_there_are_no_scripts(lite: Flask) -> None:
    code, slip = publish(lite, "Marjorie Plumb is a thief"), publish(lite, "Marjorie Plump is a thief")
    publish(lite, "Marjorie Plumb is not a thief")
    client = sign_in(lite)

    def ticked(address: str) -> list[str]:
        return re.findall(r'name="also" value="([^"]+)"[^>]* checked', client.get(address).text)

    assert ticked(f"/moderate/case/{code}") == []
    assert ticked(f"/moderate/case/{code}?tick=slips") == [slip]


def test_filters_choose_and_outlive_paging(lite: Flask) -> None:
    home = campaign(lite)
    here, there = enter(lite, "In the campaign"), publish(lite, "Elsewhere", slug=[*parts(lite).templates][1])
    client = sign_in(lite)
    report(lite, here, "hate")
    report(lite, there, "spam")
    assert shown(client, "/moderate?reason=hate") == [here]
    assert shown(client, f"/moderate?view=recent&campaign={home.slug}") == [here]
    assert shown(client, f"/moderate?view=recent&template={[*parts(lite).templates][1]}") == [there]
    decide(client, there, "hide", "spam")
    assert shown(client, "/moderate?view=hidden&reason=spam") == [there]
    assert shown(client, "/moderate?view=hidden&reason=hate") == []
    assert shown(client, "/moderate?view=recent&state=hidden") == [there]
    assert shown(client, "/moderate?view=recent&state=reported") == [here]
    assert "Nothing of the kind" in client.get("/moderate?reason=sexual").text
    for wrong in ("reason=mean", "age=eternal", "state=odd"):
        assert client.get(f"/moderate?{wrong}").status_code == 400
    assert shown(client, "/moderate?view=recent&template=nothing") == []


def test_what_is_hidden_is_found_by_its_reason_whatever_was_decided_since(lite: Flask) -> None:
    """An appeal that was upheld, and a restoring that was taken back."""
    (upheld, secret), (hidden_anew, _) = claimed(lite), claimed(lite)
    client = sign_in(lite)
    for code in (upheld, hidden_anew):
        decide(client, code, "hide", "hate")
    appeal(lite, secret, now=now())
    assert decide(client, upheld, "uphold") == 303
    assert decide(client, hidden_anew, "restore") == 303
    (line, *_) = lines_of(lite, hidden_anew)
    client.post("/moderate/undo", data={"csrf_token": token(client.get("/moderate/log").text), "line": line})
    assert {*shown(client, "/moderate?view=hidden&reason=hate")} == {upheld, hidden_anew}
    assert shown(client, "/moderate?view=hidden&reason=spam") == []


def test_pages_of_a_chosen_view_go_on_with_the_choice(lite: Flask) -> None:
    fill(lite, *({"text": f"Slogan {number}", "template": "one" if number % 2 else "two"} for number in range(60)))
    client = sign_in(lite)
    address, found = "/moderate?view=recent&template=one", list[str]()
    while address:
        found += shown(client, address)
        link = re.search(r'rel="next" href="([^"]+)"', client.get(address).text)
        address = link[1].replace("&amp;", "&") if link else ""
    assert found == [f"code{number}" for number in range(59, 0, -2)]


def test_ages_count_from_when_a_poster_went_up(app: Flask) -> None:
    fill(app, *({"text": f"Slogan {days}", "age": timedelta(days=days)} for days in (30, 6, 0)))

    def chosen(age: str) -> list[str]:
        with parts(app).database.read() as session:
            page = queue.page(session, View.RECENT, now=NOW, filters=Filters(age=age))
            return [each.poster.code for each in page.cases]

    assert {age: chosen(age) for age in filters.AGES} == {
        "hour": ["code2"],
        "day": ["code2"],
        "week": ["code2", "code1"],
        "older": ["code0"],
    }


def test_all_from_one_network_of_today(app: Flask) -> None:
    fill(app, *({"text": f"Slogan {number}"} for number in range(4)))
    with parts(app).database.write() as session:
        rows = [(1, 0, "n"), (2, 0, "n"), (3, 0, "m"), (4, -1, "n")]
        today = int(NOW.timestamp()) // 86400
        session.execute(
            insert(Origin), [{"poster_id": number, "day": today + ago, "network": name} for number, ago, name in rows]
        )
    with parts(app).database.read() as session:
        for maker, codes in (("code0", ["code1", "code0"]), ("code3", [])):
            page = queue.page(session, View.RECENT, now=NOW, filters=Filters(maker=maker))
            assert [each.poster.code for each in page.cases] == codes


def test_every_tab_counts_and_stops_counting(app: Flask) -> None:
    moment = now()
    codes = [publish(app, f"Slogan {word}", now=moment) for word in ("one", "two", "three")]
    report(app, codes[0])
    decide(sign_in(app), codes[1], "hide", "spam")
    with parts(app).database.read() as session, statements(app) as said:
        counted = queue.counts(session, None, moment)
    assert counted == {"reported": 1, "waiting": 0, "appeals": 0, "hidden": 1, "recent": 2}
    assert len(said) == 1
    fill(app, *({"text": "slogan", "status": Status.HIDDEN} for _ in range(120)))
    with parts(app).database.read() as session:
        assert queue.counts(session, None, moment)["hidden"] == queue.MOST_COUNTED
    assert "99+" in sign_in(app).get("/moderate/log").text


def test_recent_says_in_what_state_each_is(lite: Flask) -> None:
    codes = [publish(lite, f"Slogan {word}") for word in ("one", "two")]
    client = sign_in(lite)
    report(lite, codes[0])
    decide(client, codes[1], "hide", "spam")
    page = client.get("/moderate?view=recent").text
    badges = [re.findall(r'class="badge (\w+)"', part) for part in page.split("data-case=")[1:]]
    assert badges == [["hidden"], ["live", "reported"]]


def test_a_page_of_the_queue_asks_as_much_however_long_the_queue_is(lite: Flask) -> None:
    client = sign_in(lite)
    fill(lite, *({"text": f"Slogan {number}"} for number in range(60)))

    def open_cases(first: int, last: int) -> None:
        with parts(lite).database.write() as session:
            rows = [
                {"poster_id": number, "reporter": f"r{number}", "reason": "hate", "note": "", "made": NOW}
                for number in range(first, last)
            ]
            session.execute(insert(Report), rows)
            reported = "UPDATE posters SET open_reports = 1, urgency = id WHERE id IN (SELECT poster_id FROM reports)"
            session.execute(text(reported))

    open_cases(1, 3)
    few = len(asked_for(lite, "/moderate", client).statements)
    open_cases(3, 61)
    page = asked_for(lite, "/moderate", client)
    assert page.answer.text.count("data-case=") == queue.PAGE
    assert len(page.statements) <= few
    for view in ("waiting", "appeals", "hidden", "recent"):
        assert len(asked_for(lite, f"/moderate?view={view}", client).statements) <= few


def test_a_case_is_headed_by_what_its_maker_chose_and_the_rest_stands_behind_it(app: Flask) -> None:
    code = publish(app, "Mind the ducks", slug="home-front")
    page = sign_in(app).get(f"/moderate/case/{code}").text
    heading = re.search(r"<h2[^>]*>(.*?)</h2>", page, re.DOTALL)
    assert heading
    assert heading[1].startswith("Mind the ducks <small")
