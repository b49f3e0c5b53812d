"""A wall that is not empty on the first day: the templates' own sample slogans, through the real publish path."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import SloganProblems
from billboard.models import Poster
from billboard.posters.publishing import Submission, publish
from billboard.web.site import Site, now

APART = timedelta(minutes=37)


def samples(templates: Mapping[str, PosterTemplate], least: int = 24) -> list[Design]:
    """At least `least` of the templates' own, templates and colourings taking turns."""
    per_template = -(-least // max(1, len(templates)))
    return [
        Design(template, template.variants[turn % len(template.variants)], template.samples[turn])
        for turn in range(per_template)
        for template in templates.values()
        if turn < len(template.samples)
    ]


def seed(site: Site) -> int:
    """Publish samples on an empty wall; return how many."""
    with site.database.read() as session:
        if session.scalar(select(Poster.id).limit(1)) is not None:
            return 0
    chosen = samples({each.slug: each for each in site.templates.offered()})
    begun = now() - APART * len(chosen)
    for number, design in enumerate(chosen):
        # By its key a seeding that was cut short makes no poster twice.
        with suppress(SloganProblems):  # one that finds no room is a flaw of its template and no reason not to start
            publish(site, Submission(design, key="seed"), now=begun + APART * number)
    return len(chosen)
