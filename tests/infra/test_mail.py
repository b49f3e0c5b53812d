"""Letters: what they are made of, where they go, and what no text can do to them."""

import re
from email.message import EmailMessage

import pytest
from pydantic import ValidationError

from billboard.core.errors import Refused
from billboard.infra import mail
from billboard.infra.config import Settings
from billboard.infra.mail import NotSent, Post, RelayDown, read_address, read_relay
from tests.hostile import HOSTILE
from tests.infra.letters import letter, part
from tests.servers.process import free_port
from tests.servers.smtp import Mailroom

LONG = "https://" + "very-" * 30 + "long.example.org/roundup/" + "a" * 32 + "/leave"


def deliver(mailroom: Mailroom, message: EmailMessage) -> EmailMessage:
    with Post(read_relay(mailroom.url)) as post:
        post.send(message)
    return mailroom.letters[-1]


def test_a_letter_arrives_in_both_parts_as_it_was_written(mailroom: Mailroom) -> None:
    got = deliver(mailroom, letter("Größe zählt: “Mind the gap”", "Ça va. " * 60))
    assert got["Subject"] == "Größe zählt: “Mind the gap”"
    assert got["From"] == "Billboard <post@posters.example.org>"
    assert got["To"] == "ada@example.org"
    assert got.get_content_type() == "multipart/alternative"
    assert part(got, "plain").strip() == ("Ça va. " * 60).strip()
    assert part(got, "html").strip() == f"<p>{'Ça va. ' * 60}</p>"
    assert got["Date"].datetime is not None
    assert re.fullmatch(r"<[^<>@\s]+@posters\.example\.org>", got["Message-ID"])
    assert got["Auto-Submitted"] == "auto-generated"
    assert not [each.defects for each in got.walk() if each.defects]


def test_its_lines_are_short_and_seven_bits_wide(mailroom: Mailroom) -> None:
    deliver(mailroom, letter("Größe " * 40, "Zeile " * 400))
    (raw,) = mailroom.raw
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_an_address_for_machines_is_never_folded(mailroom: Mailroom) -> None:
    got = deliver(mailroom, letter(**{"List-Unsubscribe": f"<{LONG}>"}))
    assert f"List-Unsubscribe: <{LONG}>\r\n".encode() in mailroom.raw[0]
    assert got["List-Unsubscribe"] == f"<{LONG}>"


@pytest.mark.parametrize("words", [*HOSTILE, "a\nBcc: eve@example.org", "a\r\n\r\n<b>", "a\u2028Bcc: eve@example.org"])
def test_no_words_add_a_header(mailroom: Mailroom, words: str) -> None:
    wordy = words.encode("utf-8", "replace").decode()
    got = deliver(mailroom, letter(wordy, "Hello"))
    assert set(got.keys()) == set(letter().keys())
    assert len(got.keys()) == len(letter().keys())
    assert mailroom.recipients == ["ada@example.org"]
    assert "\n" not in got["Subject"]


@pytest.mark.parametrize("name", ["List-Id", "List-Unsubscribe", "X-Any"])
def test_a_header_with_a_line_break_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        letter(**{name: "a\r\nBcc: eve@example.org"})


@pytest.mark.parametrize(
    "text",
    [
        *("ada", "ada@", "@example.org", "ada@localhost", "a b@example.org", "ada@example.org, eve@example.org", ""),
        *("ada@example.org\nBcc: eve@example.org", "Ada <ada@example.org>", "ädä@example.org", "a" * 65 + "@b.example"),
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_address(text)
    assert refused.value.message.endswith(".")
    assert refused.value.field == "address"


def test_an_address_is_kept_as_it_is_written_to() -> None:
    assert read_address(" Ada@Example.ORG ") == "Ada@example.org"
    assert read_address("ada@bücher.example") == "ada@xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, "", "", "")),
        ("smtp://u%40x:p%3Aw@mail.example.org?starttls=yes", ("mail.example.org", 587, "starttls", "u@x", "p:w")),
        ("smtps://u:p@mail.example.org", ("mail.example.org", 465, "tls", "u", "p")),
        ("smtp://u:p@127.0.0.1:2525", ("127.0.0.1", 2525, "", "u", "p")),
    ],
)
def test_a_relay_is_read_from_its_address(url: str, expected: tuple[object, ...]) -> None:
    assert read_relay(url) == mail.Relay(*expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"smtp_url": "mail.example.org"}, "smtp://"),
        ({"smtp_url": "smtp://"}, "smtp://"),
        ({"smtp_url": "smtp://mail.example.org?tls=1"}, "smtp://"),
        ({"smtp_url": "smtp://mail.example.org?starttls=maybe"}, "starttls=yes"),
        ({"smtp_url": "smtp://mail.example.org:port"}, "Port"),
        ({"smtp_url": "smtps://user:h%C3%BCsh@mail.example.org"}, "plain ASCII"),
        ({"smtp_url": "smtp://user:hush@mail.example.org", "mail_from": "a@example.org"}, "in the clear"),
        ({"smtp_url": "smtp://mail.example.org"}, "MAIL_FROM is missing"),
        ({"smtp_url": "smtp://mail.example.org", "mail_from": "nobody"}, "must be an address"),
        ({"mail_from": "A\r\nBcc: e@example.org <a@example.org>"}, "on one line"),
    ],
)
def test_wrong_settings_stop_the_start_without_giving_the_password_away(settings: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError) as error:
        Settings(**settings)  # type: ignore[arg-type]
    (fault,) = error.value.errors(include_input=False)
    assert said in fault["msg"]
    assert "hush" not in fault["msg"]


def test_a_relay_that_is_not_there_is_told_of() -> None:
    with pytest.raises(RelayDown) as down, Post(read_relay(f"smtp://127.0.0.1:{free_port()}")):
        pass
    assert down.value.certain


def test_a_relay_without_encryption_gets_nothing_where_it_was_asked_for(mailroom: Mailroom) -> None:
    with pytest.raises(RelayDown), Post(read_relay(mailroom.url + "?starttls=yes")):
        pass
    assert not mailroom.raw


@pytest.mark.parametrize(
    ("rcpt", "data", "kind", "certain", "lasting"),
    [
        ("550 no such mailbox", "", NotSent, True, True),
        ("450 come back later", "", NotSent, True, False),
        ("", "451 busy", NotSent, True, False),
        ("", "554 not that", NotSent, False, False),
        ("", "hang up", RelayDown, False, False),
        ("421 not now", "", RelayDown, True, False),
        ("", "421 not now", RelayDown, True, False),
    ],
)
def test_a_refusal_says_whether_the_letter_may_have_gone(
    mailroom: Mailroom, rcpt: str, data: str, kind: type[NotSent], certain: bool, lasting: bool
) -> None:
    if rcpt:
        mailroom.refusals["ada@example.org"] = rcpt
    else:
        mailroom.answers.append("" if data == "hang up" else data)
    with pytest.raises(NotSent) as error:
        deliver(mailroom, letter())
    assert (type(error.value), error.value.certain, error.value.lasting) == (kind, certain, lasting)
