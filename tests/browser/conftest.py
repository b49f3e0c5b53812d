"""Visitors and moderators in real Chromium at the real site."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page, StorageState

from tests.browser.pasting import paste
from tests.browser.visiting import Visitors, visitors
from tests.servers.chromium import Complaints
from tests.servers.site import Site, Sites
from tests.servers.smtp import Mailroom, smtp

UNHURRIED = {
    "PUBLISH_LIMIT": "10000 per minute",
    "REPORT_LIMIT": "10000 per minute",
    "LOGIN_LIMIT": "10000 per minute",
    "LOGIN_ACCOUNT_LIMIT": "10000 per minute",
    "SUBSCRIBE_LIMIT": "10000 per minute",
    "VOTES_OF_NEW_VISITORS_PER_POSTER": "10000",
    "DUELS_OF_NEW_VISITORS_PER_POSTER": "10000",
}
# One worker, because limits that no Valkey keeps are counted by each worker.
STRICT = {"PUBLISH_LIMIT": "1 per hour", "VOTES_PER_NETWORK_PER_POSTER": "1", "WEB_CONCURRENCY": "1"}


@pytest.fixture(scope="session")
def post() -> Iterator[Mailroom]:
    """Where the site's letters go."""
    with smtp() as server:
        yield server


@pytest.fixture(scope="session")
def site(live_server: Sites, post: Mailroom) -> Site:
    """A seeded site that does not mind one network doing everything at once."""
    return live_server({**UNHURRIED, "SMTP_URL": post.url, "MAIL_FROM": "post@posters.example.org"}, seeded=True)


@pytest.fixture(scope="session")
def strict_site(live_server: Sites) -> Site:
    """A site that takes one poster an hour and one vote for each poster from a network."""
    return live_server(STRICT)


@pytest.fixture(scope="session")
def strict_poster(browser: Browser, strict_site: Site) -> str:
    """The code of the one poster the strict site takes."""
    context = browser.new_context(base_url=strict_site.url)
    code = paste(context.request, "First come, first served")
    context.close()
    return code


@pytest.fixture(scope="session")
def request_context(browser: Browser, site: Site) -> Iterator[APIRequestContext]:
    """Somebody at the site who is nobody else in the tests, and has no page open."""
    context = browser.new_context(base_url=site.url)
    yield context.request
    context.close()


@pytest.fixture
def pasted(request_context: APIRequestContext) -> Callable[[str], str]:
    """Publishes a slogan: `pasted("Bin day has moved")` returns the poster's code."""
    return lambda headline: paste(request_context, headline)


@pytest.fixture
def visit(browser: Browser, site: Site, complaints: Complaints) -> Iterator[Visitors]:
    with visitors(browser, site, complaints) as visit:
        yield visit


@pytest.fixture
def page(visit: Visitors) -> Page:
    """An ordinary visitor at a desk."""
    return visit()


@pytest.fixture
def scriptless(visit: Visitors) -> Page:
    """A visitor whose browser runs no scripts."""
    return visit(java_script_enabled=False)


@pytest.fixture(scope="session")
def password(site: Site) -> str:
    """Of the operator “tester”."""
    return site.flask("create-moderator", "tester", "--role", "operator").strip()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: Site, password: str) -> StorageState:
    """The cookies of a moderator: `visit(storage_state=signed_in)`."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/moderate/login")
    page.get_by_label("Name").fill("tester")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/moderate")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def moderator(visit: Visitors, signed_in: StorageState) -> Page:
    return visit(storage_state=signed_in)
