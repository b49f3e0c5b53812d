"""What operators choose among things that have slugs, templates and streets: which are offered, and in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


class Named(Protocol):
    @property
    def slug(self) -> str: ...


T = TypeVar("T", bound=Named)


@dataclass(frozen=True, slots=True)
class Choice:
    """By slugs. What it does not name is offered, after what it does: so nothing new is missed."""

    first: Sequence[str] = ()
    left_out: Sequence[str] = ()

    def place(self, slug: str) -> int:
        return self.first.index(slug) if slug in self.first else len(self.first)

    def ordered(self, things: Iterable[T]) -> list[T]:
        """All of them, in its order."""
        return sorted(things, key=lambda each: self.place(each.slug))

    def offered(self, things: Iterable[T]) -> list[T]:
        return self.ordered(each for each in things if each.slug not in self.left_out)


EVERYTHING = Choice()
