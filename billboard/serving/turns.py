"""Who is served next: owners of connections in turns, and none of them on more than a part of the threads.

While others are there, too, it is a smaller part: all threads of a process share one interpreter.
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from time import monotonic
from typing import Generic, Protocol, TypeVar

THERE = 2  # seconds after which an owner who asks for nothing has gone


class Owned(Protocol):
    @property
    def owner(self) -> str: ...


T = TypeVar("T", bound=Owned)


class Turns(Generic[T]):
    def __init__(self, threads: int, for_one: int, beside_others: int, clock: Callable[[], float] = monotonic) -> None:
        self.free = threads
        self.for_one, self.beside_others = for_one, beside_others
        self.clock = clock
        self._there: OrderedDict[str, float] = OrderedDict()  # since when each owner has asked for nothing
        self.served: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()

    def join(self, one: T) -> None:
        self._there[one.owner] = self.clock()
        self._there.move_to_end(one.owner)
        self._waiting.setdefault(one.owner, deque()).append(one)

    def leave(self, one: T) -> None:
        """One who waits goes away."""
        line = self._waiting[one.owner]
        line.remove(one)
        if not line:
            del self._waiting[one.owner]

    def next(self) -> T | None:
        """The first of the owner who has waited longest for a turn; None if there is no thread for anybody."""
        if not self.free:
            return None
        most = self.beside_others if self._several_are_there() else self.for_one
        for owner, line in self._waiting.items():
            if self.served[owner] < most:
                one = line.popleft()
                self._waiting.move_to_end(owner)
                if not line:
                    del self._waiting[owner]
                self.free -= 1
                self.served[owner] += 1
                return one
        return None

    def _several_are_there(self) -> bool:
        gone = self.clock() - THERE
        while self._there and next(iter(self._there.values())) < gone:
            self._there.popitem(last=False)
        return len(self._there.keys() | self.served.keys()) > 1

    def done(self, one: T) -> None:
        """One who has been served gives the thread back."""
        self.free += 1
        self.served[one.owner] -= 1
        if not self.served[one.owner]:
            del self.served[one.owner]
