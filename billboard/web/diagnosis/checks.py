"""Checks, all at once, none of which a page waits for longer than a second."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from time import monotonic, perf_counter

from billboard.web.site import Site

WITHIN = 1.0  # seconds
PARALLEL = 12  # checks under way in a process; those of a place that is silent may outlive their page


class State(StrEnum):
    """In words, for colours alone tell not everybody."""

    GOOD = "good"
    LOOK = "look at it"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """What a check came to. No sentence and no fact names a machine or a person: it may be passed on."""

    state: State
    said: str
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Check:
    slug: str
    title: str
    find: Callable[[Site], Finding]


@dataclass(frozen=True)
class Checked:
    check: Check
    finding: Finding
    seconds: float


def good(said: str, *facts: tuple[str, str]) -> Finding:
    return Finding(State.GOOD, said, facts)


def look(said: str, *facts: tuple[str, str]) -> Finding:
    return Finding(State.LOOK, said, facts)


def broken(said: str, *facts: tuple[str, str]) -> Finding:
    return Finding(State.BROKEN, said, facts)


def run(site: Site, checks: Sequence[Check], within: float = WITHIN) -> list[Checked]:
    """Each in a thread of its own; what has not answered in time counts as broken."""
    deadline = monotonic() + within
    begun = [_threads().submit(_timed, check, site) for check in checks]
    found = []
    for check, each in zip(checks, begun, strict=True):
        try:
            found.append(each.result(max(0.0, deadline - monotonic())))
        except TookTooLong:
            each.cancel()
            found.append(Checked(check, broken(f"It did not answer within {within:g} s."), within))
    return found


@cache
def _threads() -> ThreadPoolExecutor:
    """Made when they are first needed, which is after a worker was forked."""
    return ThreadPoolExecutor(PARALLEL, thread_name_prefix="check")


def _timed(check: Check, site: Site) -> Checked:
    begun = perf_counter()
    try:
        finding = check.find(site)
    except Exception as error:  # noqa: BLE001 a check that fails is what somebody wants to read of
        finding = broken(f"It cannot be asked: {type(error).__name__}.")
    return Checked(check, finding, perf_counter() - begun)
