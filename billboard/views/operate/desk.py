"""The operators' desk: how the site stands at a glance, what is wanting, and what was done last."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response as AnyResponse

from billboard.journal import full
from billboard.models import Kind
from billboard.settings.registry import SETTINGS
from billboard.views import guard
from billboard.web import at_a_glance, caching, log_words
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site, now

blueprint = Blueprint("operate", __name__, url_prefix="/operate")
blueprint.after_request(caching.never)
LATELY = 8  # lines
OF_THE_SITE = (Kind.SETTING, Kind.SWITCH, Kind.CAMPAIGN, Kind.ACCOUNT, Kind.APPOINTMENT)


@blueprint.before_request
def require_operator() -> AnyResponse | None:
    return guard.require_operator()


@blueprint.get("")
def desk() -> str:
    site, moment = current_site(), now()
    with site.database.read() as session:
        glance = at_a_glance.glance(site, session, moment)
        lately = full.newest(session, OF_THE_SITE, LATELY)
    return render_template(
        "operate/desk.html",
        glance=glance,
        lately=[(each.line, log_words.told(each.line.kind, each.line.did), _who(each), _what(each)) for each in lately],
        form=ButtonForm(),
        view="desk",
    )


def _what(each: full.FullLine) -> str:
    """What it was done to, as a person calls it."""
    setting = SETTINGS.get(each.line.subject) if each.line.kind in (Kind.SETTING, Kind.SWITCH) else None
    return setting.label if setting else each.line.subject


def _who(each: full.FullLine) -> str:
    line = each.line
    return each.name or (f"rule: {line.rule}" if line.rule else log_words.nobody(line.kind, line.did))
