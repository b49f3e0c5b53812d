"""What visitors get who write and read as HTTP lets them, from the worker that reads for its threads."""

import select
import signal
import socket
import struct
import time
from collections.abc import Iterator

import pytest

from tests.serving.echo import BIG
from tests.serving.server import Echo, echo
from tests.waiting import PATIENCE, wait_until

GET = "GET /x HTTP/1.1\nHost: h"


@pytest.fixture(scope="module")
def server() -> Iterator[Echo]:
    with echo() as running:
        yield running


def test_one_connection_is_kept_for_many_requests(server: Echo) -> None:
    with server.visitor() as visitor:
        for _ in range(5):
            assert visitor.ask(GET) == (200, b"GET /x 0 ")


def test_requests_that_come_together_are_answered_in_their_order(server: Echo) -> None:
    post = b"POST /%d HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody"
    with server.visitor() as visitor:
        visitor.say(b"".join(post % number for number in range(50)))
        answers = [visitor.answer() for _ in range(50)]
    assert answers == [(200, b"POST /%d 4 body" % number) for number in range(50)]


def test_a_second_request_may_come_by_halves_behind_a_first(server: Echo) -> None:
    with server.visitor() as visitor:
        visitor.say(b"GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHo")
        assert visitor.answer() == (200, b"GET /1 0 ")
        visitor.say(b"st: h\r\n\r\n")
        assert visitor.answer() == (200, b"GET /2 0 ")


def test_a_request_may_come_byte_by_byte(server: Echo) -> None:
    whole = b"POST /slowly HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nwords"
    with server.visitor() as visitor:
        visitor.say(*(whole[at : at + 1] for at in range(len(whole))))
        assert visitor.answer() == (200, b"POST /slowly 5 words")


@pytest.mark.parametrize(
    "body",
    [
        b"5\r\nwords\r\n0\r\n\r\n",
        b"1\r\nw\r\n4;name=value\r\nords\r\n0\r\nX-Trailer: yes\r\n\r\n",
    ],
)
def test_a_body_may_come_in_chunks(server: Echo, body: bytes) -> None:
    with server.visitor() as visitor:
        visitor.say(b"POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
        visitor.say(*(body[at : at + 1] for at in range(len(body))))
        assert visitor.answer() == (200, b"POST /c 5 words")
        assert visitor.ask(GET) == (200, b"GET /x 0 "), "and nothing of the body is left"


def test_who_asks_first_is_told_to_go_on(server: Echo) -> None:
    head = b"POST /e HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
    with server.visitor() as visitor:
        visitor.say(head)
        assert visitor.file.readline() + visitor.file.readline() == b"HTTP/1.1 100 Continue\r\n\r\n"
        visitor.say(b"words")
        assert visitor.answer() == (200, b"POST /e 5 words")
        visitor.say(head + b"words")
        assert visitor.file.readline() in (b"HTTP/1.1 100 Continue\r\n", b"HTTP/1.1 200 OK\r\n")


def test_an_old_client_is_answered_and_let_go(server: Echo) -> None:
    with server.visitor() as visitor:
        visitor.say(b"GET /old HTTP/1.0\r\n\r\n")
        assert visitor.rest().endswith(b"GET /old 0 ")
    with server.visitor() as visitor:
        visitor.say(b"GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        assert visitor.answer()[0] == 200
        visitor.say(b"GET /old HTTP/1.0\r\n\r\n")
        assert visitor.answer()[0] == 200


def test_who_stops_writing_still_reads_the_answer(server: Echo) -> None:
    with server.visitor() as visitor:
        visitor.say(b"POST /h HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nwords")
        visitor.sock.shutdown(1)
        assert visitor.rest().endswith(b"POST /h 5 words")


def test_answers_come_in_pieces_and_from_files(server: Echo) -> None:
    with server.visitor() as visitor:
        assert visitor.ask("GET /pieces HTTP/1.1\nHost: h") == (200, b"one,two,three")
        assert visitor.ask("GET /file HTTP/1.1\nHost: h")[1].startswith(b'"""The smallest')
        visitor.say(b"HEAD /big HTTP/1.1\r\nHost: h\r\n\r\n")
        assert visitor.answer(without_body=True) == (200, b"")
        assert visitor.ask(GET)[0] == 200


def test_a_body_that_nobody_read_is_not_taken_for_a_request(server: Echo) -> None:
    smuggled = b"GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n"
    with server.visitor() as visitor:
        visitor.say(b"POST /unread HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n" % len(smuggled) + smuggled)
        assert visitor.answer() == (200, b"unread")
        assert visitor.ask(GET) == (200, b"GET /x 0 ")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: h\r\n\r\n", 414),
        (b"GET /" + b"x" * 9000, 414),
        (b"GET / HTTP/1.1\r\nLong: " + b"x" * 9000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 101 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 40_000, 431),
        (b"GET / HTTP/1.1\nHost: h\n\n", 400),
        (b"GET / HTTP/1.1\r\nHost: h\nX: y", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: unheard\r\n\r\n", 501),
        (b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: h\r\nExpect: wonders\r\n\r\n", 417),
    ],
)
def test_what_no_request_may_be_is_refused_at_once_and_ends_the_connection(
    server: Echo, request_: bytes, status: int
) -> None:
    begun = time.monotonic()
    with server.visitor() as visitor:
        visitor.say(request_)
        answer = visitor.rest()
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer[:80]
    assert time.monotonic() - begun < 9, "a deadline would have ended it"


def test_a_body_longer_than_any_is_answered_without_being_read_and_ends_the_connection(server: Echo) -> None:
    with server.visitor() as visitor:
        visitor.say(b"POST /unread HTTP/1.1\r\nHost: h\r\nContent-Length: 999999\r\n\r\n" + GET.encode())
        assert visitor.rest().endswith(b"unread")


def test_an_answer_that_breaks_off_is_seen_to_have(server: Echo) -> None:
    with server.visitor() as visitor:
        visitor.say(b"GET /broken HTTP/1.1\r\nHost: h\r\n\r\n")
        try:
            got = visitor.rest()
        except ConnectionResetError:
            got = b""
    assert len(got) < 1000


def test_a_large_answer_arrives_whole_and_what_was_asked_behind_it_after_it(server: Echo) -> None:
    with server.visitor() as visitor:
        visitor.say(b"GET /big HTTP/1.1\r\nHost: h\r\n\r\n" + b"GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
        assert visitor.answer() == (200, b"x" * BIG)
        assert visitor.answer() == (200, b"GET /x 0 ")


def test_answers_that_nobody_reads_hold_no_thread(server: Echo) -> None:
    with server.crowd(12) as dawdlers, server.visitor() as visitor:
        for dawdler in dawdlers:
            dawdler.say(b"GET /big HTTP/1.1\r\nHost: h\r\n\r\n")
        begun = time.monotonic()
        assert visitor.ask(GET)[0] == 200
        assert time.monotonic() - begun < 15, "they are let go after twenty seconds"


def test_whoever_says_nothing_more_is_told_so(server: Echo) -> None:
    with server.visitor() as nothing, server.visitor() as head, server.visitor() as body:
        head.say(b"GET / HTTP/1.1\r\nHo")
        body.say(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nwo")
        assert nothing.rest() == b""
        assert head.rest().startswith(b"HTTP/1.1 408 ")
        assert body.rest().startswith(b"HTTP/1.1 408 ")


def test_no_deadline_is_put_off_by_a_byte_now_and_then(server: Echo) -> None:
    begun = time.monotonic()
    with server.visitor() as visitor:
        visitor.say(b"GET / HTTP/1.1\r\n")
        visitor.sock.settimeout(0.5)
        answer = b""
        while not answer:
            visitor.say(b"A: b\r\n")
            try:
                answer = visitor.sock.recv(100)
            except TimeoutError:
                assert time.monotonic() - begun < PATIENCE
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_an_idle_connection_is_closed_without_a_word(server: Echo) -> None:
    with server.visitor() as visitor:
        assert visitor.ask(GET)[0] == 200
        assert visitor.rest() == b""


def test_one_address_is_served_by_half_of_the_threads_at_most() -> None:
    with echo(threads=4) as server, server.crowd(8) as held, server.visitor("127.0.0.2") as other:
        for each in held:
            each.say(b"GET /held HTTP/1.1\r\nHost: h\r\n\r\n")
        for _ in range(20):
            assert other.ask(GET)[0] == 200
        server.released.touch()
        assert [each.answer()[0] for each in held] == [200] * 8, "and all of them in the end"


def test_whoever_has_most_connections_loses_one_where_there_are_too_many() -> None:
    with (
        echo(2, 1, "--worker-connections", "20") as server,
        server.crowd(60, "127.0.0.2") as many,
        server.visitor() as one,
    ):
        for _ in range(3):
            assert one.ask(GET)[0] == 200
        for each in many[:40]:
            assert each.rest() == b"", "the oldest went first"
        assert one.ask(GET)[0] == 200


def test_a_large_body_is_read_where_it_may_come_and_few_at_once(server: Echo) -> None:
    head = b"POST /moderate/campaigns/new HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n"
    with server.crowd(10, "127.0.0.2") as many, server.visitor() as visitor:
        for each in many:
            each.say(head)
        visitor.say(head, b"w" * 3_000_000)
        assert visitor.answer()[1].startswith(b"POST /moderate/campaigns/new 3000000 www")
        refused = [each for each in many if select.select([each.sock], [], [], 0)[0]]
        assert len(refused) >= 6
        assert all(each.rest().startswith(b"HTTP/1.1 503 ") for each in refused)


def test_a_stopping_worker_answers_what_it_has_begun_and_does_not_wait_for_who_says_nothing() -> None:
    with echo() as server, server.visitor() as held, server.visitor() as silent, server.visitor() as idle:
        assert idle.ask(GET)[0] == 200
        held.say(b"GET /held HTTP/1.1\r\nHost: h\r\n\r\n")
        wait_until(server.released.with_name("begun").exists)
        begun = time.monotonic()
        server.server.process.send_signal(signal.SIGTERM)
        server.released.touch()
        assert held.answer()[0] == 200
        assert silent.rest() == b""
        assert idle.rest() == b""
        server.server.process.wait(PATIENCE)
        assert time.monotonic() - begun < 25, "its grace is thirty seconds"


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET /x HT",
        b"GET /x HTTP/1.1\r\nHost: h\r\n\r\n",
        b"POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nbod",
        b"POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n",
        b"POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n",
        b"GET /x HTTP/1.1\r\nHost: h\r\nX: " + b"x" * 70_000,
    ],
)
def test_who_breaks_off_takes_nobody_along(server: Echo, begun: bytes) -> None:
    reset = struct.pack("ii", 1, 0)
    with server.visitor() as other:
        assert other.ask(GET) == (200, b"GET /x 0 ")
        for _ in range(100):
            visitor = server.visitor()
            visitor.say(begun)
            visitor.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            visitor.leave()
        assert other.ask(GET) == (200, b"GET /x 0 ")  # over the same connection: its worker is the same
