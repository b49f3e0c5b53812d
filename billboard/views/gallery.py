"""The walls: front page, gallery, and the pages that say how the house is run."""

from math import exp, floor

from flask import Blueprint, Response, request, url_for

from billboard.core.days import DAY
from billboard.core.errors import NotFound
from billboard.core.rank import appeal, fairness
from billboard.core.rank.appeal import Evidence
from billboard.views.pages import OWN_PAGES, render_shared
from billboard.views.wall_choices import looks_on, read_choices, wall_context
from billboard.walls import evidence, hot, walls
from billboard.walls.choices import Sort, WallChoices
from billboard.walls.walls import WallPage
from billboard.web import look_seals, promises
from billboard.web.site import current_site, now
from billboard.web.view_models import PosterView, poster_view, template_view
from billboard.web.weighing import weighed

blueprint = Blueprint("gallery", __name__)
FRONT = 9
SURE_AND_UNSURE = Evidence(1000, 900), Evidence(10, 10)
EXAMPLES = [  # for the page that explains Hot: looks, likes, and age in seconds
    ("Doing well today", 400, 48, 6 * 3600),
    ("Seen by thousands, liked by few", 9000, 180, 5 * 3600),
    ("Small but quick", 40, 6, 3600),
    ("Still wet", 0, 0, 0),
    ("Last week’s legend", 20_000, 3000, 7 * DAY),
]


@blueprint.get("/")
def front() -> Response:
    site = current_site()
    with site.database.read() as session:
        page = walls.wall_page(session, WallChoices(), now=now(), size=FRONT, newcomers=True)
    templates = [template_view(template) for template in site.templates.offered(now=now())]
    return render_shared(
        "front.html",
        hot=_views(page),
        templates=templates,
        newcomers=page.newcomers,
        looks=look_seals.looks_at(page.rows),
    )


@blueprint.get("/gallery")
@weighed(20, when=lambda: bool(request.args.get("q")))
def wall() -> Response:
    site, template = current_site(), request.args.get("template", "")
    if template and template not in site.templates:
        raise NotFound("There is no template of that name. Choose one from the list.")
    choices = read_choices(template)
    everything = not template and not choices.query
    with site.database.read() as session:
        page = walls.wall_page(session, choices, now=now(), newcomers=everything)
    feed = choices.sort.value if choices.sort is Sort.HOT else None
    return render_shared(
        "gallery.html",
        **wall_context(page, choices, "gallery.wall"),
        newcomers=page.newcomers,
        looks=looks_on(page, choices),
        template=template,
        templates=[template_view(each) for each in site.templates.offered(now=now())],
        heading=_heading(choices),
        feed_url=url_for("feeds.wall", sort=feed, template=template or None),
    )


@blueprint.get("/about")
def about() -> Response:
    return render_shared("about.html", more=current_site().settings.more_about)


@blueprint.get("/about/hot")
def hot_formula() -> Response:
    return render_shared(
        "hot.html",
        weight=int(appeal.WEIGHT),
        doubted=round(appeal.DOUBTED),
        wanting=round(appeal.WANTING),
        wide=appeal.WIDE,
        ageing=round(appeal.AGEING),
        pool=hot.POOL,
        most_looks=evidence.MOST,
        guaranteed=fairness.GUARANTEED,
        set_back=fairness.set_back(1),
        furthest_back=fairness.set_back(walls.PAGE),
        places=fairness.newcomers_on(walls.PAGE),
        page=walls.PAGE,
        ahead=fairness.AHEAD,
        caps=fairness.caps_for(walls.PAGE),
        at_least=[(*each, floor(100 * exp(appeal.lower(each, appeal.USUAL)))) for each in SURE_AND_UNSURE],
        examples=[_worked_out(*example) for example in EXAMPLES],
    )


@blueprint.get("/about/rules")
def rules() -> Response:
    settings = current_site().settings
    promised = promises.of_rules(settings)
    return render_shared("rules.html", run_by=settings.run_by, more=settings.more_rules, **promised)


@blueprint.get("/about/privacy")
def privacy() -> Response:
    settings = current_site().settings
    return render_shared("privacy.html", more=settings.more_privacy, **promises.of_privacy(settings))


@blueprint.get("/about/who")
def who() -> Response:
    return _own_page("who")


@blueprint.get("/about/imprint")
def imprint() -> Response:
    return _own_page("imprint")


def _own_page(page: str) -> Response:
    """Raises NotFound where operators have written none."""
    name, title = OWN_PAGES[page]
    if not (text := getattr(current_site().settings, name)):
        raise NotFound("There is no such page on this site.")
    return render_shared("own_page.html", heading=title, text=text)


def _worked_out(what: str, looks: int, liked: int, age: int) -> tuple[str, int, int, int, float, float, float, float]:
    """Beside a poster of which nothing is known."""
    nothing, known = (appeal.wary(each, appeal.USUAL) for each in (Evidence(), Evidence(looks, liked)))
    from_appeal, from_age = known.mean - nothing.mean, -appeal.freshness(age)
    return what, looks, liked, age, from_appeal, from_age, from_appeal + from_age, known.deviation


def _views(page: WallPage) -> list[PosterView]:
    templates = current_site().templates
    return [poster_view(row, templates) for row in page.rows]


def _heading(choices: WallChoices) -> str:
    what = current_site().templates[choices.template].title if choices.template else "The wall"
    if choices.query:
        return f"“{choices.query}” on the wall"
    return {
        Sort.HOT: what,
        Sort.NEW: f"{what}: fresh paste",
        Sort.TOP: f"{what}: the best",
        Sort.DUEL: f"{what}: in the ring",
    }[choices.sort]
