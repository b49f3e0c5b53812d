"""Methods that remember what they gave, in a cache of each object's own that ends with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

Owner = TypeVar("Owner")
Given = ParamSpec("Given")
Found = TypeVar("Found")


class CachedMethod(Generic[Owner, Given, Found]):
    """When first looked up, its cache takes its place in the object: from then on a call costs no more than that."""

    def __init__(self, function: Callable[Concatenate[Owner, Given], Found], size: int | None) -> None:
        self._function, self._size, self.__doc__ = function, size, function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, of: Owner, owner: type | None = None) -> Callable[Given, Found]:
        cached: Any = lru_cache(self._size)(partial(self._function, of))
        # Of two threads that come at once both get the first one's.
        return cast(Callable[Given, Found], vars(of).setdefault(self._name, cached))


def cached_method(
    size: int | None = None,
) -> Callable[[Callable[Concatenate[Owner, Given], Found]], CachedMethod[Owner, Given, Found]]:
    """For a method whose arguments are hashable; `size` is how many answers are kept, where not all are."""
    return lambda function: CachedMethod(function, size)
