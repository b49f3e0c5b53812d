"""The walls as Atom feeds, newest or hottest posters first, for readers of feeds and whatever else follows a wall."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from billboard.campaigns import campaigns, threads
from billboard.core.errors import BadRequest, NotFound
from billboard.core.picture.stored_pictures import THUMB_SIZE
from billboard.walls import walls
from billboard.walls.choices import Sort, WallChoices
from billboard.walls.walls import WallPage
from billboard.web import atom
from billboard.web.caching import shared
from billboard.web.inert_text import inert
from billboard.web.site import absolute, current_site, now
from billboard.web.view_models import PosterView, poster_view

blueprint = Blueprint("feeds", __name__)
ENTRIES = 50  # a reader that asks twice a day misses nothing of a wall that takes a hundred posters
REDRAWN = 3600  # seconds: whoever asks twice within the hour is told that nothing has changed
SORTS = {Sort.NEW: "fresh paste", Sort.HOT: "what is hot"}


@blueprint.get("/feed.atom")
def wall() -> Response:
    site = current_site()
    sort, slug = _sort(), request.args.get("template", "")
    if slug and slug not in site.templates:
        raise NotFound("There is no template of that name, so there is no feed of it. The wall lists them all.")
    with site.database.read() as session:
        choices = WallChoices(sort=sort, template=slug, after=_after(), covered=False, redrawn=REDRAWN)
        page = walls.wall_page(session, choices, now=now(), size=ENTRIES)
    name = site.settings.site_name
    what = f"{site.templates[slug].title} on {name}" if slug else name
    title = f"{what}: {SORTS[sort]}"
    chosen = {"template": slug} if slug else {}
    # One address for one feed, however it was asked for.
    address = _address("feeds.wall", chosen if sort is Sort.NEW else {"sort": sort, **chosen})
    return answer(title, address, _address("gallery.wall", {"sort": sort, **chosen}), page)


@blueprint.get("/c/<slug>/feed.atom")
def campaign(slug: str) -> Response:
    site, sort = current_site(), _sort()
    with site.database.read() as session:
        chosen = campaigns.find(session, slug)
        if sort is Sort.NEW:
            page = threads.latest(session, chosen, _after(), ENTRIES)
        else:
            choices = WallChoices(sort=sort, campaign=chosen.id, after=_after(), redrawn=REDRAWN)
            page = walls.wall_page(session, choices, now=now(), size=ENTRIES)
    title = f"{chosen.title} on {site.settings.site_name}: {SORTS[sort]}"
    address = _address("feeds.campaign", {} if sort is Sort.NEW else {"sort": sort}, slug=slug)
    return answer(title, address, _address("campaign.page", {"sort": sort}, slug=slug), page)


def answer(title: str, address: str, page: str, posters: WallPage) -> Response:
    """A page of a feed of posters; `address` is that of its first.

    It tells no Last-Modified: a poster that is taken down makes it no newer, but other.
    """
    site = current_site()
    feed = atom.Feed(
        id=address,
        address=_further(address, _after()),
        next=_further(address, posters.next or "") if posters.next else "",
        page=page,
        title=inert(title),
        subtitle="Spoof posters, made and voted on by the public. Everything in them is made up.",
        author=site.settings.site_name,
        author_page=absolute(url_for("gallery.about")),
        icon=absolute(url_for("static", filename="img/icon-192.png")),
        entries=[_entry(poster_view(row, site.templates)) for row in posters.rows],
    )
    return shared(atom.write(feed), atom.TYPE)


def _entry(poster: PosterView) -> atom.Entry:
    return atom.Entry(
        page=absolute(poster.page),
        title=inert(poster.slogan),  # plain text by its type, which not every reader looks at
        content=render_template("feed_entry.html", poster=poster, origin=absolute("")),
        category=(poster.template_slug, poster.template_title, absolute(url_for("maker.choose"))),
        picture=atom.Picture(absolute(poster.image), absolute(poster.thumb), THUMB_SIZE),
        published=poster.published,
    )


def _after() -> str:
    return request.args.get("after", "")


def _further(address: str, after: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'after': after})}" if after else address


def _sort() -> Sort:
    sort = request.args.get("sort", Sort.NEW)
    if sort not in tuple(SORTS):
        raise BadRequest(f"The feed comes as sort={' or sort='.join(SORTS)}.")
    return Sort(sort)


def _address(endpoint: str, choices: dict[str, str], **place: Any) -> str:
    return absolute(url_for(endpoint, **place)) + ("?" + urlencode(choices) if choices else "")
