"""When all of a request has come is the same however it is cut up, and never later than gunicorn's parser knows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billboard.serving.framing import Framing, Limits, Stage

LIMITS = Limits(line=100, head=1000, body=50, large_body=500, large=re.compile(rb"POST /large "))
HEAD = b"POST / HTTP/1.1\r\nHost: h\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
WHOLE = [
    b"GET / HTTP/1.1\r\nHost: h\r\n\r\n",
    b"\r\nGET / HTTP/1.0\r\n\r\n",
    HEAD + b"Content-Length: 0\r\n\r\n",
    HEAD + b"content-length:\t5 \r\n\r\nwords",
    CHUNKED + b"0\r\n\r\n",
    CHUNKED + b"2\r\nwo\r\n3;x=y\r\nrds\r\n0\r\n\r\n",
    CHUNKED + b"5\r\nwords\r\n0\r\nX-One: a\r\nX-Two: b\r\n\r\n",
]
CUT = [
    b"GET /" + b"x" * 120,
    b"GET / HTTP/1.1\n\n",
    HEAD + b"Content-Length: 51\r\n\r\n",
    HEAD + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\n",
    HEAD + b"Content-Length: +5\r\n\r\n",
    HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
    HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
    b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
    CHUNKED + b"x\r\n",
    CHUNKED + b"-1\r\n",
    CHUNKED + b"5" * 9000,
    CHUNKED + b"40\r\n" + b"w" * 64,
    CHUNKED + b"1\r\nw\r\n" * 51,
    CHUNKED + b"0\r\n" + b"X: y\r\n" * 2000,
]


def fed(request: bytes, cuts: list[int] | None = None) -> list[Stage]:
    """The stages seen after each piece."""
    framing, received, seen = Framing(LIMITS), bytearray(), []
    places = sorted({min(cut, len(request)) for cut in cuts or []} | {len(request)})
    for start, end in zip([0, *places], places, strict=False):
        received += request[start:end]
        seen.append(framing.look(received))
        if seen[-1] not in (Stage.HEAD, Stage.BODY):
            break
    return seen


@given(st.sampled_from(WHOLE), st.lists(st.integers(0, 150)))
def test_a_request_is_whole_with_its_last_byte(request_: bytes, cuts: list[int]) -> None:
    seen = fed(request_, cuts)
    assert seen[-1] is Stage.WHOLE
    assert set(seen[:-1]) <= {Stage.HEAD, Stage.BODY}
    assert fed(request_[:-1], cuts)[-1] in (Stage.HEAD, Stage.BODY)


@pytest.mark.parametrize("request_", WHOLE)
def test_what_comes_behind_a_request_changes_nothing(request_: bytes) -> None:
    assert fed(request_ + b"GET / HT") == [Stage.WHOLE]


@pytest.mark.parametrize("request_", CUT, ids=range(len(CUT)))
def test_what_will_be_refused_is_not_waited_for(request_: bytes) -> None:
    assert fed(request_)[-1] in (Stage.CUT, Stage.TOO_LONG)
    assert fed(request_, list(range(len(request_))))[-1] in (Stage.CUT, Stage.TOO_LONG)


def test_a_head_is_too_long_where_its_end_has_not_come() -> None:
    assert fed(HEAD + b"A: b\r\n" * 200)[-1] is Stage.TOO_LONG


def test_a_large_body_may_follow_its_own_address_alone() -> None:
    assert fed(b"POST /large HTTP/1.1\r\nContent-Length: 400\r\n\r\n")[-1] is Stage.BODY
    assert fed(b"POST /large HTTP/1.1\r\nContent-Length: 501\r\n\r\n")[-1] is Stage.CUT
    assert fed(b"POST /other HTTP/1.1\r\nContent-Length: 400\r\n\r\n")[-1] is Stage.CUT


def test_who_waits_to_be_told_to_go_on_is_seen() -> None:
    for version, waits in ((b"1.1", True), (b"1.0", False)):
        framing = Framing(LIMITS)
        framing.look(bytearray(b"POST / HTTP/" + version + b"\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n\r\n"))
        assert framing.expects is waits


@pytest.mark.parametrize(
    ("path", "length", "stage"), [("photo", 4000, Stage.BODY), ("photo", 6000, Stage.CUT), ("large", 4000, Stage.CUT)]
)
def test_a_photograph_may_be_larger_than_any_other_body(path: str, length: int, stage: Stage) -> None:
    framing = Framing(LIMITS._replace(upload=5000, uploads=re.compile(rb"POST /photo ")))
    head = f"POST /{path} HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n"
    assert framing.look(bytearray(head.encode())) is stage
    assert framing.is_upload is (path == "photo")
    assert framing.is_large
