"""What a visitor has chosen to see of a wall: read from the address, and told to the page that shows it."""

from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request, url_for

from billboard.core.errors import BadRequest
from billboard.views.pages import canonical
from billboard.walls.choices import Period, Sort, WallChoices
from billboard.walls.walls import WallPage
from billboard.web import standings
from billboard.web.site import current_site
from billboard.web.view_models import poster_view

QUERY_LENGTH = 100
SAID = {Sort.TOP: standings.by_votes, Sort.DUEL: standings.by_duels}  # how sure an order is of each
Choice = TypeVar("Choice", bound=StrEnum)


def read_choices(template: str = "") -> WallChoices:
    """Raises BadRequest for an order or a period that there is not."""
    return WallChoices(
        sort=_choice(Sort, "sort", Sort.HOT),
        period=_choice(Period, "period", Period.ALL),
        template=template,
        query=request.args.get("q", "")[:QUERY_LENGTH].strip(),
        after=request.args.get("after", ""),
    )


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
        "next_url": _address(endpoint, place, kept | {"after": page.next}) if page.next else None,
    }


def _address(endpoint: str, place: dict[str, Any], kept: dict[str, str]) -> str:
    return url_for(endpoint, **place) + "?" + urlencode({name: value for name, value in kept.items() if value})


def _choice(kind: type[Choice], name: str, default: Choice) -> Choice:
    given = request.args.get(name)
    try:
        return kind(given) if given else default
    except ValueError:
        raise BadRequest(f"The wall has no {name} of that name. Choose one of: {', '.join(kind)}.") from None
