"""The deployed nginx configuration, run for real: in front of a recording application, and of the site."""

import json
import math
import socket
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from email.message import Message
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from flask import Flask

from tests.application import MakeApp, parts, publish
from tests.campaigns.campaigning import campaign
from tests.servers.nginx import CLOCK, Nginx, nginx
from tests.servers.process import HOST
from tests.servers.site import Site
from tests.waiting import PATIENCE, last_true, wait_until

SHARED = {"Cache-Control": "public, max-age=0, s-maxage=1"}
PRIVATE = {"Cache-Control": "private, no-store"}
TOGETHER = 20  # seconds in which all visitors of a page must have come; nginx waits 30 for its answer


class Recorder(BaseHTTPRequestHandler):
    """Answers as told by `answers`, after what a path has `before_answering`, and remembers what it was asked."""

    asked: ClassVar[Counter[str]] = Counter()
    headers_seen: ClassVar[list[Message]] = []
    addresses_seen: ClassVar[list[str]] = []
    ports_seen: ClassVar[list[int]] = []
    answers: ClassVar[dict[str, dict[str, str]]] = {
        "/gallery": SHARED,
        "/careless": SHARED | {"Set-Cookie": "visitor=1"},
        "/silent": {},
        "/moderate": PRIVATE,
        "/slow": SHARED,
        "/make/queue": PRIVATE,
        "/p/abc.jpg": SHARED,
        "/c/biscuits/header.jpg": SHARED,
    }
    before_answering: ClassVar[dict[str, Callable[[], object]]] = {}
    gone: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        type(self).asked[path] += 1
        type(self).headers_seen.append(self.headers)
        type(self).addresses_seen.append(self.path)
        type(self).ports_seen.append(self.connection.getsockname()[1])
        self.before_answering.get(path, lambda: None)()
        body = f"{path} {self.asked[path]} ".encode() + b"paste " * 400
        self.send_response(410 if path in self.gone else 200)
        for name, value in self.answers.get(path, PRIVATE).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def recording() -> Iterator[int]:
    with ThreadingHTTPServer((HOST, 0), Recorder) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def door() -> Iterator[Nginx]:
    with recording() as first, recording() as second, nginx([first, second]) as running:
        yield running


@pytest.fixture(autouse=True)
def _forget() -> None:
    Recorder.asked.clear()
    Recorder.headers_seen.clear()
    Recorder.addresses_seen.clear()
    Recorder.ports_seen.clear()
    Recorder.before_answering.clear()
    Recorder.gone.clear()


def get(door: Nginx, path: str, **headers: str) -> tuple[int, Message, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(door.url + path, headers=named)
    try:
        with urllib.request.urlopen(request, context=door.trust, timeout=2 * TOGETHER) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def post(door: Nginx, path: str, data: bytes) -> int:
    try:
        request = urllib.request.Request(door.url + path, data=data)
        with urllib.request.urlopen(request, context=door.trust, timeout=2 * TOGETHER) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_wall_is_asked_for_once_a_second(door: Nginx) -> None:
    begun = time.monotonic()
    bodies = {get(door, "/gallery?sort=new")[2] for _ in range(10)}
    wait_until(lambda: get(door, "/gallery?sort=new")[2] not in bodies)
    assert Recorder.asked["/gallery"] <= 1 + time.monotonic() - begun


@pytest.mark.parametrize(
    "address",
    [
        "/gallery?sort=new&x=1",
        "/gallery?made-up&sort=new",
        "/gallery?sort=new&sort=top",
        "/gallery?sort=new&%73ort=top",
        "/gallery?sort=new&q=",
        "/g%61llery?sort=new",
        "//gallery?sort=new",
        "/about/../gallery?sort=new",
    ],
)
def test_a_wall_is_the_same_however_its_address_is_written(door: Nginx, address: str) -> None:
    def same() -> bool:  # unless a second ends between the two
        return get(door, "/gallery?sort=new")[2] == get(door, address)[2]

    wait_until(same)
    assert set(Recorder.addresses_seen) <= {"/gallery?sort=new"}, "and is asked for as its page reads it"


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("/gallery?q=caf%C3%A9+%26c&sort=new&period=all", "/gallery?period=all&q=caf%C3%A9+%26c&sort=new"),
        ("/gallery%3Fsort=new", "/gallery%3Fsort=new"),
        ("/p/abc%0A?street=a", "/p/abc%0A?street=a"),
        ("/about/rules?q=1", "/about/rules"),
        ("/votes?ids=a,b&x=1", "/votes?ids=a,b&x=1"),
        ("/make/queue/driveby?headline=a&x=1", "/make/queue/driveby?headline=a&x=1"),
        ("/make/queue?remix=a&x=1", "/make/queue?remix=a&x=1"),
    ],
)
def test_a_page_is_asked_for_with_what_it_reads(door: Nginx, address: str, read: str) -> None:
    assert get(door, address)[0] == 200
    assert Recorder.addresses_seen == [read]


def test_what_is_sent_to_be_done_is_passed_on_as_it_is(door: Nginx) -> None:
    assert post(door, "/looks?x=1", b"ids=a") == 200
    assert Recorder.addresses_seen == ["/looks?x=1"]


def test_no_name_of_a_wall_is_taken_for_another_with_a_query(door: Nginx) -> None:
    seen = {get(door, path)[2] for path in ("/gallery?sort=new", "/gallery%3Fsort=new", "/gallery%20sort=new")}
    assert len(seen) == 3


DRAWN = (
    "/make/queue/preview.jpg?headline=a",
    "/make/queue/small.jpg",
    "/make/queue/sample.jpg",
    "/make/queue/driveby",
    "/make/every?slogan=a",
    "/stickers/bubble.png?words=a",
    "/p/abc/shape/square.jpg",
    "/p/abc/w600.jpg",
    "/p/abc/sheet/banner.jpg",
    "/p/abc/street/dusk.jpg",
    "/p/abc/%73treet/dusk/small.jpg",
    "/p/abc/facing.jpg",
    "/p/abc/print.pdf?paper=a3",
)
NOT_DRAWN: tuple[str, ...] = (
    "/",
    "/gallery",
    "/votes?ids=a",
    "/p/abc",
    "/p/abc.jpg",
    "/p/abc/thumb.jpg",
    "/p/abc/vote",
    "/moderate",
)
NOT_DRAWN += ("/make", "/make/queue", "/healthz", "/seal", "/duel", "/p/abc/qr.svg", "/static/css/site.css")


def test_pictures_are_drawn_by_workers_of_their_own() -> None:
    with recording() as application, recording() as drawing, nginx([application] * 2, drawing=[drawing] * 2) as door:
        for pool, addresses in ((drawing, DRAWN), (application, NOT_DRAWN)):
            Recorder.ports_seen.clear()
            assert {get(door, address)[0] for address in addresses} == {200}
            assert Recorder.ports_seen == [pool] * len(addresses)
        Recorder.ports_seen.clear()
        assert post(door, "/make/queue", b"headline=a") == 200
        assert post(door, "/p/abc/vote", b"value=1") == 200
        assert Recorder.ports_seen == [drawing, application]


def test_where_nobody_draws_the_rest_goes_on_and_is_told_when_to_come_back() -> None:
    with recording() as application, nginx([application] * 2, drawing=[1, 2]) as door:
        for address in DRAWN:
            status, headers, body = get(door, address)
            assert (status, headers["Retry-After"]) == (503, "10")
            assert b"Nothing you made is lost" in body
        assert post(door, "/make/queue", b"headline=a") == 503
        assert {get(door, address)[0] for address in NOT_DRAWN} == {200}


def test_a_post_is_not_sent_a_second_time_where_its_answer_is_lost(door: Nginx) -> None:
    def lose() -> None:
        raise ConnectionAbortedError

    Recorder.before_answering["/make/queue"] = lose
    assert post(door, "/make/queue", b"headline=a") == 503
    assert Recorder.asked["/make/queue"] == 1


FROM = "X-Test-Address"
TOLD = 0
AS_TOLD = f"set_real_ip_from {HOST}; real_ip_header {FROM};"


def statuses(door: Nginx, addresses: Sequence[str]) -> Counter[int]:
    """Of requests sent at once, each from one of the addresses; and how many were TOLD when to come back."""
    found: Counter[int] = Counter()
    for start in range(0, len(addresses), 500):  # nginx closes a connection after a thousand
        with closing(
            door.trust.wrap_socket(socket.create_connection((HOST, door.secure), TOGETHER), server_hostname=HOST)
        ) as visitor:
            part = addresses[start : start + 500]
            asked = [f"HEAD /metrics HTTP/1.1\r\nHost: {HOST}\r\n{FROM}: {address}\r\n\r\n" for address in part]
            visitor.sendall("".join(asked).encode() + b"HEAD / HTTP/1.0\r\n\r\n")
            for line in visitor.makefile("rb"):
                if line.startswith(b"HTTP/1.1 "):
                    found[int(line.split()[1])] += 1
                found[TOLD] += line.startswith(b"Retry-After: ")
    del found[200]  # the last one's
    return +found


def test_only_a_crowd_is_slowed_down_and_each_household_is_one() -> None:
    home = [f"2001:db8:0:7:{number:x}::1" for number in range(4000)]
    with recording() as application, nginx([application] * 2, more=AS_TOLD) as door:
        thirty = statuses(door, ["203.0.113.9"] * 30 * 50)
        assert set(thirty) == {403}, "a class opens a page of fifty pictures at once"
        refused = statuses(door, home)
        assert refused[429] > 500
        assert refused[TOLD] == refused[429]
        assert refused[403] >= 2000
        assert set(statuses(door, ["2001:db8:0:8::1", "203.0.113.10"])) == {403}, "a neighbour"
        wait_until(lambda: get(door, "/gallery", **{FROM: home[0]})[0] == 200)


def test_another_query_is_another_wall(door: Nginx) -> None:
    assert get(door, "/gallery?sort=top")[2] != get(door, "/gallery?sort=hot")[2]


def test_visitors_who_come_at_once_to_a_slow_wall_share_one_answer(door: Nginx) -> None:
    all_have_asked = threading.Event()
    connected, asked = threading.Barrier(12), threading.Barrier(12, all_have_asked.set)
    Recorder.before_answering["/slow"] = lambda: all_have_asked.wait(TOGETHER)

    def visit(_: int) -> bytes:
        with closing(HTTPSConnection(HOST, door.secure, timeout=2 * TOGETHER, context=door.trust)) as visitor:
            visitor.connect()
            connected.wait(TOGETHER)
            visitor.request("GET", "/slow")
            asked.wait(TOGETHER)
            return visitor.getresponse().read()

    with ThreadPoolExecutor(12) as visitors:
        bodies = set(visitors.map(visit, range(12)))
    assert len(bodies) <= 2, "and one more for who came late"
    assert Recorder.asked["/slow"] <= 2


def test_a_picture_is_shared_for_a_moment(door: Nginx) -> None:
    begun = time.monotonic()
    for _ in range(20):
        get(door, "/p/abc.jpg")
    assert Recorder.asked["/p/abc.jpg"] <= 2 + time.monotonic() - begun


@pytest.mark.parametrize("path", ["/p/abc.jpg", "/c/biscuits/header.jpg"])
@pytest.mark.parametrize("part", [0.0, 0.35, 0.7])
def test_a_picture_that_was_taken_down_is_gone_with_the_second(door: Nginx, part: float, path: str) -> None:
    wait_until(lambda: part <= time.time() % 1 < part + 0.3)
    wait_until(lambda: get(door, path)[0] == 200)
    Recorder.gone.add(path)
    taken_down = time.time()
    seen = last_true(lambda: get(door, path)[0] == 200)
    assert seen < math.floor(taken_down) + 1 + CLOCK
    assert get(door, path)[0] == 410


def test_private_pages_do_not_wait_for_each_other(door: Nginx) -> None:
    all_are_there = threading.Barrier(8)
    Recorder.before_answering["/make/queue"] = lambda: all_are_there.wait(TOGETHER)
    with ThreadPoolExecutor(8) as visitors:
        answers = list(visitors.map(lambda _: get(door, "/make/queue")[0], range(8)))
    assert answers == [200] * 8
    assert Recorder.asked["/make/queue"] == 8


@pytest.mark.parametrize("path", ["/moderate", "/careless", "/silent"])
def test_what_is_private_sets_a_cookie_or_says_nothing_is_never_stored(door: Nginx, path: str) -> None:
    assert get(door, path)[2] != get(door, path)[2]


def test_what_is_one_visitors_alone_is_asked_for_past_the_cache(door: Nginx, make_app: MakeApp) -> None:
    """Its lock would make visitors wait for each other, as for a proof of work on the worst of days."""
    app = make_app(under_attack="on")
    private = private_pages(app)
    assert {"/duel", "/proof/vote", "/moderate/login", "/votes"} <= private
    for path in private:
        get(door, path)
    wait_until(lambda: {line["path"] for line in logged(door)} >= {hidden(path) for path in private})
    asked = [line for line in logged(door) if line["path"] in {hidden(path) for path in private}]
    assert {line["path"] for line in asked if line["cache"]} == set()


def private_pages(app: Flask) -> set[str]:
    """The addresses of which the application says that no cache may keep them."""
    campaign(app)
    given = {"code": publish(app), "secret": "a" * 32, "number": 10**9, "page": 1, "width": 400, "year": 2026}
    given |= {"day": "2026-05-07", "kind": "remixes", "form": "vote", "size": "small", "filename": "css/base.css"}
    given |= {"name": "nothing", "recipe": "nothing"}
    found = set()
    for rule in app.url_map.iter_rules():
        given["slug"] = "biscuits" if "/c/" in rule.rule else next(iter(parts(app).templates))
        if "GET" not in (rule.methods or ()) or rule.rule == "/metrics":
            continue
        with app.test_request_context():
            path = app.url_map.bind("localhost").build(rule.endpoint, {each: given[each] for each in rule.arguments})
        with closing(app.test_client().get(path)) as answer:
            if answer.status_code < 400 and "private" in answer.headers.get("Cache-Control", ""):
                found.add(path)
    return found


def hidden(path: str) -> str:
    """As the log has it, without secrets."""
    secret = ("/claim/", "/receipt/", "/roundup/", "/studio/look/", "/studio/mine/", "/takedown/")
    return next((start for start in secret if path.startswith(start)), path)


def test_the_metrics_stay_inside(door: Nginx) -> None:
    assert get(door, "/metrics")[0] == 403
    assert get(door, "/metrics/")[0] == 200  # another address, which the application knows nothing of
    assert Recorder.asked["/metrics"] == 0


def test_a_forged_address_and_request_id_are_thrown_away(door: Nginx) -> None:
    get(door, "/moderate", X_Forwarded_For="203.0.113.9", X_Request_ID="forged-forged", X_Forwarded_Host="evil.example")
    seen = Recorder.headers_seen[-1]
    assert seen["X-Forwarded-For"] == HOST
    assert seen["X-Forwarded-Proto"] == "https"
    assert seen["X-Forwarded-Host"] == door.url.removeprefix("https://")
    assert len(seen["X-Request-ID"]) == 32
    assert abs(time.time() - float(seen["X-Request-Start"].removeprefix("t="))) < PATIENCE


def test_pages_travel_compressed(door: Nginx) -> None:
    status, headers, body = get(door, "/gallery", Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert len(body) < 400


@pytest.mark.parametrize("name", [HOST, "evil.example"])
def test_plain_http_is_sent_to_the_sites_own_address_by_whatever_name_it_is_asked(door: Nginx, name: str) -> None:
    with socket.create_connection((HOST, door.plain), 5) as visitor:
        visitor.sendall(f"GET /p/abc?x=1 HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
        answer = visitor.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 308 ")
    assert f"\r\nLocation: {door.url}/p/abc?x=1\r\n".encode() in answer


def test_too_large_a_post_gets_a_page_that_says_so(door: Nginx) -> None:
    request = urllib.request.Request(door.url + "/make/queue", data=b"x" * 70_000)
    with pytest.raises(urllib.error.HTTPError, match="413") as caught:
        urllib.request.urlopen(request, context=door.trust, timeout=10)
    with caught.value as answer:
        assert b"too much paste" in answer.read()
    assert Recorder.asked["/make/queue"] == 0


def test_a_photograph_passes_where_one_is_asked_for(door: Nginx) -> None:
    for path in ("/studio/new", "/studio/propose", "/studio/d/abc/picture"):
        request = urllib.request.Request(door.url + path, data=bytes(30 << 20))
        with urllib.request.urlopen(request, context=door.trust, timeout=20) as answer:
            assert answer.status == 200
    assert Recorder.asked["/studio/new"] == 1


def test_half_sent_headers_hold_nobody_up(door: Nginx) -> None:
    dawdlers = []
    for _ in range(60):
        dawdler = door.trust.wrap_socket(socket.create_connection((HOST, door.secure), 5), server_hostname=HOST)
        dawdler.sendall(b"GET / HTTP/1.1\r\nHost: ")
        dawdlers.append(dawdler)
    try:
        begun = time.monotonic()
        assert get(door, "/gallery")[0] == 200
        assert time.monotonic() - begun < 5
    finally:
        for dawdler in dawdlers:
            dawdler.close()


def logged(door: Nginx) -> list[dict[str, Any]]:
    """What is in its log, but for a line that it is writing."""
    return [json.loads(line) for line in door.access_log().splitlines(keepends=True) if line.endswith("\n")]


def test_the_log_has_neither_addresses_nor_slogans(door: Nginx) -> None:
    get(door, "/make/queue/preview.jpg?headline=a-secret-slogan")
    wait_until(lambda: logged(door)[-1]["path"] == "/make/queue/preview.jpg")
    assert "a-secret-slogan" not in door.access_log()
    assert HOST not in door.access_log()


def test_no_log_has_a_makers_secret_even_where_nothing_answers() -> None:
    with nginx([1, 2]) as dead:
        assert get(dead, "/claim/a-makers-secret?headline=a-secret-slogan")[0] == 503
        assert get(dead, "/roundup/a-readers-secret")[0] == 503
        assert get(dead, "/receipt/a-reporters-secret")[0] == 503
        assert get(dead, "/moderate/join/an-invitations-secret")[0] == 503
        wait_until(lambda: [line["status"] for line in logged(dead)] == [503, 503, 503, 503])
        for secret in (
            "an-invitations-secret",
            "a-makers-secret",
            "a-readers-secret",
            "a-reporters-secret",
            "a-secret-slogan",
            HOST,
        ):
            assert secret not in dead.access_log() + dead.error_log()


def test_one_dead_replica_is_not_noticed_and_two_get_a_page() -> None:
    with recording() as alive:
        with nginx([alive, 1]) as half:
            assert [get(half, "/moderate")[0] for _ in range(6)] == [200] * 6
        with nginx([1, 2]) as dead:
            status, headers, body = get(dead, "/gallery")
    assert status == 503
    assert headers["Retry-After"] == "10"
    assert b"pasted over" in body


def test_the_site_behind_nginx(site: Site) -> None:
    with nginx([site.port, site.port]) as front:
        status, headers, body = get(front, "/gallery")
        assert status == 200
        assert headers["Set-Cookie"] is None
        assert body == get(front, "/gallery")[2]
        assert get(front, "/metrics")[0] == 403
        assert get(front, "/healthz")[0] == 200
