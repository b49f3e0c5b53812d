"""Tell a program elsewhere: a POST, signed as Standard Webhooks has it (standardwebhooks.com).

The receiver's secret is derived from the site's key and its name, so that none is kept: the name is the address, and
before it, with a space between, what it is named for where it has one of its own. While an old key is still heeded a
message carries a signature by each.
"""

import base64
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from billboard.infra.derived_keys import derived
from billboard.infra.signing import Keys

PATIENCE = {"connect": 5, "read": 8}  # seconds
PURPOSE = "billboard.webhook"
PREFIX = "whsec_"  # of a secret, by the standard
GONE = 410  # what a receiver answers that wants nothing more, by the standard


class NotTaken(Exception):
    """The receiver did not take it; in words, without the address. `lasting` where it never will."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


def secret_of(receiver: str, key: str) -> str:
    """By which the receiver checks that a message is ours."""
    return PREFIX + base64.b64encode(hmac.digest(derived(PURPOSE, key), receiver.encode(), "sha256")).decode()


def send(receiver: str, name: str, body: Mapping[str, Any], keys: Keys, *, now: datetime) -> None:
    """Raises NotTaken. Sent again under the same `name`, the receiver knows that it has it already."""
    import urllib3  # with what it brings along, for the process that runs the jobs alone
    from standardwebhooks import Webhook
    from urllib3.exceptions import HTTPError

    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    url = receiver.rpartition(" ")[2]
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Billboard",
        "webhook-id": name,
        "webhook-timestamp": f"{int(now.timestamp())}",
        "webhook-signature": " ".join(Webhook(secret_of(receiver, key)).sign(name, now, text) for key in keys),
    }
    try:
        with urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(**PATIENCE)) as pool:
            answer = pool.request(
                "POST", url, body=text.encode(), headers=headers, redirect=False, preload_content=False
            )
            answer.close()  # what else it says is of no use
    except HTTPError as error:
        raise NotTaken(f"The webhook does not answer: {type(error).__name__}.") from None
    if not 200 <= answer.status < 300:
        raise NotTaken(f"The webhook answers {answer.status}.", lasting=answer.status == GONE)
