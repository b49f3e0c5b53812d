"""A poster as walls, duels, threads and letters show it: one row of the columns that its picture's place needs."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from billboard.models import Poster


class ShownPoster(Protocol):
    """What a page shows of a poster: of its whole row, or of a PosterRow."""

    @property
    def code(self) -> str: ...
    @property
    def template(self) -> str: ...
    @property
    def variant(self) -> str: ...
    @property
    def slogan(self) -> dict[str, str]: ...
    @property
    def stickers(self) -> list[dict[str, Any]]: ...
    @property
    def votes(self) -> int: ...
    @property
    def published(self) -> datetime: ...
    @property
    def covered(self) -> datetime | None: ...


class PosterRow(NamedTuple):
    id: int
    code: str
    template: str
    variant: str
    slogan: dict[str, str]
    stickers: list[dict[str, Any]]
    votes: int
    hot: float
    worth: float
    looks: int
    liked: int
    prior: float
    published: datetime
    strength: float
    duels: int
    information: float
    covered: datetime | None


COLUMNS: tuple[Any, ...] = tuple(getattr(Poster, name) for name in PosterRow._fields)


def posters_of(found: Iterable[Sequence[Any]]) -> list[PosterRow]:
    """Rows of COLUMNS, as a statement found them."""
    return list(map(PosterRow._make, found))


def poster_and_more(row: Sequence[Any]) -> tuple[PosterRow, Sequence[Any]]:
    """A row of COLUMNS and others, parted."""
    return PosterRow._make(row[: len(COLUMNS)]), row[len(COLUMNS) :]
