"""What was made last, kept within so many bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Kept = TypeVar("Kept")
WRAPPING = 600  # bytes that a picture takes in Python and in Pillow beside its pixels, about


class WeightedCache(Generic[Kept]):
    """Shared by threads, two of which may make the same thing at once; both then get an equal one."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.weight = 0
        self._kept: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def kept(self, key: Hashable) -> Kept | None:
        """What is kept under a key, if anything is."""
        with self._lock:
            if (found := self._kept.get(key)) is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def get(self, key: Hashable, make: Callable[[], tuple[Kept, int]]) -> Kept:
        """What is kept under a key; else what `make` makes, which says its bytes too."""
        if (found := self.kept(key)) is not None:
            return found
        made, weight = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made, weight
                self.weight += weight
            while self.weight > self.room:
                _, (_, old) = self._kept.popitem(last=False)
                self.weight -= old
        return made
