"""The walls: front page, gallery, and the pages that say how the house is run."""

from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for

from billboard.core.errors import BadRequest, NotFound
from billboard.core.rank import fairness, ranking
from billboard.views.pages import canonical, render_shared
from billboard.walls import guaranteed_views, walls
from billboard.walls.walls import Period, Sort, WallPage
from billboard.web.site import current_site, now
from billboard.web.view_models import PosterView, poster_view, template_view

blueprint = Blueprint("gallery", __name__)
FRONT = 9
QUERY_LENGTH = 100
EXAMPLES = [  # for the page that explains the hot score: votes, and age in seconds
    ("Doing well today", 40, 6 * 3600),
    ("Yesterday’s triumph", 1000, 25 * 3600),
    ("Small but quick", 5, 3600),
    ("Still wet", 0, 0),
    ("Last week’s legend", 3000, 7 * 86400),
]
Choice = TypeVar("Choice", bound=StrEnum)


@blueprint.get("/")
def front() -> Response:
    site = current_site()
    with site.database.read() as session:
        page = walls.wall_page(session, sort=Sort.HOT, now=now(), size=FRONT, newcomers=True)
    templates = [template_view(template) for template in site.templates.values()]
    return render_shared("front.html", hot=_views(page), templates=templates, **_newcomers(page))


@blueprint.get("/gallery")
def wall() -> Response:
    site = current_site()
    sort, period = _choice(Sort, "sort", Sort.HOT), _choice(Period, "period", Period.ALL)
    template, query = request.args.get("template", ""), request.args.get("q", "")[:QUERY_LENGTH].strip()
    if template and template not in site.templates:
        raise NotFound("There is no template of that name. Choose one from the list.")
    with site.database.read() as session:
        page = walls.wall_page(
            session,
            sort=sort,
            period=period,
            template=template,
            query=query,
            after=request.args.get("after", ""),
            now=now(),
            newcomers=not template and not query,
        )
    own = {
        "sort": sort.value if sort is not Sort.HOT else "",
        "period": period.value if sort is Sort.TOP and period is not Period.ALL else "",
        "template": template,
    }
    kept = {"sort": sort.value, "period": period.value if sort is Sort.TOP else "", "template": template, "q": query}
    return render_shared(
        "gallery.html",
        canonical=canonical(**own),
        unlisted=bool(query or request.args.get("after")),
        posters=_views(page),
        **_newcomers(page),
        next_url=_address(kept | {"after": page.next}) if page.next else None,
        sort=sort.value,
        period=period.value,
        template=template,
        q=query,
        templates=[template_view(each) for each in site.templates.values()],
        heading=_heading(sort, template, query),
        feed_url=url_for("feeds.wall", sort=sort.value if sort is Sort.HOT else None, template=template or None),
    )


@blueprint.get("/about")
def about() -> Response:
    return render_shared("about.html")


@blueprint.get("/about/hot")
def hot_formula() -> Response:
    return render_shared(
        "hot.html",
        tenfold=ranking.SECONDS_PER_TENFOLD,
        guaranteed=fairness.GUARANTEED,
        set_back=fairness.set_back(1),
        furthest_back=fairness.set_back(walls.PAGE),
        places=fairness.newcomers_on(walls.PAGE),
        page=walls.PAGE,
        ahead=fairness.AHEAD,
        caps=fairness.caps_for(walls.PAGE),
        examples=[
            (what, votes, age, ranking.hot(votes, 0), -age / ranking.SECONDS_PER_TENFOLD, ranking.hot(votes, -age))
            for what, votes, age in EXAMPLES
        ],
    )


@blueprint.get("/about/rules")
def rules() -> Response:
    return render_shared("rules.html")


@blueprint.get("/about/privacy")
def privacy() -> Response:
    return render_shared("privacy.html")


def _address(choices: dict[str, str]) -> str:
    return url_for("gallery.wall") + "?" + urlencode({name: value for name, value in choices.items() if value})


def _views(page: WallPage) -> list[PosterView]:
    templates = current_site().templates
    return [poster_view(row, templates) for row in page.rows]


def _newcomers(page: WallPage) -> dict[str, object]:
    """Who stands on the page as a newcomer, and the seal under which browsers say who was seen."""
    seal = guaranteed_views.seal(page.newcomers, current_site().secret_key, now()) if page.newcomers else ""
    return {"newcomers": page.newcomers, "shown": seal}


def _choice(kind: type[Choice], name: str, default: Choice) -> Choice:
    given = request.args.get(name)
    try:
        return kind(given) if given else default
    except ValueError:
        options = ", ".join(kind)
        raise BadRequest(f"The wall has no {name} of that name. Choose one of: {options}.") from None


def _heading(sort: Sort, template: str, query: str) -> str:
    what = current_site().templates[template].title if template else "The wall"
    if query:
        return f"“{query}” on the wall"
    return {
        Sort.HOT: what,
        Sort.NEW: f"{what}: fresh paste",
        Sort.TOP: f"{what}: the best",
        Sort.DUEL: f"{what}: in the ring",
    }[sort]
