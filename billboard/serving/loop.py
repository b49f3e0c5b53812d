"""What a worker's loop does with a connection, whatever it is at: listens on it, and closes it."""

import abc
from functools import partial
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

from billboard.serving.connection import Connection, State
from billboard.serving.crowd import Crowd
from billboard.serving.turns import Turns


class Loop(ThreadWorker, abc.ABC):
    turns: Turns[Connection]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.crowd = Crowd()

    def _close(self, connection: Connection) -> None:
        if connection.state is State.WAITING:
            self.turns.leave(connection)
        self._watch(connection, 0)
        self.crowd.remove(connection)
        self.nr_conns -= 1
        util.close(connection.raw)

    def _watch(self, connection: Connection, events: int) -> None:
        if connection.watched == events:
            return
        if not events:
            self.poller.unregister(connection.raw)
        elif connection.watched:
            self.poller.modify(connection.raw, events, partial(self._on_event, connection))
        else:
            self.poller.register(connection.raw, events, partial(self._on_event, connection))
        connection.watched = events

    def _on_event(self, connection: Connection, _: Any) -> None:
        if connection not in self.crowd:  # given up since the loop was told of it
            return
        if connection.state is State.SENDING:
            self._send_on(connection)
        elif connection.state is State.LINGERING:
            self._hear_out(connection)
        else:
            self._read(connection)

    @abc.abstractmethod
    def _read(self, connection: Connection) -> None:
        """What has come of a request."""

    @abc.abstractmethod
    def _judge(self, connection: Connection) -> None:
        """Whether what has come of it is all."""

    @abc.abstractmethod
    def _line_up(self, connection: Connection) -> None:
        """For a thread that answers."""

    @abc.abstractmethod
    def _send_on(self, connection: Connection) -> None:
        """What has not yet gone of the answer."""

    @abc.abstractmethod
    def _hear_out(self, connection: Connection) -> None:
        """Whoever has all of the answer, and is to go."""
