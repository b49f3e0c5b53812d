"""What the page of a wall says of the looks at its posters, and what comes back of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from billboard.walls import evidence, looks
from billboard.walls.looks import Terms
from billboard.walls.rows import PosterRow
from billboard.web.site import current_site, now


@dataclass(frozen=True)
class Looks:
    """The seal under which browsers tell of a page's posters, and of how many looks at each they tell one."""

    seal: str = ""
    one_in: Mapping[str, int] = field(default_factory=dict)  # by code


def looks_at(rows: Sequence[PosterRow]) -> Looks:
    """Of a page where whoever looks may vote. What lies under a card is not looked at."""
    site, moment = current_site(), now()
    one_in = site.pace_of_looks.one_in(moment)
    allowed = {row.code: evidence.share_of_one_network(row.looks) for row in rows if row.covered is None}
    if not allowed:
        return Looks()
    sealed = looks.seal(allowed, one_in, site.secret_keys, moment)
    return Looks(sealed, {code: looks.terms(most, one_in).one_in for code, most in allowed.items()})


def sealed(seal: str) -> Mapping[str, Terms]:
    """The posters that a page of ours has shown, by their codes."""
    return looks.sealed(seal, current_site().secret_keys, now()) if seal else {}
