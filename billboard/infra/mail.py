"""Mail: who relays it, what a letter is made of, and handing one over.

A letter is an EmailMessage, whose headers refuse line breaks, so that no slogan and no address can add one.
"""

import math
import re
import smtplib
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, localtime, make_msgid, parseaddr
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from email_validator import EmailNotValidError, validate_email

from billboard.core.errors import Refused

PATIENCE = 8  # seconds for each step of talking to the relay
CLOSING = 421  # the relay's word for hanging up, whatever it was asked
UNFOLDED = {"list-unsubscribe", "list-unsubscribe-post", "list-id", "message-id"}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PORTS = {"smtps": 465, "smtp": 25, "starttls": 587}
ADDRESS_LENGTH = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets


class NotSent(Exception):
    """The relay has not taken a letter. `certain` where it surely has none of it, `lasting` where it never will."""

    def __init__(self, reason: str, *, certain: bool, lasting: bool = False) -> None:
        super().__init__(reason)
        self.certain = certain
        self.lasting = lasting


class RelayDown(NotSent):
    """The relay cannot be talked to, or not over this connection any more."""


class SenderRefused(RelayDown):
    """It takes nothing from us, this letter or another."""


@dataclass(frozen=True)
class Relay:
    host: str
    port: int
    encryption: Literal["", "starttls", "tls"]
    user: str
    password: str
    name: str = "localhost"  # that we greet it with: finding out this machine's own may take a name server's time


class _Letter(EmailPolicy):
    """SMTP's own, but for headers that machines read: folding would break a long address in them into encoded words."""

    def fold(self, name: str, value: Any) -> Any:
        return f"{name}: {value}{self.linesep}" if name.lower() in UNFOLDED else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> Any:
        folded = self.fold(name, value)
        return folded.encode("ascii") if name.lower() in UNFOLDED else super().fold_binary(name, value)


POLICY = _Letter(linesep="\r\n", raise_on_defect=True)


def read_relay(url: str) -> Relay:
    """From smtp://USER:PASSWORD@HOST:PORT?starttls=yes or smtps://…. Raises ValueError with the cure."""
    split = urlsplit(url)
    options = parse_qs(split.query, keep_blank_values=True)
    starttls = options.pop("starttls", ["no"])[0]
    if split.scheme not in ("smtp", "smtps") or not split.hostname or options or split.path not in ("", "/"):
        raise ValueError("must look like smtp://USER:PASSWORD@HOST:587?starttls=yes or smtps://USER:PASSWORD@HOST")
    if starttls not in ("yes", "no"):
        raise ValueError("takes starttls=yes or starttls=no")
    encryption: Literal["", "starttls", "tls"] = "tls" if split.scheme == "smtps" else ""
    if not encryption and starttls == "yes":
        encryption = "starttls"
    if split.username and not encryption and split.hostname not in LOOPBACK:
        raise ValueError("would send its password in the clear: add ?starttls=yes, or use smtps://")
    user, password = unquote(split.username or ""), unquote(split.password or "")
    if not (user + password).isascii():
        raise ValueError("has a name or password that is not plain ASCII, which no relay is sure to understand")
    port = split.port or PORTS[encryption if encryption == "starttls" else split.scheme]
    return Relay(split.hostname, port, encryption, user, password)


def read_sender(text: str, name: str) -> Address:
    """From `Name <address>` or an address alone, which gets `name`. Raises ValueError."""
    if not text.isprintable():
        raise ValueError("must be an address on one line")
    given, address = parseaddr(text)
    try:
        return Address(given or name, addr_spec=read_address(address))
    except Refused as refused:
        raise ValueError(f"must be an address, or a name with one in angle brackets. {refused.message}") from None


def read_address(text: str) -> str:
    """The address as it is written to: its domain in lower case and ASCII. Raises Refused; asks no name server."""
    try:
        valid = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise Refused(f"That does not look like an address for letters. {error}", "address") from None
    if not valid.ascii_email or len(valid.ascii_email) > ADDRESS_LENGTH:
        raise Refused("That address is longer than mail can carry. Use a shorter one.", "address")
    return valid.ascii_email


def compose(
    sender: Address, to: str, subject: str, text: str, html: str, headers: Mapping[str, str] | None = None
) -> EmailMessage:
    letter = EmailMessage(POLICY)
    letter["From"] = sender
    letter["To"] = Address(addr_spec=to)
    letter["Subject"] = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", subject).split())
    letter["Date"] = format_datetime(localtime())
    letter["Message-ID"] = make_msgid(domain=sender.domain)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers it
    for name, value in (headers or {}).items():
        letter[name] = value
    # Quoted-printable lines are short and seven bits wide, which every relay takes.
    letter.set_content(text, cte="quoted-printable")
    letter.add_alternative(html, subtype="html", cte="quoted-printable")
    return letter


class _Line(smtplib.SMTP):
    """Knows whether a letter's text has gone out, and waits for no answer past its `deadline` (of time.monotonic)."""

    offered = False

    def __init__(self, relay: Relay, deadline: float, **more: Any) -> None:
        self.deadline = deadline
        patience = max(0.01, min(PATIENCE, deadline - time.monotonic()))
        super().__init__(relay.host, relay.port, local_hostname=relay.name, timeout=patience, **more)

    def getreply(self) -> tuple[int, bytes]:
        if self.sock and self.deadline < math.inf:
            self.sock.settimeout(max(0.01, self.deadline - time.monotonic()))
        return super().getreply()

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.offered = True
        return super().data(msg)


class _TlsLine(_Line, smtplib.SMTP_SSL):
    pass


class Post:
    """A connection to the relay, for one letter or many; `within` so many seconds altogether, where somebody waits.

    Raises RelayDown when it cannot be made.
    """

    def __init__(self, relay: Relay, within: float = math.inf) -> None:
        self.relay = relay
        self._deadline = time.monotonic() + within

    def __enter__(self) -> "Post":
        try:
            self._smtp = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise RelayDown(f"{self.relay.host}:{self.relay.port}: {error}", certain=True) from error
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()

    def send(self, letter: EmailMessage) -> None:
        """Raises NotSent, and RelayDown where the connection is of no more use."""
        self._smtp.offered = False
        try:
            self._smtp.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            (code, _), *_ = error.recipients.values()
            if code == CLOSING:
                raise RelayDown("hung up", certain=True) from None
            raise NotSent(f"recipient refused: {code}", certain=True, lasting=500 <= code < 600) from None
        except smtplib.SMTPSenderRefused as error:
            kind = RelayDown if error.smtp_code == CLOSING else SenderRefused
            raise kind(f"sender refused: {error.smtp_code}", certain=True) from None
        except smtplib.SMTPDataError as error:
            if error.smtp_code == CLOSING:
                raise RelayDown("hung up", certain=True) from None
            # Refused for good, the same letter is not offered again: it counts as gone.
            raise NotSent(f"letter refused: {error.smtp_code}", certain=error.smtp_code < 500) from None
        except (OSError, smtplib.SMTPException) as error:
            # Once its text was offered, it may have been taken just before the line went dead.
            raise RelayDown(f"{type(error).__name__}", certain=not self._smtp.offered) from error

    def _connect(self) -> _Line:
        relay, safe = self.relay, ssl.create_default_context()
        smtp = (
            _TlsLine(relay, self._deadline, context=safe) if relay.encryption == "tls" else _Line(relay, self._deadline)
        )
        try:
            if relay.encryption == "starttls":
                smtp.starttls(context=safe)
            if relay.user:
                smtp.login(relay.user, relay.password)
        except BaseException:
            smtp.close()
            raise
        return smtp
