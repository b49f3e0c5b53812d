"""Somebody who is called by a webhook."""

from collections.abc import Iterator

import pytest

from tests.servers.webhooks import Receiver, webhooks


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with webhooks() as found:
        yield found
