"""What holds until the next start, to be looked at."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response as AnyResponse

from billboard.settings.fixed import fixed
from billboard.views import guard
from billboard.web import caching
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site

blueprint = Blueprint("operate_environment", __name__, url_prefix="/operate/settings/environment")
blueprint.after_request(caching.never)


@blueprint.before_request
def require_operator() -> AnyResponse | None:
    return guard.require_operator()


@blueprint.get("")
def page() -> str:
    shown = fixed(current_site().environment)
    return render_template("operate/environment.html", settings=shown, form=ButtonForm(), view="settings")
