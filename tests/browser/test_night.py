"""The small hostile night in real browsers: by one thumb, by keys alone, and by two who keep the wall at once.

Whoever moderates here knows of a poster what the page shows of it, and judges that as its reader would.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Locator, Page, Response, expect
from pydantic import SecretStr

from billboard.accounts import people
from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.picture.rendering import Renderer
from billboard.core.picture.stored_pictures import Pictures
from billboard.infra.config import Settings
from tests.browser.auditing import faults, load_axe, overhang
from tests.browser.visiting import DESK, PHONE, Visitors, tab_to, visitors
from tests.moderation import nights
from tests.moderation.nights import Night
from tests.moderation.playing import Play
from tests.moderation.reading import Reader
from tests.servers.chromium import Complaints, another
from tests.servers.process import scratch
from tests.servers.site import Site, Sites

MODERATORS = ("ada", "ben")
MOST_DECISIONS = 10
TOLD = re.compile(r"(?:Poster|(\d+) posters) (?:hidden|approved)\.")
BY_ONE = {"slips": "n", "maker": "m", "descended": "d"}  # groups that one tap or key ticks
# What is shown of each case that waits, without what is struck out or said about it.
READ = """
() => {
    const words = (from) => {
        const copy = from.cloneNode(true);
        copy.querySelectorAll("del, small, .typed").forEach((each) => each.remove());
        return copy.textContent;
    };
    return [...document.querySelectorAll(".case:not(.leaving, .overtaken)")].map((item) => ({
        code: item.dataset.case,
        words: words(item.querySelector("h2")),
        offers: [...item.querySelectorAll("[data-offers][open]")].map((group) => ({
            name: group.dataset.offers,
            lines: [...group.querySelectorAll("li")].map((line) => ({
                code: line.querySelector("[name=also]").value,
                ticked: line.querySelector("[name=also]").checked,
                words: words(line.querySelector("label")),
            })),
        })),
    }));
}
"""


class OnePicture(Renderer):
    """Draws the first poster, and says of all others that they look like that: words are what is judged here."""

    drawn = b""

    def pictures(self, design: Design) -> Pictures:
        self.drawn = self.drawn or self.small(design)
        return Pictures(self.drawn, self.drawn, self.drawn)


class Lived(Play):
    """By people who type one line and leave the others as their template has them."""

    def __init__(self, settings: Settings, night: Night) -> None:
        super().__init__(settings, night)
        drawing = self.site.renderer
        picture = OnePicture(drawing.templates, drawing.book, drawing.sticker_catalogue)
        self.site = replace(self.site, renderer=picture)
        with self.site.database.write() as session:
            self.passwords = [people.create_moderator(session, name, now=night.begin) for name in MODERATORS]

    def typed(self, template: PosterTemplate, text: str) -> dict[str, str]:
        return {template.main.name: text}


@dataclass(frozen=True)
class Scene:
    """A night that somebody has to clear."""

    night: Night
    codes: Sequence[str]  # of its posters, in their order
    passwords: Sequence[str]  # of the moderators
    folder: Path

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.night)


@dataclass(frozen=True)
class Outcome:
    """What the database says of the wall."""

    abusive_left: list[str]
    innocents_hidden: list[str]
    still_waiting: int


class Hands(Protocol):
    """How somebody moves about the desk; `inputs` are taps or keys."""

    page: Page
    inputs: int

    def go_to(self, code: str) -> None: ...
    def tick_group(self, code: str, group: str) -> None: ...
    def tick(self, code: str, other: str) -> None: ...
    def ask(self, code: str) -> None: ...
    def hide(self, reason: str) -> None: ...
    def approve_all(self) -> None: ...


@dataclass
class Thumb:
    page: Page
    inputs: int = 0

    def tap(self, what: Locator) -> None:
        what.tap()
        self.inputs += 1

    def go_to(self, code: str) -> None:
        _case(self.page, code).scroll_into_view_if_needed()

    def tick_group(self, code: str, group: str) -> None:
        self.tap(_group(self.page, code, group).locator("[data-tick-all]"))

    def tick(self, code: str, other: str) -> None:
        self.tap(_case(self.page, code).locator(f"[name=also][value='{other}']"))

    def ask(self, code: str) -> None:
        self.tap(_case(self.page, code).get_by_role("button", name="Hide", exact=True))

    def hide(self, reason: str) -> None:
        choice = self.page.locator(f"[name=why][value={reason}]")
        if not choice.is_checked():
            self.tap(choice)
        self.tap(self.page.get_by_role("button", name="Hide it"))

    def approve_all(self) -> None:
        self.tap(self.page.locator(".case .pick").first)
        self.tap(self.page.locator("[data-all]"))
        self.tap(self.page.locator("[data-bulk]").get_by_role("button", name="Approve"))


@dataclass
class Keys:
    page: Page
    inputs: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.inputs += 1

    def go_to(self, code: str) -> None:
        order = self.page.locator(".case:not(.leaving)").evaluate_all("cases => cases.map(each => each.dataset.case)")
        at = self.page.locator(".case.current").get_attribute("data-case")
        by = order.index(code) - order.index(at)
        self.press(*(["j"] * by or ["k"] * -by))
        expect(_case(self.page, code)).to_have_class(re.compile("current"))

    def tick_group(self, code: str, group: str) -> None:
        self.go_to(code)
        self.press(BY_ONE[group])

    def tick(self, code: str, other: str) -> None:
        self.go_to(code)
        self._tab_to(f"[data-case='{code}'] [name=also][value='{other}']")
        self.press("Space")

    def ask(self, code: str) -> None:
        self.go_to(code)
        self.press("h")

    def hide(self, reason: str) -> None:
        choice = self.page.locator(f"[name=why][value={reason}]")
        if not choice.is_checked():
            self.press(choice.evaluate("choice => choice.closest('label').querySelector('kbd').textContent"))
        self.press("Enter")

    def approve_all(self) -> None:
        self.press("t", "a")

    def _tab_to(self, selector: str) -> None:
        self.inputs += tab_to(self.page, selector)


@dataclass
class Shift:
    """One who clears the desk, and what it took."""

    scene: Scene
    hands: Hands
    decisions: int = 0
    claimed: int = 0  # posters of which the site said that it was done

    def read(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.hands.page.evaluate(READ)
        return found

    def abusive(self) -> str | None:
        """The first case on the page whose words are abusive."""
        return next((case["code"] for case in self.read() if self.scene.reader.slogan(case["words"]) is not None), None)

    def gather(self, code: str) -> None:
        """Read what is shown beside a case, and tick what deserves to go with it."""
        for offered in self._case(code)["offers"]:
            group, lines = offered["name"], offered["lines"]
            wanted = [line for line in lines if self.scene.reader.slogan(line["words"]) is not None]
            assert [line for line in lines if line["ticked"] and line not in wanted] == [], "ticked though innocent"
            missing = [line["code"] for line in wanted if not line["ticked"]]
            if len(missing) > 1 and missing == [line["code"] for line in lines] and group in BY_ONE:
                self.hands.tick_group(code, group)
            else:
                for other in missing:
                    self.hands.tick(code, other)

    def decide(self, code: str) -> Response:
        reason = self.scene.reader.reason(self._case(code)["words"])
        assert reason
        if not self.hands.page.locator("[data-reason-dialog]").is_visible():
            self.hands.ask(code)
        with self.hands.page.expect_response(_is_decision) as sent:
            self.hands.hide(reason)
        expect(_case(self.hands.page, code)).to_have_count(0)
        return self._note(sent.value)

    def approve_all(self) -> Response:
        with self.hands.page.expect_response(_is_decision) as sent:
            self.hands.approve_all()
        return self._note(sent.value)

    def go_on(self) -> bool:
        """Decide about one thing more; whether there was any. Whatever is abusive is hidden with what belongs to it,
        and where a page holds nothing of the kind it is approved."""
        if (code := self.abusive()) is not None:
            self.gather(code)
            self.decide(code)
        elif self.read():
            self.approve_all()
        else:
            self.hands.page.reload()
            return bool(self.read())
        return True

    def clear(self) -> None:
        """Until nothing waits."""
        while self.decisions <= MOST_DECISIONS and self.go_on():
            pass

    def _note(self, answer: Response) -> Response:
        assert answer.ok, answer.status
        self.decisions += 1
        # A page that is through asks for the next one by itself, and says there what was done.
        self.hands.page.wait_for_function(
            "document.querySelector('.case:not(.leaving)') || !document.querySelector('a[rel=next]')"
        )
        told = self.hands.page.locator("#notice")
        expect(told).to_have_text(TOLD)
        found = TOLD.match(told.inner_text())
        assert found
        self.claimed += int(found[1] or 1)
        expect(self.hands.page.get_by_role("button", name="Undo")).to_be_visible()
        return answer

    def _case(self, code: str) -> dict[str, Any]:
        return next(case for case in self.read() if case["code"] == code)


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    """Lived once; every site has a copy of it."""
    night = nights.small(begin=datetime.now(UTC) - timedelta(hours=nights.HOURS))
    with scratch("night") as folder:
        environment = Site(folder, {}).environment
        lived = Lived(
            Settings(
                database_url=environment["DATABASE_URL"],
                image_store=environment["IMAGE_STORE"],
                secret_key=SecretStr(environment["SECRET_KEY"]),
                log_level="ERROR",
                run_jobs=False,
            ),
            night,
        )
        lived.pass_()
        lived.site.database.engine.dispose()
        yield Scene(night, [lived.codes[place] for place in range(len(lived.codes))], lived.passwords, folder)


@pytest.fixture
def wall(scene: Scene) -> Iterator[Site]:
    with ExitStack() as stack:
        yield Sites(stack)(copied=scene.folder)


def test_one_thumb_clears_the_night(wall: Site, visit: Visitors, scene: Scene) -> None:
    page = visit(at=wall, viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="light")
    thumb = Thumb(page)
    _sign_in(page, "ada", scene.passwords[0], lambda button: button.tap())
    shift = _clear(scene, thumb, page)
    assert _outcome(wall, scene) == Outcome([], [], 0)
    assert shift.decisions <= MOST_DECISIONS
    assert thumb.inputs <= 4 * MOST_DECISIONS


def test_keys_alone_clear_the_night_in_the_dark(wall: Site, visit: Visitors, scene: Scene) -> None:
    page = visit(at=wall, viewport=DESK, color_scheme="dark")
    keys = Keys(page)
    _sign_in(page, "ada", scene.passwords[0], lambda button: button.press("Enter"))
    shift = _clear(scene, keys, page)
    assert _outcome(wall, scene) == Outcome([], [], 0)
    assert shift.decisions <= MOST_DECISIONS
    assert keys.inputs <= 10 * MOST_DECISIONS


def test_two_at_once_get_in_nobodys_way_and_claim_nothing_that_the_other_did(
    wall: Site, visit: Visitors, browser: Browser, complaints: Complaints, scene: Scene
) -> None:
    with another(browser) as second, visitors(second, wall, complaints) as beside:
        desk, phone = visit(at=wall, viewport=DESK), beside(viewport=PHONE, has_touch=True, is_mobile=True)
        ada, ben = Shift(scene, Keys(desk)), Shift(scene, Thumb(phone))
        _sign_in(desk, "ada", scene.passwords[0], lambda button: button.press("Enter"))
        _sign_in(phone, "ben", scene.passwords[1], lambda button: button.tap())
        first, *_, last = [case["code"] for case in ada.read()]
        ada.hands.go_to(last)
        expect(_case(phone, last)).to_contain_text("ada looks at this now.")
        ada.hands.go_to(first)
        expect(_case(phone, first)).to_contain_text("ada looks at this now.")
        # What ben's page has not heard of yet: it learns that by trying.
        phone.route("**/moderate/look", lambda route: route.fulfill(json={"changed": {}, "lookers": {}}))
        ada.gather(first)
        ada.decide(first)
        _case(phone, first).get_by_role("button", name="Approve", exact=True).tap()
        expect(phone.locator("#notice")).to_contain_text("ada hid this a moment ago, for:")
        expect(phone.locator("#notice")).not_to_contain_text("approved")
        beside.forgive("409")
        phone.unroute("**/moderate/look")
        # And what each page hears by itself.
        for one, other in ((ben, ada), (ada, ben)):
            other.hands.page.reload()
            code = one.abusive()
            assert code is not None
            one.gather(code)
            one.decide(code)
            expect(_case(other.hands.page, code)).to_contain_text("hid this")
            expect(_case(other.hands.page, code).locator(".verdict")).to_be_hidden()
        gaps = desk.evaluate(
            """() => {
                const asked = performance.getEntriesByType("resource").filter((each) => each.name.endsWith("/look"));
                return asked.slice(1).map((each, place) => each.startTime - asked[place].startTime);
            }"""
        )
        assert max(gaps, default=0) < 5000  # ms
        while any([_after_reloading(ada), _after_reloading(ben)]):
            assert ada.decisions + ben.decisions <= MOST_DECISIONS
        assert _outcome(wall, scene) == Outcome([], [], 0)
        assert _written(wall) == {"ada": ada.claimed, "ben": ben.claimed}


def _after_reloading(shift: Shift) -> bool:
    shift.hands.page.reload()
    return bool(shift.read()) and shift.go_on()


def _written(wall: Site) -> dict[str, int]:
    """About how many posters each moderator decided, by the log."""
    chosen = "SELECT name, count(*) FROM decisions JOIN moderators ON moderators.id = moderator_id GROUP BY name"
    with closing(sqlite3.connect(wall.folder / "billboard.db")) as database:
        return dict(database.execute(chosen).fetchall())


def _clear(scene: Scene, hands: Hands, page: Page) -> Shift:
    """The whole night, looked at with axe before, with the dialog open, and when all is done."""
    shift = Shift(scene, hands)
    load_axe(page)
    assert _said(page) == {}
    first = shift.abusive()
    assert first is not None
    shift.gather(first)
    hands.ask(first)
    assert _said(page) == {}
    shift.decide(first)
    shift.clear()
    expect(page.get_by_role("heading", name="Nothing waiting")).to_be_visible()
    load_axe(page)
    assert _said(page) == {}
    page.goto("/moderate?view=waiting")
    expect(page.get_by_role("heading", name="Nobody waits")).to_be_visible()
    return shift


def _said(page: Page) -> dict[str, list[str]]:
    """What axe and the width of the page say against it, by theme."""
    said = {}
    light = page.evaluate("matchMedia('(prefers-color-scheme: light)').matches")
    for theme in ("dark", "light") if light else ("light", "dark"):  # and stay in that of the moderator
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        said[theme] = faults(page) + overhang(page)
    return {theme: found for theme, found in said.items() if found}


def _outcome(wall: Site, scene: Scene) -> Outcome:
    with closing(sqlite3.connect(wall.folder / "billboard.db")) as database:
        status = dict(database.execute("SELECT code, status FROM posters"))
        waiting = database.execute("SELECT count(*) FROM reports WHERE decision_id IS NULL").fetchone()[0]
    told = zip(scene.codes, scene.night.posters, strict=True)
    left = [made.text for code, made in told if made.is_abusive and status[code] != "hidden"]
    told = zip(scene.codes, scene.night.posters, strict=True)
    lost = [made.text for code, made in told if not made.is_abusive and status[code] != "live"]
    return Outcome(left, lost, waiting)


def _sign_in(page: Page, name: str, password: str, send: Any) -> None:
    page.goto("/moderate/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    send(page.get_by_role("button", name="Sign in"))
    page.wait_for_url("**/moderate")
    expect(page.locator("body.enhanced")).to_be_visible()


def _is_decision(answer: Response) -> bool:
    path = answer.url.rpartition("/moderate/")[2]
    return path == "decide" or (path.startswith("p/") and path.count("/") == 1 and answer.request.method == "POST")


def _case(page: Page, code: str) -> Locator:
    return page.locator(f"[data-case='{code}']")


def _group(page: Page, code: str, group: str) -> Locator:
    return _case(page, code).locator(f"[data-offers={group}]")
