"""Letters for tests: written, and read again."""

from email.message import EmailMessage

from billboard.infra.mail import compose, read_sender

SENDER = read_sender("post@posters.example.org", "Billboard")


def letter(subject: str = "Hello", text: str = "Hello", **headers: str) -> EmailMessage:
    return compose(SENDER, "ada@example.org", subject, text, f"<p>{text}</p>", headers)


def part(message: EmailMessage, kind: str) -> str:
    """The text of a letter's `plain` or `html` part."""
    found = message.get_body((kind,))
    assert found is not None
    text = found.get_content()
    assert isinstance(text, str)
    return text
