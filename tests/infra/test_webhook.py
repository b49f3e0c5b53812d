"""Messages to programs elsewhere: signed as the standard has it, and told apart by what became of them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from billboard.infra import webhook
from billboard.infra.webhook import NotTaken
from billboard.infra.webhook_address import read_url
from tests.servers.process import HOST, free_port
from tests.servers.webhooks import Receiver, webhooks

KEYS = ("n" * 40, "o" * 40)  # the newest first
BODY = {"type": "moderators.called", "data": {"text": "Grüße"}}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with webhooks() as found:
        yield found


def send(url: str, name: str = "call_1") -> None:
    webhook.send(url, name, BODY, KEYS, now=datetime.now(UTC))


def test_a_receiver_with_the_secret_of_any_key_that_is_heeded_can_verify_it(receiver: Receiver) -> None:
    send(receiver.url)
    [(headers, body)] = receiver.taken
    for key in KEYS:
        assert Webhook(webhook.secret_of(receiver.url, key)).verify(body, headers) == BODY
    assert headers["webhook-id"] == "call_1"
    assert json.loads(body) == BODY


@pytest.mark.parametrize("change", ["body", "id", "secret"])
def test_what_was_changed_on_the_way_is_not_verified(receiver: Receiver, change: str) -> None:
    send(receiver.url)
    [(headers, body)] = receiver.taken
    secret = webhook.secret_of(receiver.url, KEYS[0])
    if change == "body":
        body = body.replace(b"called", b"fooled")
    if change == "id":
        headers["webhook-id"] = "call_2"
    if change == "secret":
        secret = webhook.secret_of(receiver.url + "/other", KEYS[0])
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body, headers)


@pytest.mark.parametrize(("status", "lasting"), [(500, False), (404, False), (302, False), (410, True)])
def test_whatever_is_no_success_was_not_taken_and_nobody_is_followed_elsewhere(
    receiver: Receiver, status: int, lasting: bool
) -> None:
    receiver.answers = [status]
    with pytest.raises(NotTaken, match=f"answers {status}") as refused:
        send(receiver.url)
    assert refused.value.lasting is lasting
    assert len(receiver.taken) == 1


def test_nobody_who_answers_is_said_in_words_without_the_address() -> None:
    url = f"http://{HOST}:{free_port()}/secret-path"
    with pytest.raises(NotTaken, match="does not answer") as refused:
        send(url)
    assert "secret-path" not in str(refused.value)


@pytest.mark.parametrize("url", ["", "https://example.org/hook?a=b", "http://localhost:8000/x", "http://[::1]/x"])
def test_addresses_that_may_be_told(url: str) -> None:
    assert read_url(url) == url


@pytest.mark.parametrize(
    "url", ["http://example.org/", "ftp://example.org/", "example.org", "https://me:pass@example.org/", "https://[x/"]
)
def test_addresses_that_may_not(url: str) -> None:
    with pytest.raises(ValueError, match="must "):
        read_url(url)
