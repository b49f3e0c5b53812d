"""Relays as they are out there: encrypted, locked, slow, and tired of one connection."""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from billboard.infra.mail import Post, Relay, RelayDown, SenderRefused, read_relay
from tests.infra.letters import letter
from tests.servers.process import free_port
from tests.servers.smtp import Mailroom, smtp
from tests.servers.tls import certificates

# Over TLS from the first byte it does not see that there is any, and says so.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
USER, PASSWORD = "posters", "mind the gap:and@the/doors"
LOCKED = "posters:mind%20the%20gap%3Aand%40the%2Fdoors@"


def porter(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Of a server whose authority this process trusts."""
    certificate, key, authority = certificates(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(certificate, key)
    return ours


@contextmanager
def relay(context: ssl.SSLContext, encryption: str) -> Iterator[Mailroom]:
    """One that takes letters from those alone who sign in over TLS."""
    how: dict[str, Any] = {"authenticator": porter, "auth_required": True}
    if encryption == "starttls":
        how |= {"tls_context": context, "require_starttls": True}
    else:
        how |= {"ssl_context": context, "auth_require_tls": False}  # it does not know that its socket is one
    with smtp(**how) as room:
        yield room


def url_of(room: Mailroom, encryption: str, login: str = LOCKED) -> str:
    if encryption == "starttls":
        return f"smtp://{login}127.0.0.1:{room.port}?starttls=yes"
    return f"smtps://{login}127.0.0.1:{room.port}"


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_a_letter_goes_over_tls_to_a_relay_that_wants_a_password(context: ssl.SSLContext, encryption: str) -> None:
    with relay(context, encryption) as room:
        with Post(read_relay(url_of(room, encryption))) as post:
            post.send(letter("One"))
            post.send(letter("Two"))
        assert [each["Subject"] for each in room.letters] == ["One", "Two"]
        assert room.encrypted == [True, True]


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
@pytest.mark.parametrize(("login", "said"), [("posters:wrong@", "535"), ("", "530")])
def test_a_relay_that_does_not_know_us_is_told_of(
    context: ssl.SSLContext, encryption: str, login: str, said: str
) -> None:
    with relay(context, encryption) as room:
        with pytest.raises(RelayDown, match=said) as down, Post(read_relay(url_of(room, encryption, login))) as post:
            post.send(letter())
        assert down.value.certain
        assert PASSWORD not in str(down.value)
        assert not room.raw


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_a_certificate_that_nobody_signed_gets_no_password(
    context: ssl.SSLContext, encryption: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with relay(context, encryption) as room:
        with pytest.raises(RelayDown, match="certificate"), Post(read_relay(url_of(room, encryption))):
            pass
        assert not room.raw


HOLDS_ON = 10  # seconds that a silent relay keeps a line open


@contextmanager
def listening(banner: bytes) -> Iterator[int]:
    """A port that answers a connection with these words, and then with nothing."""
    over = Event()
    with socket.create_server(("127.0.0.1", port := free_port())) as server:

        def answer() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(banner)
                line.recv(1)
                over.wait(HOLDS_ON)

        Thread(target=answer, daemon=True).start()
        try:
            yield port
        finally:
            over.set()


@pytest.mark.parametrize("banner", [b"", b"220 at your service\r\n"])
def test_a_relay_that_says_nothing_holds_nobody_up_for_long(banner: bytes) -> None:
    with listening(banner) as port:
        began = time.monotonic()
        with pytest.raises(RelayDown) as down, Post(Relay("127.0.0.1", port, "", "", ""), within=0.4) as post:
            post.send(letter())
        assert time.monotonic() - began < HOLDS_ON / 2
        assert down.value.certain


def test_a_line_that_goes_dead_before_the_text_was_offered_has_surely_not_taken_it(mailroom: Mailroom) -> None:
    mailroom.delay = 1
    with Post(read_relay(mailroom.url), within=0.3) as post, pytest.raises(RelayDown) as down:
        post.send(letter())
    assert down.value.certain


def test_a_sender_that_is_not_welcome_is_told_from_a_relay_that_hangs_up(mailroom: Mailroom) -> None:
    mailroom.most = 1
    with Post(read_relay(mailroom.url)) as post:
        post.send(letter())
        with pytest.raises(RelayDown) as down:
            post.send(letter())
    assert not isinstance(down.value, SenderRefused)
    mailroom.unwelcome = "550 not from here"
    with Post(read_relay(mailroom.url)) as post, pytest.raises(SenderRefused):
        post.send(letter())
