"""Passkeys, an app's codes, recovery codes, invitations and sessions in a real browser, which has an authenticator of
its own."""

import re
from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.auditing import faults, load_axe, overhang
from tests.browser.visiting import PHONE, Visitors
from tests.servers.site import Site, Sites

GOOD = "seven wet biscuits on a tray"


@pytest.fixture(scope="module")
def home(live_server: Sites) -> Site:
    """A site under a name: browsers make no passkeys for numbers."""
    site = live_server({"LOGIN_LIMIT": "10000 per minute", "LOGIN_ACCOUNT_LIMIT": "10000 per minute"})
    site.url = site.url.replace("127.0.0.1", "localhost")
    return site


@pytest.fixture
def visitor(visit: Visitors, home: Site) -> Callable[..., Page]:
    """`visitor()` is somebody at that site in a profile of their own."""
    return lambda **options: visit(at=home, **options)


def keyring(page: Page) -> CDPSession:
    """Give a browser an authenticator that is always willing."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools


def link(home: Site, *words: str) -> str:
    address = home.flask("moderator", *words).strip()
    return address[address.index("/moderate/") :]


def join(page: Page, home: Site, name: str, *words: str) -> None:
    """Come in by an invitation, with a password."""
    page.goto(link(home, "invite", *words))
    page.get_by_label("Your name here").fill(name)
    page.get_by_label("Password").fill(GOOD)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def sign_in(page: Page, name: str, password: str = GOOD) -> None:
    page.goto("/moderate/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def looked_at(page: Page) -> list[str]:
    load_axe(page)
    return [*faults(page), *overhang(page)]


def at_work(page: Page) -> None:
    expect(page.get_by_role("heading", name="Reported")).to_be_visible()


def test_a_passkey_is_added_and_opens_the_door_without_a_name(visitor: Callable[..., Page], home: Site) -> None:
    page = visitor()
    keyring(page)
    join(page, home, "petra")
    page.get_by_label("What to call it").fill("My toaster")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".recovery code")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator("#factors")).to_contain_text("My toaster")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    at_work(page)


def test_a_device_that_has_one_already_says_so(visitor: Callable[..., Page], home: Site) -> None:
    page = visitor()
    keyring(page)
    join(page, home, "quinn")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("has a passkey for this account already")).to_be_visible()


def test_somebody_joins_with_a_passkey_and_no_password(
    visitor: Callable[..., Page], home: Site, visit: Visitors
) -> None:
    page = visitor()
    keyring(page)
    page.goto(link(home, "invite"))
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.locator(".login > .error")).to_contain_text("1 to 64 printable characters")
    page.get_by_label("Your name here").fill("rosa")
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".recovery code")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.locator("#factors")).not_to_contain_text("You have none.")
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page, "rosa", "guess")
    expect(page.locator(".problems")).to_contain_text("do not open this door")
    visit.forgive("422")
    page.get_by_role("button", name="Use a passkey").click()
    at_work(page)


def test_a_passkey_is_the_other_half_of_a_password(visitor: Callable[..., Page], home: Site) -> None:
    page = visitor()
    keyring(page)
    join(page, home, "sven")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".recovery code")).to_have_count(10)
    codes = page.locator(".recovery code").all_inner_texts()
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page, "sven")
    expect(page.get_by_role("heading", name="the other half")).to_be_visible()
    page.goto("/moderate")
    expect(page.get_by_role("heading", name="the other half")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    at_work(page)
    elsewhere = visitor()
    sign_in(elsewhere, "sven")
    elsewhere.get_by_label("Recovery code").fill(codes[0])
    elsewhere.get_by_role("button", name="Sign in").click()
    at_work(elsewhere)


def test_without_a_passkey_the_browser_says_what_else_there_is(
    visitor: Callable[..., Page],
) -> None:
    page = visitor()
    keyring(page)
    page.goto("/moderate/login")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("No passkey was used. Try again, or use another way in.")).to_be_visible()


def test_an_app_is_set_up_by_its_code_and_asked_for_the_next_time(visitor: Callable[..., Page], home: Site) -> None:
    page = visitor(java_script_enabled=False, viewport=PHONE)
    join(page, home, "tilda")
    page.get_by_role("link", name="Set up an app").click()
    expect(page.locator(".qr-card svg")).to_be_visible()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator(".recovery code")).to_have_count(10)
    codes = page.locator(".recovery code").all_inner_texts()
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page, "tilda")
    page.get_by_label("Code of your app").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    at_work(page)


def test_a_browser_is_signed_out_from_another(visitor: Callable[..., Page], home: Site) -> None:
    phone = visitor(user_agent="Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0", viewport=PHONE)
    join(phone, home, "uma")
    desk = visitor()
    sign_in(desk, "uma")
    desk.locator("[data-more] summary").click()
    desk.get_by_role("link", name="You", exact=True).click()
    browsers = desk.locator("#browsers")
    expect(browsers.get_by_role("listitem")).to_have_count(2)
    row = browsers.get_by_role("listitem").filter(has_text="Firefox on Android")
    row.get_by_role("button", name="Sign out").click()
    expect(browsers.get_by_role("listitem")).to_have_count(1)
    expect(browsers).to_contain_text("Chrome on Linux (this one)")
    phone.goto("/moderate")
    expect(phone).to_have_url(re.compile("/moderate/login$"))


def test_an_operator_invites_somebody_and_withdraws_it(
    visitor: Callable[..., Page], home: Site, visit: Visitors
) -> None:
    page = visitor()
    join(page, home, "vera", "--role", "operator")
    page.locator("[data-more] summary").click()
    page.get_by_role("link", name="Run the site").click()
    page.get_by_role("navigation", name="Run the site").get_by_role("link", name="People").click()
    page.get_by_label("Who it is for").fill("Walter")
    page.get_by_role("button", name="Make a link", exact=True).click()
    made = page.get_by_label("The link", exact=True).input_value()
    assert made.startswith(f"{home.url}/moderate/join/")
    waiting = page.get_by_role("listitem").filter(has_text="Walter")
    waiting.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("It is withdrawn.")).to_be_visible()
    page.goto(made)
    expect(page.get_by_text("opens nothing any more")).to_be_visible()
    visit.forgive("404")


def test_under_a_number_the_page_says_why_there_are_no_passkeys(visit: Visitors, home: Site) -> None:
    page = visit()
    page.goto("/moderate/login")
    expect(page.get_by_text("Browsers make passkeys for names, not for numbers.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"http://localhost:\d+"))).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_door_is_clean_on_a_phone_and_at_a_desk(
    visitor: Callable[..., Page], home: Site, scheme: str
) -> None:
    page = visitor(color_scheme=scheme, viewport=PHONE)
    keyring(page)
    name = f"xenia{scheme}"
    join(page, home, name, "--role", "operator")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    found = {"/recovery": looked_at(page)}
    for path in ("/moderate/me", "/moderate/me/app", "/operate/people", "/moderate/me/confirm"):
        page.goto(path)
        found[path] = looked_at(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    found["/moderate/login"] = looked_at(page)
    sign_in(page, name)
    expect(page.get_by_role("heading", name="the other half")).to_be_visible()
    found["/moderate/login/code"] = looked_at(page)
    page.goto(link(home, "invite"))
    found["/join"] = looked_at(page)
    assert {path: each for path, each in found.items() if each} == {}
