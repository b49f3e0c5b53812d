"""Posters to print at home, or at a printer's."""

from flask import Blueprint, Response, request

from billboard.core.errors import BadRequest
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.core.print.imposition import Paper, paper_of
from billboard.core.print.particulars import LAYOUT, Particulars
from billboard.models import Poster
from billboard.posters import posters, renditions
from billboard.web import caching
from billboard.web.site import absolute, current_site
from billboard.web.view_models import poster_view
from billboard.web.weighing import place, weighed

blueprint = Blueprint("prints", __name__)
# Browsers show a PDF by plug-ins and styles of their own, which the policy of pictures would forbid.
POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@blueprint.get("/p/<code>/print.pdf")
@weighed(150)
def pdf(code: str) -> Response:
    """A poster as PDF: `?paper=` a4, a3, letter, or one of the hoardings; `?sheet=` the format it is set in."""
    site, paper = current_site(), paper_of(request.args.get("paper", "a4"))
    format_ = _format_of(request.args.get("sheet", FORTY_EIGHT.slug))
    with site.database.read() as session:
        poster = posters.find_live(session, code)
    # With another version of its template it comes out otherwise.
    drawn = renditions.version(site.templates, poster, format_)
    etag = f"{poster.digest[:32]}-print-{paper.slug}-{LAYOUT}-{drawn}"

    def made() -> Response:
        from billboard.posters.prints import printed  # it brings 40 MB along, and few workers ever print

        with place(lambda lanes: lanes.slow):
            body = printed(site, poster, format_, paper, _particulars(poster))
        response = Response(body, mimetype="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="{_name(code, format_, paper)}"'
        return response

    response = caching.under(etag, "application/pdf", made)
    # As for pictures: a poster that is taken down must not linger in a cache.
    caching.keep(response, caching.A_SECOND)
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _format_of(slug: str) -> Format:
    if slug not in FORMATS:
        raise BadRequest(f"There is no sheet called “{slug[:40]}”. Print one of {', '.join(FORMATS)}.")
    return FORMATS[slug]


def _name(code: str, format_: Format, paper: Paper) -> str:
    shape = "" if format_ is FORTY_EIGHT else f"-{format_.slug}"
    return f"billboard-{code}{shape}-{paper.slug}.pdf"


def _particulars(poster: Poster) -> Particulars:
    """What the print says of the poster outside its trim."""
    site = current_site()
    view = poster_view(poster, site.templates)
    template = site.templates.at(poster.template, poster.template_version)
    pasted = f"{poster.published.day} {poster.published:%B %Y}"
    lines = [f"{site.settings.site_name} · {absolute(view.page)} · Pasted {pasted}"]
    if template:
        lines.append(f"“{template.title}”: {template.credit}, {template.licence}")
    return Particulars(
        title=view.slogan[:200] or view.template_title,
        alt=f"A poster: {view.alt}",
        made=poster.published,
        lines=tuple(lines),
        author=site.settings.site_name,
    )
