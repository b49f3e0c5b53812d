"""What a visitor has chosen to see of a wall: read from the address, and told to the page that shows it."""

import hmac
from dataclasses import replace
from enum import StrEnum
from hashlib import blake2b
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request, url_for

from billboard.core.errors import BadRequest
from billboard.infra.derived_keys import derived
from billboard.views.pages import canonical
from billboard.walls.choices import Period, Sort, WallChoices
from billboard.walls.walls import WallPage
from billboard.web import look_seals, standings
from billboard.web.look_seals import Looks
from billboard.web.site import current_site
from billboard.web.view_models import poster_view

QUERY_LENGTH = 100
PURPOSE = "billboard.cursor"
MARK = 8  # bytes
DOT = "."  # between a cursor and its mark; neither has one
SAID = {Sort.TOP: standings.by_votes, Sort.DUEL: standings.by_duels}  # how sure an order is of each
Choice = TypeVar("Choice", bound=StrEnum)


def read_choices(template: str = "") -> WallChoices:
    """Raises BadRequest for an order or a period that there is not."""
    return WallChoices(
        sort=_choice(Sort, "sort", Sort.HOT),
        period=_choice(Period, "period", Period.ALL),
        template=template,
        query=request.args.get("q", "")[:QUERY_LENGTH].strip(),
        after=request.args.get("after", "").partition(DOT)[0],
    )


def looks_on(page: WallPage, choices: WallChoices) -> Looks:
    """What a page says of the looks at its posters, where whoever looks may vote.

    Nothing on one that somebody can make up to show a poster of their choice, and bring people to by a link: that of a
    search, and one behind a cursor which no page of this wall gave. Votes there are votes and no evidence, as from a
    permalink.
    """
    return look_seals.looks_at(page.rows) if _walked_to(choices) else Looks()


def wall_context(page: WallPage, choices: WallChoices, endpoint: str, **place: Any) -> dict[str, Any]:
    """What every page of a wall is rendered with; `endpoint` and `place` lead to the next one."""
    period = choices.period.value if choices.sort is Sort.TOP else ""
    kept = {"sort": choices.sort.value, "period": period, "template": choices.template, "q": choices.query}
    another = {
        "sort": choices.sort.value if choices.sort is not Sort.HOT else "",
        "period": period if choices.period is not Period.ALL else "",
        "template": choices.template,
    }
    templates = current_site().templates
    return {
        "posters": [poster_view(row, templates) for row in page.rows],
        "standings": {row.code: said(row) for row in page.rows} if (said := SAID.get(choices.sort)) else {},
        "level": page.level,
        "sort": choices.sort.value,
        "period": choices.period.value,
        "q": choices.query,
        "seed": "" if choices.query or choices.after else page.seed,
        "canonical": canonical(**another),
        "unlisted": bool(choices.query or choices.after),
        "next_url": _address(endpoint, place, kept | {"after": _further(page.next, choices)}) if page.next else None,
    }


def _walked_to(choices: WallChoices) -> bool:
    """Whether it is the first page of a wall, or pages of that wall led here from its first."""
    if choices.query or not choices.after:
        return not choices.query
    given = request.args["after"].partition(DOT)[2].encode()
    return any(hmac.compare_digest(given, _mark(choices, key).encode()) for key in current_site().secret_keys)


def _further(cursor: str, choices: WallChoices) -> str:
    """With its mark; without one where this page's own was missing, or a made-up cursor would lead to a marked one."""
    if not _walked_to(choices):
        return cursor
    return cursor + DOT + _mark(replace(choices, after=cursor), current_site().secret_keys[0])


def _mark(choices: WallChoices, key: str) -> str:
    """That of a cursor of this wall in this order."""
    period = choices.period if choices.sort is Sort.TOP else ""
    place = "\n".join((choices.name, choices.sort, period, choices.after))
    return blake2b(place.encode(), key=derived(PURPOSE, key), digest_size=MARK).hexdigest()


def _address(endpoint: str, place: dict[str, Any], kept: dict[str, str]) -> str:
    return url_for(endpoint, **place) + "?" + urlencode({name: value for name, value in kept.items() if value})


def _choice(kind: type[Choice], name: str, default: Choice) -> Choice:
    given = request.args.get(name)
    try:
        return kind(given) if given else default
    except ValueError:
        raise BadRequest(f"The wall has no {name} of that name. Choose one of: {', '.join(kind)}.") from None
