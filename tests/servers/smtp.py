"""A real SMTP server on loopback, which keeps the letters it takes and misbehaves where it is told to."""

import asyncio
from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.process import HOST, free_port


@dataclass
class Mailroom:
    port: int
    raw: list[bytes] = field(default_factory=list)  # as they came over the line
    recipients: list[str] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)  # what is answered to an address
    answers: list[str] = field(default_factory=list)  # to the next letters, instead of taking them; "" hangs up
    most: int = 0  # letters over one connection, where it counts them; then it hangs up
    unwelcome: str = ""  # what is answered to every sender
    delay: float = 0  # seconds before it answers a recipient
    encrypted: list[bool] = field(default_factory=list)  # whether each letter came over TLS

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]

    async def handle_MAIL(  # noqa: N802  aiosmtpd finds it by this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        sent = vars(session).get("sent", 0)
        if self.most and sent >= self.most:
            return "421 enough for one sitting"
        if self.unwelcome:
            return self.unwelcome
        vars(session)["sent"] = sent + 1
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self.delay)
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answers:
            if answer := self.answers.pop(0):
                return answer
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
            return "421 gone"
        assert isinstance(envelope.original_content, bytes)
        assert server.transport is not None
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        self.raw.append(envelope.original_content)
        self.recipients += envelope.rcpt_tos
        return "250 OK"


@contextmanager
def smtp(**options: Any) -> Iterator[Mailroom]:
    """`options` are aiosmtpd's own, such as `ssl_context` and `authenticator`."""
    mailroom = Mailroom(free_port())
    controller = Controller(mailroom, hostname=HOST, port=mailroom.port, **options)
    controller.start()
    try:
        yield mailroom
    finally:
        controller.stop()
