"""The connections of a worker, and which of them is to go where there is no room for all."""

from collections import Counter
from collections.abc import Iterator

from billboard.serving.connection import Connection, State
from billboard.serving.framing import Stage

MOST_HELD = 64 << 20  # bytes of answers that nobody takes
MOST_LARGE = 4  # large bodies read at once
MOST_UPLOADS = 2  # of them that may be a photograph's: 30 MB in memory each


class Crowd:
    def __init__(self) -> None:
        self._connections: set[Connection] = set()
        self._of_owner: Counter[str] = Counter()

    def __contains__(self, connection: Connection) -> bool:
        return connection in self._connections

    def __iter__(self) -> Iterator[Connection]:
        """As they are now: whoever goes through them may close some."""
        return iter([*self._connections])

    def add(self, connection: Connection) -> None:
        self._connections.add(connection)
        self._of_owner[connection.owner] += 1

    def remove(self, connection: Connection) -> None:
        self._connections.discard(connection)
        self._of_owner[connection.owner] -= 1
        if not self._of_owner[connection.owner]:
            del self._of_owner[connection.owner]

    def one_too_many(self) -> Connection | None:
        """A connection of whoever has most of them."""
        owner = max(self._of_owner, key=self._of_owner.__getitem__, default="")
        able = [each for each in self._connections if each.owner == owner and each.state is not State.SERVED]
        return min(able, key=lambda each: (each.state.value, each.since), default=None)

    def one_large_too_many(self) -> Connection | None:
        """Of those who send large bodies, when there are too many: the last of the owner who sends most of them."""
        reading = [each for each in self._connections if each.state is State.READING]
        sent = [each for each in reading if each.framing.is_large and each.framing.stage is Stage.BODY]
        uploads = [each for each in sent if each.framing.is_upload]
        if len(uploads) > MOST_UPLOADS:
            sent = uploads
        elif len(sent) <= MOST_LARGE:
            return None
        of_owner = Counter(each.owner for each in sent)
        owner = max(of_owner, key=of_owner.__getitem__)
        return max((each for each in sent if each.owner == owner), key=lambda each: each.since)

    def one_unread_too_long(self) -> Connection | None:
        """Where too much lies that nobody takes: whose answer has been left lying longest."""
        sending = [each for each in self._connections if each.state is State.SENDING and each.sock.unsent]
        if sum(len(each.sock.unsent) for each in sending) <= MOST_HELD:
            return None
        return min(sending, key=lambda each: each.deadline)
