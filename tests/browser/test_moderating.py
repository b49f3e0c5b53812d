"""Reported, judged, hidden, restored."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import APIRequestContext, Locator, Page, StorageState, expect

from billboard.core.picture.tombstones import tombstone
from tests.browser.pasting import report
from tests.browser.visiting import PHONE, Visitors
from tests.servers.site import Site

DECIDED = re.compile(r"/moderate/(p/[^/]+|decide)$")


@pytest.fixture
def reported(pasted: Callable[[str], str], request_context: APIRequestContext) -> Callable[[str], str]:
    """Publishes a slogan that is reported at once; returns the code."""

    def make(headline: str) -> str:
        code = pasted(headline)
        report(request_context, code, "spam", f"About {headline}")
        return code

    return make


def case(page: Page, code: str) -> Locator:
    return page.locator(f"[data-case='{code}']")


def go_to(page: Page, code: str) -> None:
    """Press j until the poster is the current one."""
    for _ in range(page.locator(".case").count()):
        if "current" in (case(page, code).get_attribute("class") or ""):
            return
        page.keyboard.press("j")
    expect(case(page, code)).to_have_class(re.compile("current"))


def hide(page: Page, code: str) -> None:
    case(page, code).get_by_role("button", name="Hide").click()
    page.get_by_label("Advertising or flooding").check()
    with page.expect_response(DECIDED) as answer:
        page.get_by_role("button", name="Hide it").click()
    assert answer.value.ok


def test_a_report_is_sent_with_a_reason_and_a_note(page: Page, moderator: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("Report me gently")
    page.goto(f"/p/{code}")
    page.get_by_role("link", name="Report this poster").click()
    page.get_by_label("Bullies or harasses somebody").check()
    page.get_by_label("Anything a moderator should know?").fill("He is my uncle")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name="Report received")).to_be_visible()
    moderator.goto("/moderate")
    expect(case(moderator, code)).to_contain_text("Bullies or harasses somebody")
    expect(case(moderator, code)).to_contain_text("He is my uncle")


def test_a_report_without_a_reason_is_not_sent(page: Page, pasted: Callable[[str], str]) -> None:
    page.goto(f"/p/{pasted('Report me vaguely')}/report")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("[name=reason]").first).to_be_focused()
    assert "POST" not in sent


def test_a_report_without_scripts_arrives(scriptless: Page, pasted: Callable[[str], str]) -> None:
    scriptless.goto(f"/p/{pasted('Report me plainly')}/report")
    scriptless.get_by_label("Something else").check()
    scriptless.get_by_role("button", name="Send the report").click()
    expect(scriptless.get_by_role("heading", name="Report received")).to_be_visible()


def test_a_wrong_password_is_told_from_a_right_one(page: Page, password: str, visit: Visitors) -> None:
    page.goto("/moderate")
    page.wait_for_url("**/moderate/login")
    page.get_by_label("Name").fill("tester")
    page.get_by_label("Password").fill(f"not {password}")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Not signed in")
    expect(page.get_by_label("Name")).to_have_value("tester")
    expect(page.get_by_label("Password")).to_have_value("")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Reported")).to_be_visible()
    visit.forgive("422")


def test_who_signs_out_stays_out(page: Page, site: Site) -> None:
    password = site.flask("create-moderator", "leaver").strip()
    page.goto("/moderate/login")
    page.get_by_label("Name").fill("leaver")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/moderate")
    expect(page).to_have_url(re.compile("/moderate/login$"))


def test_the_queue_shows_picture_slogan_and_reasons(moderator: Page, reported: Callable[[str], str]) -> None:
    code = reported("Judge me")
    moderator.goto("/moderate")
    expect(case(moderator, code).get_by_role("heading")).to_contain_text("Judge me")
    expect(case(moderator, code).locator(".reasons")).to_have_text("Advertising or flooding ×1")
    expect(case(moderator, code).locator("blockquote")).to_have_text("About Judge me")
    picture = case(moderator, code).locator("img")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_j_and_k_walk_along_the_queue(moderator: Page, reported: Callable[[str], str]) -> None:
    reported("Walk one")
    reported("Walk two")
    moderator.goto("/moderate")
    cases = moderator.locator(".case")
    expect(cases.nth(0)).to_have_class(re.compile("current"))
    moderator.keyboard.press("j")
    expect(cases.nth(1)).to_have_class(re.compile("current"))
    expect(cases.nth(1)).to_be_focused()
    moderator.keyboard.press("k")
    expect(cases.nth(0)).to_have_class(re.compile("current"))


def test_x_ticks_and_unticks(moderator: Page, reported: Callable[[str], str]) -> None:
    code = reported("Tick me")
    moderator.goto("/moderate")
    go_to(moderator, code)
    moderator.keyboard.press("x")
    expect(moderator.locator("[data-picked]")).to_have_text("1 ticked")
    expect(case(moderator, code).get_by_role("checkbox")).to_be_checked()
    moderator.keyboard.press("x")
    expect(case(moderator, code).get_by_role("checkbox")).not_to_be_checked()


def test_a_question_mark_lists_the_keys(moderator: Page, reported: Callable[[str], str]) -> None:
    reported("Which key")
    moderator.goto("/moderate")
    moderator.keyboard.press("?")
    expect(moderator.get_by_role("dialog", name="Keys")).to_be_visible()
    moderator.keyboard.press("Escape")
    expect(moderator.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_h_and_a_number_hide_by_keyboard_alone(moderator: Page, reported: Callable[[str], str]) -> None:
    code = reported("Hide me by key")
    moderator.goto("/moderate")
    go_to(moderator, code)
    moderator.keyboard.press("h")
    expect(moderator.get_by_role("dialog", name="Hide this poster")).to_contain_text("Hide me by key")
    moderator.keyboard.press("5")
    expect(moderator.get_by_label("Bullies or harasses somebody")).to_be_checked()
    with moderator.expect_response(DECIDED) as answer:
        moderator.keyboard.press("Enter")
    assert answer.value.ok
    expect(case(moderator, code)).to_have_count(0)
    expect(moderator.locator("#notice")).to_have_text("Poster hidden.")


def test_hiding_wants_a_reason_where_no_report_names_one(moderator: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("Hide me for nothing")
    moderator.goto("/moderate?view=recent")
    go_to(moderator, code)
    moderator.keyboard.press("h")
    moderator.get_by_role("button", name="Hide it").click()
    expect(moderator.get_by_role("dialog", name="Hide this poster")).to_be_visible()
    moderator.get_by_role("button", name="Leave it up").click()
    expect(case(moderator, code)).to_be_visible()
    assert moderator.request.get(f"/p/{code}").status == 200


def test_the_whole_of_why_fits_on_a_laptop(moderator: Page, reported: Callable[[str], str]) -> None:
    code = reported("Hide me at a glance")
    moderator.set_viewport_size({"width": 1280, "height": 720})
    moderator.goto("/moderate")
    go_to(moderator, code)
    moderator.keyboard.press("h")
    expect(moderator.get_by_role("button", name="Hide it")).to_be_in_viewport(ratio=1)
    expect(moderator.get_by_label("Threatens or incites violence")).to_be_in_viewport(ratio=1)


def test_the_reason_that_was_reported_is_chosen_already(moderator: Page, reported: Callable[[str], str]) -> None:
    code = reported("Hide me in two keys")
    moderator.goto("/moderate")
    go_to(moderator, code)
    moderator.keyboard.press("h")
    expect(moderator.get_by_label("Advertising or flooding")).to_be_checked()
    with moderator.expect_response(DECIDED):
        moderator.keyboard.press("Enter")
    expect(case(moderator, code)).to_have_count(0)


def test_a_approves_and_the_poster_leaves_the_queue(moderator: Page, reported: Callable[[str], str]) -> None:
    code = reported("Approve me")
    moderator.goto("/moderate")
    go_to(moderator, code)
    with moderator.expect_response(DECIDED):
        moderator.keyboard.press("a")
    expect(case(moderator, code)).to_have_count(0)
    moderator.reload()
    expect(case(moderator, code)).to_have_count(0)
    assert moderator.request.get(f"/p/{code}").status == 200


def test_ticking_by_mouse_takes_the_click_even_at_the_edge_of_the_window(
    moderator: Page, reported: Callable[[str], str]
) -> None:
    code = reported("Half in sight")
    moderator.goto("/moderate")
    box = case(moderator, code).get_by_role("checkbox")
    top = box.bounding_box()
    assert top
    moderator.set_viewport_size({"width": 1280, "height": int(top["y"] + top["height"] + 8)})
    moderator.mouse.click(top["x"] + 5, top["y"] + 5)
    expect(box).to_be_checked()


def test_several_are_hidden_at_once(moderator: Page, reported: Callable[[str], str]) -> None:
    codes = [reported("First of a gang"), reported("Second of a gang")]
    moderator.goto("/moderate")
    for code in codes:
        case(moderator, code).get_by_role("checkbox").check()
    moderator.locator("[data-bulk]").get_by_role("button", name="Hide").click()
    expect(moderator.get_by_role("dialog", name="Hide 2 posters")).to_be_visible()
    moderator.get_by_label("Advertising or flooding").check()
    with moderator.expect_response(DECIDED):
        moderator.get_by_role("button", name="Hide it").click()
    for code in codes:
        expect(case(moderator, code)).to_have_count(0)
        assert moderator.request.get(f"/p/{code}").status == 410


def test_a_hidden_poster_answers_with_the_tombstone_within_a_second(
    moderator: Page, page: Page, reported: Callable[[str], str], visit: Visitors
) -> None:
    code = reported("Gone in a second")
    moderator.goto("/moderate")
    hide(moderator, code)
    status = moderator.evaluate(
        """async code => {
            const late = performance.now() + 1000;
            let answer;
            do answer = await fetch(`/p/${code}.jpg`, { cache: "no-store" });
            while (answer.status !== 410 && performance.now() < late);
            return answer.status;
        }""",
        code,
    )
    assert status == 410
    for path, kind in ((".jpg", "full"), ("/thumb.jpg", "thumb"), ("/card.jpg", "card")):
        answer = page.request.get(f"/p/{code}{path}")
        assert (answer.status, answer.headers["content-type"]) == (410, "image/jpeg")
        assert answer.body() == tombstone(kind)
    page.goto(f"/p/{code}")
    expect(page.get_by_role("heading", level=1)).to_have_text("This one has come down")
    expect(page.locator("main")).to_contain_text("Advertising or flooding")
    visit.forgive("410")


def test_a_page_that_embeds_a_hidden_poster_shows_the_tombstone(
    moderator: Page, page: Page, reported: Callable[[str], str], visit: Visitors
) -> None:
    code = reported("Embedded somewhere")
    moderator.goto("/moderate")
    hide(moderator, code)
    page.goto("/about")
    size = page.evaluate(
        """async code => {
            const image = Object.assign(new Image(), { src: `/p/${code}.jpg` });
            await image.decode();
            return [image.naturalWidth, image.naturalHeight];
        }""",
        code,
    )
    assert size == [1600, 800]
    visit.forgive("410")


def test_r_brings_the_same_picture_back_with_its_votes(
    moderator: Page, page: Page, reported: Callable[[str], str]
) -> None:
    code = reported("Back from the shed")
    before = page.request.get(f"/p/{code}.jpg").body()
    page.goto(f"/p/{code}")
    with page.expect_response(re.compile("/vote$")):
        page.locator(".ballot").click()
    moderator.goto("/moderate")
    hide(moderator, code)
    moderator.goto("/moderate?view=hidden")
    go_to(moderator, code)
    with moderator.expect_response(DECIDED):
        moderator.keyboard.press("r")
    expect(case(moderator, code)).to_have_count(0)
    page.reload()
    expect(page.locator(".hoarding").get_by_role("img", name="Back from the shed")).to_be_visible()
    expect(page.locator("[data-votes]")).to_have_text("1")
    assert page.request.get(f"/p/{code}.jpg").body() == before


def test_every_decision_is_in_the_log(moderator: Page, reported: Callable[[str], str]) -> None:
    code = reported("Written down")
    moderator.goto("/moderate")
    hide(moderator, code)
    moderator.get_by_role("link", name="Log", exact=True).click()
    line = moderator.get_by_role("row").filter(has_text=code)
    expect(line).to_contain_text("tester")
    expect(line).to_contain_text("hide")
    expect(line).to_contain_text("Advertising or flooding")


def test_the_log_shows_the_picture_of_a_poster_that_nobody_else_sees(
    moderator: Page, reported: Callable[[str], str]
) -> None:
    code = reported("Framed in the log")
    moderator.goto("/moderate")
    hide(moderator, code)
    moderator.goto("/moderate/log")
    picture = moderator.get_by_role("row").filter(has_text=code).locator("img")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 800


def test_the_bench_works_without_scripts(visit: Visitors, signed_in: object, reported: Callable[[str], str]) -> None:
    page = visit(java_script_enabled=False, storage_state=signed_in)
    code = reported("Hidden by hand")
    page.goto("/moderate")
    case(page, code).get_by_label("Reason").select_option("spam")
    case(page, code).get_by_role("button", name="Hide").click()
    page.wait_for_url("**/moderate?view=reported")
    assert page.request.get(f"/p/{code}").status == 410
    page.goto("/moderate?view=hidden")
    case(page, code).get_by_role("button", name="Restore").click()
    page.wait_for_url("**/moderate?view=hidden")
    assert page.request.get(f"/p/{code}").status == 200


def test_what_was_decided_can_be_taken_back_on_the_spot_by_key(moderator: Page, reported: Callable[[str], str]) -> None:
    code = reported("Hidden for a moment")
    moderator.goto("/moderate")
    go_to(moderator, code)
    hide(moderator, code)
    undo = moderator.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    moderator.keyboard.press("z")
    expect(moderator.get_by_text("put back as it was")).to_be_visible()
    expect(case(moderator, code)).to_be_visible()
    assert moderator.request.get(f"/p/{code}").status == 200


def test_what_was_decided_can_be_taken_back_for_ten_seconds_and_then_the_offer_goes(
    moderator: Page, reported: Callable[[str], str]
) -> None:
    code = reported("Hidden for good")
    moderator.clock.install()
    moderator.goto("/moderate")
    go_to(moderator, code)
    # The page's clock stands still from here, so that nothing but the time that a test lets pass goes by.
    moderator.clock.pause_at("2100-01-01")
    hide(moderator, code)
    undo = moderator.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    moderator.clock.run_for(9_999)
    expect(undo).to_be_visible()
    moderator.clock.run_for(1)
    expect(undo).to_be_hidden()


def test_a_page_looks_for_what_others_decided_every_five_seconds_at_least(
    moderator: Page, reported: Callable[[str], str]
) -> None:
    reported("Looked after")
    moderator.clock.install()
    moderator.clock.pause_at("2100-01-01")
    looks = list[str]()
    moderator.on("request", lambda request: looks.append(request.url) if request.url.endswith("/look") else None)
    moderator.goto("/moderate")
    for _ in range(3):  # and goes on doing so
        before = len(looks)
        with moderator.expect_response("**/look") as answer:
            moderator.clock.run_for(5_000)
        assert answer.value.ok
        assert before < len(looks) <= before + 2


def test_a_page_says_within_seconds_what_somebody_else_decided(moderator: Page, reported: Callable[[str], str]) -> None:
    code = reported("Two at once")
    other = moderator.context.new_page()
    for desk in (moderator, other):
        desk.goto("/moderate")
    hide(moderator, code)
    expect(case(other, code)).to_contain_text("hid this", timeout=10_000)
    expect(case(other, code).get_by_role("button", name="Approve", exact=True)).to_be_hidden()


def test_the_tabs_count_what_is_left_after_a_decision_on_all_open_pages(
    moderator: Page, reported: Callable[[str], str]
) -> None:
    codes = [reported(f"Counted {what}") for what in ("once", "twice")]
    other = moderator.context.new_page()
    for desk in (moderator, other):
        desk.goto("/moderate")
    tally, elsewhere = (desk.locator("[data-cases=reported] .tally-mark") for desk in (moderator, other))
    before = int(tally.inner_text())
    assert before >= len(codes)
    for done, code in enumerate(codes, 1):
        hide(moderator, code)
        for shown in (tally, elsewhere):
            if before > done:
                expect(shown).to_have_text(str(before - done), timeout=10_000)
            else:
                expect(shown).to_be_hidden(timeout=10_000)


def test_of_several_that_are_ticked_those_stay_that_somebody_else_decided(
    moderator: Page, reported: Callable[[str], str]
) -> None:
    theirs, mine = reported("Decided by another"), reported("Left for this one")
    moderator.goto("/moderate")
    nothing: dict[str, object] = {"changed": {}, "lookers": {}, "under_way": []}
    moderator.route("**/moderate/look", lambda route: route.fulfill(json=nothing))  # it has not learnt of it yet
    other = moderator.context.new_page()
    other.goto("/moderate")
    hide(other, theirs)
    expect(case(other, theirs)).to_have_count(0)
    for code in (theirs, mine):
        case(moderator, code).locator("[name=ids]").check()
    with moderator.expect_response(DECIDED):
        moderator.locator("[data-bulk]").get_by_role("button", name="Approve", exact=True).click()
    expect(case(moderator, mine)).to_have_count(0)
    expect(case(moderator, theirs)).to_contain_text("hid this")
    expect(case(moderator, theirs).get_by_role("link", name="See it as it is now")).to_be_visible()
    assert [moderator.request.get(f"/p/{code}").status for code in (theirs, mine)] == [410, 200]


def test_a_page_of_which_others_have_decided_all_says_so_and_leads_on(
    moderator: Page, reported: Callable[[str], str]
) -> None:
    codes = [reported("Only these two say so"), reported("Only these two say so?")]
    moderator.goto("/moderate/find?q=only+these+two+say+so")
    expect(moderator.locator(".case")).to_have_count(2)
    other = moderator.context.new_page()
    for code in codes:
        other.goto(f"/moderate/case/{code}")
        with other.expect_event("load"):  # the page of a case comes anew after its decision
            hide(other, code)
    expect(moderator.get_by_role("heading", name="All decided")).to_be_visible(timeout=10_000)
    moderator.get_by_role("link", name="Search again").click()
    expect(case(moderator, codes[0])).to_contain_text("1 earlier decision")


def test_who_else_looks_at_a_case_is_in_sight_on_a_phone_however_far_it_is_scrolled(
    moderator: Page, reported: Callable[[str], str], pasted: Callable[[str], str], visit: Visitors, site: Site
) -> None:
    for place in range(12):
        pasted(f"Edith Crumb sold the bells{'!' * place}")
    code, password = reported("Edith Crumb sold the bells"), site.flask("create-moderator", "otto").strip()
    phone = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    phone.goto("/moderate/login")
    phone.get_by_label("Name").fill("otto")
    phone.get_by_label("Password").fill(password)
    phone.get_by_role("button", name="Sign in").click()
    phone.wait_for_url("**/moderate")
    moderator.goto(f"/moderate/case/{code}")
    phone.goto(f"/moderate/case/{code}")
    told = case(phone, code).locator("[data-lookers]")
    expect(told).to_have_text("tester looks at this now.", timeout=10_000)
    case(phone, code).locator("details.alike summary").first.click()
    last = case(phone, code).locator(".alike[open] li").last
    last.evaluate("li => li.scrollIntoView({ block: 'center', behavior: 'instant' })")
    expect(last).to_be_in_viewport(ratio=1)
    expect(case(phone, code).locator("img").first).not_to_be_in_viewport()
    expect(told).to_be_in_viewport(ratio=1)


def test_one_decision_takes_down_every_spelling_of_a_slogan(
    moderator: Page, reported: Callable[[str], str], pasted: Callable[[str], str]
) -> None:
    codes = [pasted(text) for text in ("Bernard Plumb stole the tin", "BERNARD PLUMB ST0LE THE TIN")]
    asking = pasted("Bernard Plumb stole the tin?")
    code = reported("B e r n a r d Plumb stole the tin!")
    moderator.goto("/moderate")
    expect(case(moderator, code)).to_contain_text("3 others say the same")
    hide(moderator, code)
    expect(moderator.get_by_text("3 posters hidden")).to_be_visible()
    assert [moderator.request.get(f"/p/{each}").status for each in (*codes, code, asking)] == [410, 410, 410, 200]


def test_a_slash_leads_to_the_search_and_an_address_to_its_case(moderator: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("Found by its address")
    moderator.goto("/moderate/log")
    moderator.keyboard.press("/")
    expect(moderator.locator("[data-desk-search]")).to_be_focused()
    moderator.keyboard.type(f"http://somewhere.example/p/{code.upper()}.jpg.")
    moderator.keyboard.press("Enter")
    moderator.wait_for_url(f"**/moderate/case/{code}")
    moderator.keyboard.press("h")
    moderator.get_by_label("Advertising or flooding").check()
    moderator.keyboard.press("Enter")
    expect(case(moderator, code)).to_contain_text("hide for advertising or flooding by tester")
    expect(case(moderator, code).get_by_role("button", name="Restore")).to_be_visible()


def test_near_ones_are_ticked_by_one_key_and_fall_with_the_case(
    moderator: Page, reported: Callable[[str], str], pasted: Callable[[str], str]
) -> None:
    slips = [pasted(text) for text in ("Wilfred Ogle robbed the till", "Wilfred Ogle robbed teh till")]
    innocent = pasted("Wilfred Ogle never robbed the till")
    code = reported("Wilfrid Ogle robbed the till")
    moderator.goto("/moderate")
    go_to(moderator, code)
    slip = case(moderator, code).locator("[data-offers=slips]")
    expect(slip.locator("mark")).not_to_have_count(0)
    expect(slip.locator("[name=also]:checked")).to_have_count(0)
    moderator.keyboard.press("n")
    count = slip.locator("[name=also]:checked").count()
    assert count == slip.locator("[name=also]").count() >= 1
    moderator.keyboard.press("h")
    expect(moderator.get_by_role("dialog", name=f"Hide {count + 1} posters")).to_be_visible()
    with moderator.expect_response(DECIDED):
        moderator.keyboard.press("Enter")
    expect(moderator.get_by_text(f"{count + 1} posters hidden")).to_be_visible()
    assert moderator.request.get(f"/p/{innocent}").status == 200
    moderator.keyboard.press("u")
    expect(moderator.get_by_text("put back as they were")).to_be_visible()
    assert [moderator.request.get(f"/p/{each}").status for each in (code, *slips)] == [200] * 3


def test_the_dialog_says_that_more_fall_than_were_counted(moderator: Page, reported: Callable[[str], str]) -> None:
    code = reported("Said a thousand times")
    moderator.goto("/moderate")
    box = f'<input type="checkbox" name="whole" value="{code}:1.1.1" data-count="1000" data-or-more checked>'
    case(moderator, code).evaluate("(item, box) => item.insertAdjacentHTML('beforeend', box)", box)
    go_to(moderator, code)
    moderator.keyboard.press("h")
    expect(moderator.get_by_role("dialog", name="Hide 1,001 or more posters")).to_be_visible()


def test_a_slogan_falls_by_three_taps_of_a_thumb(
    visit: Visitors, signed_in: StorageState, reported: Callable[[str], str], pasted: Callable[[str], str]
) -> None:
    codes = [pasted(text) for text in ("Gladys Nunn burnt the hall", "GLADYS NUNN BURNT THE H4LL")]
    slips = [pasted("Gladys Nunn burntt te hall"), pasted("Gladys Nunm burnt the hall")]
    code = reported("G l a d y s Nunn burnt the hall")
    phone = visit(viewport=PHONE, has_touch=True, is_mobile=True, storage_state=signed_in)
    phone.goto("/moderate")
    offered = case(phone, code).locator("[data-offers=slips]")
    offered.scroll_into_view_if_needed()
    tick = offered.locator("[data-tick-all]")
    if tick.count():
        tick.tap()
    else:
        offered.locator("label").tap()
    case(phone, code).get_by_role("button", name="Hide").tap()
    confirm = phone.get_by_role("button", name="Hide it")
    box = confirm.bounding_box()
    assert box
    assert box["y"] > PHONE["height"] * 3 / 4
    assert box["height"] >= 48
    with phone.expect_response(DECIDED):
        confirm.tap()
    expect(case(phone, code)).to_have_count(0)
    assert {phone.request.get(f"/p/{each}").status for each in (code, *codes, *slips)} == {410}


def test_who_is_signed_in_finds_the_way_from_a_public_page_to_the_case_and_nobody_else_asks_for_it(
    moderator: Page, page: Page, pasted: Callable[[str], str]
) -> None:
    code = pasted("Seen on the street")
    moderator.goto("/moderate")
    moderator.goto("/gallery?sort=new")
    moderator.locator(f"[data-bill='{code}'] .desk-link").click()
    moderator.wait_for_url(f"**/moderate/case/{code}")
    moderator.goto(f"/p/{code}")
    moderator.get_by_role("link", name="Moderate").click()
    moderator.wait_for_url(f"**/moderate/case/{code}")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/gallery?sort=new", f"/p/{code}"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        expect(page.locator(".desk-link")).to_have_count(0)
    assert [each for each in asked if "/moderate" in each] == []
