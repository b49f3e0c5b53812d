"""A wall that is not empty on the first day: the templates' own sample slogans, through the real publish path."""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select

from billboard.core.catalogue.designs import Design
from billboard.core.errors import SloganProblems
from billboard.models import Poster
from billboard.posters.publishing import Submission, publish
from billboard.web.site import Site, now

APART = timedelta(minutes=37)


def seed(site: Site, least: int = 24) -> int:
    """Publish at least `least` samples on an empty wall, templates taking turns; return how many."""
    with site.database.read() as session:
        if session.scalar(select(Poster.id).limit(1)) is not None:
            return 0
    offered = site.templates.offered()
    per_template = -(-least // max(1, len(offered)))
    chosen = [
        (template, template.variants[turn % len(template.variants)], template.samples[turn])
        for turn in range(per_template)
        for template in offered
        if turn < len(template.samples)
    ]
    begun = now() - APART * len(chosen)
    for number, (template, variant, sample) in enumerate(chosen):
        # By its key a seeding that was cut short makes no poster twice.
        with suppress(SloganProblems):  # one that finds no room is a flaw of its template and no reason not to start
            publish(site, Submission(Design(template, variant, sample), key="seed"), now=begun + APART * number)
    return len(chosen)
