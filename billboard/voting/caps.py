"""What one network may do in a day, counted in steps: for each network that an address lies in, from a household's to
the widest that one customer may have. A wider one may do more, but not as much more as it holds addresses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from billboard.infra.adjustable import Adjustable
from billboard.visitors import Breadth, DailySteps

ALTOGETHER = 0  # the tally of a network's votes on all posters; posters are numbered from 1
UNLIMITED = 10**9
TIMES: Mapping[Breadth, int] = MappingProxyType({Breadth.HOME: 1, Breadth.SITE: 2, Breadth.BLOCK: 3})


class Cap(NamedTuple):
    """What a household's network may do in a day."""

    votes: int
    by_new: int = UNLIMITED  # of those, with cookies that are new


@dataclass(frozen=True)
class Caps:
    """Votes, or duels, that a household's network may cast in a day, and how much more a wider one may."""

    per_poster: int
    altogether: int
    by_new: int = UNLIMITED  # for one poster, with cookies that are new
    times: Mapping[Breadth, int] = field(default_factory=lambda: TIMES)

    def __getitem__(self, number: int) -> Cap:
        """Of a poster's tally, or of the one of them altogether."""
        return Cap(self.altogether) if number in (ALTOGETHER, ~ALTOGETHER) else Cap(self.per_poster, self.by_new)


class Excess(NamedTuple):
    """The tallies that were over their caps already: any, and those of new cookies; and what the widest network's
    stand at."""

    votes: frozenset[int]
    by_new: frozenset[int]
    of_block: Mapping[int, int] = MappingProxyType({})


def for_votes(settings: Adjustable) -> Caps:
    return Caps(
        settings.votes_per_network_per_poster,
        settings.votes_per_network,
        settings.votes_of_new_visitors_per_poster,
        _times(settings),
    )


def for_duels(settings: Adjustable) -> Caps:
    return Caps(
        settings.duels_per_network_per_poster,
        settings.duels_per_network,
        settings.duels_of_new_visitors_per_poster,
        _times(settings),
    )


def tally(
    session: Session, steps: DailySteps, numbers: tuple[int, ...], caps: Caps, *, step: int, is_new: bool
) -> Excess:
    """Count something that an address did, or took back, for each of its networks; what is over a cap.

    `numbers` are those of the tallies: models.Tally.
    """
    networks = {hashed: breadth for breadth, hashed in steps.hashed.items()}
    rows = sorted((hashed, number) for hashed in networks for number in numbers)  # one order, so that none waits twice
    values = {"day": steps.day, "step": step, "new_step": step if is_new else 0}
    values |= {"votes": max(0, values["step"]), "by_new": max(0, values["new_step"])}
    keys = {f"{name}{place}": part for place, row in enumerate(rows) for name, part in zip("np", row, strict=True)}
    over, over_by_new, of_block = set[int](), set[int](), dict[int, int]()
    for row in session.execute(_counting(len(rows)), values | keys):
        cap, times = caps[row.poster_id], caps.times[networks[row.network]]
        if row.network == steps.block:
            of_block[row.poster_id] = row.votes
        if row.votes > cap.votes * times:
            over.add(row.poster_id)
        if is_new and row.by_new > cap.by_new * times:
            over_by_new.add(row.poster_id)
    return Excess(frozenset(over), frozenset(over_by_new), of_block) if step > 0 else Excess(frozenset(), frozenset())


def _times(settings: Adjustable) -> Mapping[Breadth, int]:
    return {
        Breadth.HOME: 1,
        Breadth.SITE: settings.votes_of_a_site_network,
        Breadth.BLOCK: settings.votes_of_a_block_network,
    }


@cache
def _counting(rows: int) -> TextClause:
    """One statement for all tallies: as text, because an INSERT of many rows is compiled afresh each time."""
    values = ", ".join(f"(:day, :n{row}, :p{row}, :votes, :by_new)" for row in range(rows))
    # A vote cast from another network may be taken back from this one: never below nothing.
    sql = f"""INSERT INTO tallies (day, network, poster_id, votes, by_new) VALUES {values}
        ON CONFLICT (day, network, poster_id) DO UPDATE SET
            votes = CASE WHEN tallies.votes + :step > 0 THEN tallies.votes + :step ELSE 0 END,
            by_new = CASE WHEN tallies.by_new + :new_step > 0 THEN tallies.by_new + :new_step ELSE 0 END
        RETURNING network, poster_id, votes, by_new"""  # noqa: S608 of numbers of rows alone
    return text(sql)
