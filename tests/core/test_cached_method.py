"""What a method gave is remembered for each object by itself, and no longer than that."""

import gc
import weakref
from dataclasses import FrozenInstanceError, dataclass

import pytest

from billboard.core.cached_method import cached_method


@dataclass(frozen=True)
class Counter:
    step: int

    def __post_init__(self) -> None:
        vars(self)["asked"] = []

    @cached_method()
    def times(self, number: int) -> int:
        """A multiple."""
        vars(self)["asked"].append(number)
        return self.step * number

    @cached_method(1)
    def last(self, number: int) -> int:
        vars(self)["asked"].append(number)
        return number


def asked(counter: Counter) -> list[int]:
    found: list[int] = vars(counter)["asked"]
    return found


def test_the_same_question_is_answered_once() -> None:
    counter = Counter(3)
    assert [counter.times(2), counter.times(2), counter.times(5)] == [6, 6, 15]
    assert asked(counter) == [2, 5]


def test_each_object_answers_for_itself() -> None:
    assert [Counter(3).times(2), Counter(4).times(2)] == [6, 8]


def test_only_so_many_answers_are_kept() -> None:
    counter = Counter(1)
    assert [counter.last(1), counter.last(2), counter.last(1)] == [1, 2, 1]
    assert asked(counter) == [1, 2, 1]


def test_a_frozen_value_stays_what_it_is() -> None:
    counter = Counter(3)
    counter.times(2)
    assert counter == Counter(3)
    assert hash(counter) == hash(Counter(3))
    with pytest.raises(FrozenInstanceError):
        counter.step = 4  # type: ignore[misc]


def test_a_cache_ends_with_its_object() -> None:
    counter = Counter(3)
    counter.times(2)
    gone = weakref.ref(counter)
    del counter
    gc.collect()
    assert gone() is None
