"""Posters and templates as pages show them: frozen values, addresses included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from billboard.core.catalogue.catalogue import Catalogue
from billboard.core.catalogue.finding import words_of
from billboard.core.catalogue.sticker_catalogue import WIDTHS, Kind
from billboard.core.catalogue.stickers import MOST, described, from_values
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.formats import FORTY_EIGHT
from billboard.core.street.scenes import Scene
from billboard.walls.rows import ShownPoster
from billboard.web import sticker_controls
from billboard.web.site import current_site, now


@dataclass(frozen=True)
class PosterView:
    code: str
    slogan: str  # the slots' texts in the template's order
    lines: tuple[str, ...]
    stickers: str  # "with a moustache on it", or empty
    template_slug: str
    template_title: str
    variant: str
    votes: int
    published: datetime
    page: str
    image: str
    thumb: str
    card: str
    vote: str
    remix: str  # empty where its template is no longer offered
    wall: str  # of its template
    covered: datetime | None = None  # since when a card lies over it

    @property
    def name(self) -> str:
        """What pages call it where its picture is not to be seen at the same time."""
        return self.slogan if self.covered is None else "a covered poster"

    @property
    def alt(self) -> str:
        """Of every picture of it."""
        return f"{self.slogan}, {self.stickers}" if self.stickers else self.slogan


@dataclass(frozen=True)
class TemplateView:
    slug: str
    title: str
    blurb: str
    words: str  # that it is found by, separated by spaces
    alt: str
    formats: str  # "Also as a 6-sheet"
    fresh: bool  # just published
    sample: str
    url: str


@dataclass(frozen=True)
class StreetView:
    """A poster in a street scene."""

    slug: str
    title: str
    alt: str
    page: str  # the poster's own, with this street chosen
    image: str
    small: str
    card: str


def poster_view(row: ShownPoster, templates: Catalogue) -> PosterView:
    template = templates.get(row.template)
    offered = template is not None and templates.is_open(row.template) and not templates.is_left_out(row.template)
    known = [slot.name for slot in template.slots] if template else []
    order = [*known, *(name for name in row.slogan if name not in known)]  # what an earlier version asked for, too
    lines = tuple(" ".join(row.slogan[name].split()) for name in order if row.slogan.get(name))
    return PosterView(
        code=row.code,
        slogan=" / ".join(lines),
        lines=lines,
        stickers=_stickers(row.stickers) if row.stickers else "",
        template_slug=row.template,
        template_title=template.title if template else row.template,
        variant=row.variant,
        votes=row.votes,
        published=row.published,
        # Written out: url_for 140 times a page costs more than the query.
        page=f"/p/{row.code}",
        image=f"/p/{row.code}.jpg",
        thumb=f"/p/{row.code}/thumb.jpg",
        card=f"/p/{row.code}/card.jpg",
        vote=f"/p/{row.code}/vote",
        remix=f"/make/{row.template}?remix={row.code}" if offered else "",
        wall=f"/gallery?template={row.template}",
        covered=row.covered,
    )


def _stickers(values: list[dict[str, Any]]) -> str:
    catalogue = current_site().renderer.sticker_catalogue
    return described(catalogue, from_values(catalogue, values))


def template_view(template: PosterTemplate, **fields: str) -> TemplateView:
    """`fields` go along to its maker: the campaign that is published into, the poster that is answered."""
    return TemplateView(
        slug=template.slug,
        title=template.title,
        blurb=template.blurb,
        words=" ".join(words_of(template)),
        alt=template.alt,
        formats=formats_of(template),
        fresh=current_site().templates.is_fresh(template.slug, now()),
        sample=url_for("maker.sample", slug=template.slug, v=template.version),
        url=url_for("maker.edit", slug=template.slug, _external=False, **fields),
    )


def formats_of(template: PosterTemplate) -> str:
    """The formats a template sets in besides the hoarding."""
    others = [f"a {each.format.title.lower()}" for each in template.layouts.values() if each.format is not FORTY_EIGHT]
    return "Also as " + " and ".join(others) if others else f"As a {FORTY_EIGHT.slug} only"


def sticker_editor(template: PosterTemplate, field: str) -> dict[str, Any]:
    """What the editor needs for stickers: their field, the kinds, and plain controls for browsers without scripts."""
    return {
        "field": field,
        "most": MOST,
        "focus": template.layout(FORTY_EIGHT.slug).focus,
        "kinds": [_kind(kind) for kind in current_site().renderer.sticker_catalogue.kinds.values()],
        "rows": sticker_controls.rows(field),
        "places": sticker_controls.PLACES,
        "sizes": sticker_controls.SIZES,
        "turns": sticker_controls.TURNS,
    }


def _kind(kind: Kind) -> dict[str, Any]:
    return {
        "slug": kind.slug,
        "title": kind.title,
        "width": kind.width,
        "least": kind.least,
        "most": WIDTHS[1],
        "size": kind.size,
        "art": url_for("stickers.art", slug=kind.slug),
        "small": url_for("stickers.small", slug=kind.slug),
        "words": {"limit": kind.slot.limit, "default": kind.slot.default} if kind.slot else None,
    }


def street_views(row: ShownPoster, scenes: Iterable[Scene]) -> list[StreetView]:
    return [
        StreetView(
            slug=scene.slug,
            title=scene.title,
            alt=scene.alt,
            page=f"/p/{row.code}?street={scene.slug}",
            image=f"/p/{row.code}/street/{scene.slug}.jpg",
            small=f"/p/{row.code}/street/{scene.slug}/small.jpg",
            card=f"/p/{row.code}/street/{scene.slug}/card.jpg",
        )
        for scene in scenes
    ]
