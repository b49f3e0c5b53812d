"""Who is served next: owners of connections in turns, and none of them on more than a part of the threads."""

from collections import Counter, OrderedDict, deque
from typing import Generic, Protocol, TypeVar


class Owned(Protocol):
    @property
    def owner(self) -> str: ...


T = TypeVar("T", bound=Owned)


class Turns(Generic[T]):
    def __init__(self, threads: int, for_one: int) -> None:
        self.free = threads
        self.for_one = for_one
        self.served: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()

    def join(self, one: T) -> None:
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
        for owner, line in self._waiting.items():
            if self.served[owner] < self.for_one:
                one = line.popleft()
                self._waiting.move_to_end(owner)
                if not line:
                    del self._waiting[owner]
                self.free -= 1
                self.served[owner] += 1
                return one
        return None

    def done(self, one: T) -> None:
        """One who has been served gives the thread back."""
        self.free += 1
        self.served[one.owner] -= 1
        if not self.served[one.owner]:
            del self.served[one.owner]
