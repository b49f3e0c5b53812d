"""A poster on somebody else's page."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from billboard.web.inert_text import inert
from tests.browser.pasting import paste
from tests.browser.visiting import Visitors
from tests.servers.process import HOST
from tests.servers.site import Site

CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def forum() -> Iterator[Callable[[str], str]]:
    """Another site: `forum(html)` gives the address of a page there that holds it."""
    pages: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in pages else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages.get(self.path, b""))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((HOST, 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def post(html: str) -> str:
        pages["/thread"] = f"<!doctype html><title>A forum</title>{html}".encode()
        return f"http://{HOST}:{server.server_port}/thread"

    yield post
    server.shutdown()
    server.server_close()
    thread.join()


def visit_forum(visit: Visitors, address: str) -> Page:
    page = visit()
    page.goto(address)
    assert {urlsplit(each).netloc for each in visit.strayed} == {urlsplit(address).netloc}
    visit.strayed.clear()  # it is where this visitor meant to go
    return page


def test_a_frame_shows_the_poster_and_leads_to_it(
    visit: Visitors, site: Site, pasted: Callable[[str], str], forum: Callable[[str], str]
) -> None:
    code = pasted("Mind the frame")
    framed = f'<iframe src="{site.url}/p/{code}/embed" width="800" height="448"></iframe>'
    page = visit_forum(visit, forum(framed))
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("img", name="Mind the frame")).to_have_js_property("complete", True)
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="vote").click()
    expect(opened.value).to_have_url(f"{site.url}/p/{code}")


def test_every_code_is_there_to_copy(visit: Visitors, site: Site, pasted: Callable[[str], str]) -> None:
    code = pasted("Mind the codes")
    page = visit(permissions=CLIPBOARD)
    page.goto(f"/p/{code}")
    page.get_by_text("More codes").click()
    for name, begins in [
        ("Forum code, small", "[url="),
        ("HTML", "<a href="),
        ("HTML, framed with its votes", "<iframe src="),
        ("Markdown", "[![Mind the codes"),
        ("Picture address", f"{site.url}/p/{code}.jpg"),
    ]:
        page.get_by_role("button", name=f"Copy {name}", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("Copied")
        assert str(page.evaluate("navigator.clipboard.readText()")).startswith(begins)


def test_html_that_is_copied_shows_the_picture_on_another_page(
    visit: Visitors, site: Site, forum: Callable[[str], str]
) -> None:
    own = visit()
    own.goto("/")
    words = 'Mind the "quotes" & <tags>'
    code = paste(own.request, words)
    own.goto(f"/p/{code}")
    page = visit_forum(visit, forum(own.locator("#share-html").input_value()))
    picture = page.get_by_role("img")
    expect(picture).to_have_attribute("alt", inert(words))
    expect(picture).to_have_js_property("naturalWidth", 1600)
    expect(page.get_by_role("link")).to_have_attribute("href", f"{site.url}/p/{code}")


def test_nothing_is_asked_of_strangers_until_a_share_link_is_followed(page: Page, pasted: Callable[[str], str]) -> None:
    page.goto(f"/p/{pasted('Mind your own')}")
    page.get_by_text("Send it by").click()
    link = page.get_by_role("link", name="Mastodon")
    link.hover()
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow external")


def test_a_picture_in_a_networks_shape_is_downloaded(page: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("Mind the shape")
    page.goto(f"/p/{code}")
    page.get_by_text("Sizes for each network").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Story").click()
    assert download.value.suggested_filename == f"billboard-{code}-story-1080x1920.jpg"


def loaded(page: Page, frame: FrameLocator) -> None:
    """Until the poster in the frame and its style have arrived: a frame loads in its own time, after its page."""
    expect(frame.get_by_role("img")).to_be_visible()
    document = page.locator("iframe").element_handle().content_frame()
    assert document
    document.wait_for_load_state()


@pytest.mark.parametrize(("width", "height"), [(800, 448), (280, 0), (600, 150)])
def test_the_frame_is_whole_in_whatever_room_a_page_gives_it(
    visit: Visitors, site: Site, pasted: Callable[[str], str], forum: Callable[[str], str], width: int, height: int
) -> None:
    own = visit()
    own.goto(f"/p/{pasted('Mind the room')}")
    code = own.locator("#share-frame").input_value()
    if height:
        code = code.replace("height: auto", f"height: {height}px")
    page = visit_forum(visit, forum(f'<div style="width: {width}px">{code}</div>'))
    outer = page.locator("iframe").bounding_box()
    assert outer
    assert outer["width"] == width
    frame = page.frame_locator("iframe")
    loaded(page, frame)
    for each in (frame.get_by_role("img"), frame.get_by_role("link", name="Remix it"), frame.locator(".mark")):
        expect(each).to_be_visible()
        box = each.bounding_box()
        assert box
        assert outer["y"] <= box["y"]
        assert box["y"] + box["height"] <= outer["y"] + outer["height"] + 0.5
        assert box["x"] + box["width"] <= outer["x"] + outer["width"] + 0.5


def test_a_frame_of_what_is_not_there_says_so_in_the_frame(
    visit: Visitors, site: Site, forum: Callable[[str], str]
) -> None:
    page = visit_forum(visit, forum(f'<iframe src="{site.url}/p/nobody/embed" width="800" height="448"></iframe>'))
    expect(page.frame_locator("iframe").get_by_text("There is no poster at this address")).to_be_visible()
    visit.forgive("404")
