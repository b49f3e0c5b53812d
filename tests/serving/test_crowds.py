"""Two hundred half-open connections of each kind beside visitors of the site: all these are answered."""

import selectors
import socket
import time
import urllib.request

import pytest

from billboard.serving.reading import LARGE, MOST_BODY, MOST_LARGE_BODY, MOST_UPLOAD, UPLOADS
from billboard.web import bounds
from tests.servers.process import HOST
from tests.servers.site import Site
from tests.serving.crowd import KINDS, NUMBER, go_on, half_open
from tests.waiting import PATIENCE


def connect(site: Site) -> socket.socket:
    return socket.create_connection((HOST, site.port), PATIENCE, ("127.0.0.2", 0))


@pytest.mark.parametrize("kind", KINDS)
def test_others_are_answered_beside_a_crowd(site: Site, kind: str) -> None:
    first, then = KINDS[kind]
    with half_open(lambda: connect(site), first) as crowd:
        for _ in range(10):
            go_on(crowd, then)
            with urllib.request.urlopen(site.url + "/healthz", timeout=PATIENCE) as answer:
                assert answer.status == 200
            with urllib.request.urlopen(site.url + "/gallery", timeout=PATIENCE) as answer:
                assert answer.status == 200


def test_a_crowd_is_let_go_and_leaves_nothing_behind(site: Site) -> None:
    with half_open(lambda: connect(site), b"GET / HTTP/1.1\r\nHost: ") as crowd:
        ended, selector = 0, selectors.DefaultSelector()
        for sock in crowd:
            selector.register(sock, selectors.EVENT_READ)
        begun = time.monotonic()
        while ended < NUMBER:
            assert time.monotonic() - begun < PATIENCE
            for key, _ in selector.select(1):
                assert isinstance(key.fileobj, socket.socket)
                if not key.fileobj.recv(4096):
                    selector.unregister(key.fileobj)
                    ended += 1
        selector.close()


def test_the_server_reads_as_much_of_a_body_as_the_application_takes() -> None:
    large = (bounds.UPLOAD, bounds.DESK, bounds.PHOTOGRAPH, bounds.FOLDER, bounds.BOXES)
    small = [bound.size for bound in (*bounds.BOUNDS.values(), bounds.FORM) if bound not in large]
    assert max(small) == MOST_BODY
    assert max(bounds.PHOTOGRAPH.size, bounds.FOLDER.size) == MOST_UPLOAD
    for path in (b"/studio/new", b"/studio/import", b"/studio/d/abc/picture"):
        assert UPLOADS.match(b"POST " + path + b" HTTP/1.1")
    for path in (b"paint", b"boxes", b"formats", b"papers", b"figures", b"preview.jpg"):
        assert LARGE.match(b"POST /studio/d/abc/" + path + b" HTTP/1.1")
    assert not UPLOADS.match(b"POST /studio/d/abc/delete HTTP/1.1")
    assert max(bounds.UPLOAD.size, bounds.DESK.size) <= MOST_LARGE_BODY
    for path in (b"/moderate/campaigns/new", b"/moderate/campaigns/biscuits", b"/moderate/decide", b"/moderate/p/abc"):
        assert LARGE.match(b"POST " + path + b" HTTP/1.1")
    for path in (
        b"/moderate/campaigns",
        b"/moderate/campaigns/biscuits/state",
        b"/make/queue",
        b"/moderate/undo",
        b"/moderate/look",
    ):
        assert not LARGE.match(b"POST " + path + b" HTTP/1.1")
