"""Views whose work is paid for: out of their network's budget, and at a place in a lane where it is expensive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from math import ceil
from time import sleep, thread_time, time
from typing import Any, TypeVar, cast

from flask import g, request
from flask.typing import ResponseReturnValue

from billboard.budget.accounts import accounts_of
from billboard.budget.lanes import Crowded, Lane, Lanes
from billboard.core.errors import Busy, Refused, TooManyRequests
from billboard.infra.apart import seconds_apart
from billboard.infra.db import seconds_in_databases
from billboard.infra.derived_keys import derived
from billboard.visitors import hashes
from billboard.web.site import current_site

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
OVERDRAWN = "Much has been drawn for your network just now. Go on in {}."
CROWDED = "Many people are making posters at this moment. Try again in {}."
SOON = 2  # seconds until it is worth while to come back to a crowded lane
LATE = 0.05  # seconds on the way from nginx to a worker, from which on the machine is busy
A_MOMENT = 0.25  # seconds for which a refusal is held back
WHILE_BUSY = 2.0  # what work counts for that others had to wait beside


def weighed(
    expected: float,
    lane: Callable[[Lanes], Lane] | None = None,
    *,
    when: Callable[[], bool] = lambda: True,
    refused: Callable[[Refused], ResponseReturnValue] | None = None,
) -> Callable[[View], View]:
    """For a view that is expected to take so many ms of a processor, and is charged with what it takes.

    All of it has a place in the lane; a view that often has nothing to do asks for its `place` itself. Where it is
    refused, `refused` says what is answered in its place, else it raises TooManyRequests or Busy.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def paid(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            if not when():
                return view(*args, **kwargs)
            try:
                with paid_for(expected, lane):
                    return view(*args, **kwargs)
            except (TooManyRequests, Busy) as refusal:
                if refused is None:
                    raise
                return refused(refusal)

        return cast(View, paid)

    return decorate


@contextmanager
def paid_for(expected: float, lane: Callable[[Lanes], Lane] | None) -> Iterator[None]:
    """Work of so many ms for the network of this request, which is charged with what it takes.

    Raises TooManyRequests where the network has had its share, and Busy where there is no place.
    """
    site = current_site()
    networks = hashes(request.remote_addr or "", derived("limits", site.secret_keys[0]))
    accounts = accounts_of(networks, site.settings.network_seconds)
    if wait := site.spending.draw(accounts, expected):
        _hold_back()
        raise TooManyRequests(OVERDRAWN.format(_seconds(ceil(wait))), wait=ceil(wait))
    cost = 0.0
    try:
        with place(lane) if lane else nullcontext():
            began = _spent()
            try:
                yield
            finally:
                cost = (_spent() - began) * 1000 * (WHILE_BUSY if g.get("waited") or _came_late() else 1)
    except Busy:
        cost = 0.0  # who is turned away pays nothing, nor for what came before the lane
        raise
    finally:
        site.spending.settle(accounts, cost - expected)


@contextmanager
def place(lane: Callable[[Lanes], Lane]) -> Iterator[None]:
    """A place in a lane for as long as the block runs. Raises Busy where there is none."""
    try:
        with lane(current_site().lanes).place() as waited:
            g.waited = g.get("waited", False) or waited
            yield
    except Crowded:
        raise Busy(CROWDED.format(_seconds(SOON)), wait=SOON) from None


def _hold_back() -> None:
    """Whoever asks again and again without waiting is answered a few times a second, not a thousand times.

    Only where there are threads for it; nginx does the same for workers that have one.
    """
    waiting = current_site().lanes.held_back
    if waiting.acquire(blocking=False):
        try:
            sleep(A_MOMENT)
        finally:
            waiting.release()


def _spent() -> float:
    """Seconds of processors that went into this thread's work: here, in a database's server and in processes apart."""
    return thread_time() + seconds_in_databases() + seconds_apart()


def _came_late() -> bool:
    """Whether the request had to wait for a worker, as nginx says who saw it come (`t=` and a Unix time)."""
    said: Any = request.headers.get("X-Request-Start", "") if current_site().environment.trusted_proxies else ""
    try:
        return time() - float(said.removeprefix("t=")) > LATE
    except ValueError:
        return False


def _seconds(count: int) -> str:
    return "a second" if count == 1 else f"{count} seconds"
