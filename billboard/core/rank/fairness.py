"""Fair pages of Hot: how much of one a template, a slogan or a creator may take, and where newcomers stand.

A page is cut from a walk down the order that was drawn. What is over a cap waits, and comes first on the next page
where it fits. It is carried along by the reader's own cursor, so that a walk over all pages shows every poster once.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from billboard.core.text import searching

AHEAD = 48  # posters that may wait: two pages. How far a page looks past its own end, and so what it costs.
GUARANTEED = 100  # looks, before the draw alone decides
SET_BACK = 5  # impressions that others get first, for each poster its creator has pasted before it that day
FIRST_PLACE, NEXT_PLACE = 2, 5  # newcomers stand third, eighth, thirteenth and so on


class Marked(Protocol):
    """What a poster is told apart by. None is like no other."""

    @property
    def id(self) -> int: ...
    @property
    def template(self) -> str: ...
    @property
    def motto(self) -> str | None: ...
    @property
    def origin(self) -> str | None: ...


Row = TypeVar("Row", bound=Marked)


@dataclass(frozen=True)
class Caps:
    """Places on a page for posters of one template, with one slogan, and by one creator."""

    template: int
    motto: int
    origin: int


@dataclass(frozen=True)
class Arranged(Generic[Row]):
    page: list[Row]
    waiting: list[Row]  # passed over, in the order drawn; never more than AHEAD where `reach` was kept to
    used: int  # rows of the walk that are on the page or wait


def caps_for(size: int, *, one_template: bool = False) -> Caps:
    """4 of one template, 2 of one slogan, 3 of one creator on a page of 24, and in proportion.

    A wall that is one template's, or a campaign's with a few, has no cap on templates.
    """
    return Caps(size if one_template else -(-size // 6), -(-size // 12), -(-size // 8))


def newcomers_on(size: int) -> int:
    """Places for newcomers: 4 of 24."""
    return -(-size // 6)


def set_back(earlier: int) -> int:
    """How many impressions others get ahead of a creator's next poster, so that a flood does not fill the queue.

    `earlier` are those of the same creator and day. It stays below what is guaranteed: whoever has had that many has
    left the queue, so that nobody waits for ever.
    """
    return min(SET_BACK * earlier, GUARANTEED - SET_BACK)


def reach(size: int, waiting: int) -> int:
    """Rows of the walk that a page looks at, so that no more than AHEAD wait after it."""
    return size + AHEAD - waiting


def motto(text: str) -> str | None:
    """What slogans have in common that differ in case, accents, punctuation or endings alone; None of no words."""
    words = " ".join(searching.words(text))
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest() if words else None


def arrange(
    waiting: Iterable[Row], walk: Iterable[Row], *, size: int, caps: Caps, beside: Iterable[Row] = ()
) -> Arranged[Row]:
    """A page of those that waited and those that come, as far as the caps let them; `beside` are on it already.

    Where nothing else is in sight the caps give way, that of templates first and that of slogans last: a page is full
    as long as there are posters.
    """
    taken = Counter(mark for row in beside for mark in _marks(row))
    page: list[Row] = []
    left: list[Row] = []

    def place(row: Row) -> None:
        marks = _marks(row)
        if len(page) < size and all(taken[mark] < getattr(caps, mark[0]) for mark in marks):
            taken.update(marks)
            page.append(row)
        else:
            left.append(row)

    for row in waiting:
        place(row)
    used = 0
    for row in walk:
        if len(page) == size:
            break
        place(row)
        used += 1

    def fault(row: Row) -> int:
        full = {name for name, value in _marks(row) if taken[name, value] >= getattr(caps, name)}
        return 2 if "motto" in full else 1 if "origin" in full else 0

    fill = sorted(left, key=fault)[: size - len(page)]
    filled = {row.id for row in fill}
    return Arranged(page + fill, [row for row in left if row.id not in filled], used)


def first_page(
    walk: Sequence[Row], candidates: Iterable[Row], *, size: int, caps: Caps
) -> tuple[Arranged[Row], list[Row]]:
    """The first page with newcomers in their places, and those newcomers. `walk` is without them afterwards:
    `used` counts the others.

    Candidates come in the order of their need. One whom the draw has put on the page needs no place, and of one creator
    or slogan one alone gets it.
    """
    places = newcomers_on(size)
    hot = {row.id for row in arrange((), walk, size=size, caps=caps).page[: size - places]}
    chosen: list[Row] = []
    taken: set[tuple[str, str]] = set()
    for row in candidates:
        marks = [mark for mark in _marks(row) if mark[0] != "template"]
        if len(chosen) < places and row.id not in hot and taken.isdisjoint(marks):
            chosen.append(row)
            taken.update(marks)
    ids = {row.id for row in chosen}
    others = [row for row in walk if row.id not in ids]
    room = size - len(chosen)
    arranged = arrange((), others[: reach(room, 0)], size=room, caps=caps, beside=chosen)
    page = list(arranged.page)
    for number, row in enumerate(chosen):
        page.insert(FIRST_PLACE + NEXT_PLACE * number, row)
    return Arranged(page, arranged.waiting, arranged.used), chosen


def _marks(row: Marked) -> list[tuple[str, str]]:
    marks = [("template", row.template), ("motto", row.motto), ("origin", row.origin)]
    return [(name, value) for name, value in marks if value is not None]
