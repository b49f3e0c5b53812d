"""What machines ask: alive, ready, counted."""

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from billboard.core.errors import StoreUnavailable
from billboard.web import metrics
from billboard.web.security import limiter
from billboard.web.site import current_site

blueprint = Blueprint("health", __name__)
limiter.exempt(blueprint)


@blueprint.get("/healthz")
def alive() -> Response:
    """This process answers; nothing else is touched."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """Database and picture store answer too: send visitors here."""
    site, answers = current_site(), {}
    for name, check in (("database", site.database.check), ("store", site.store.check)):
        try:
            check()
            answers[name] = "ok"
        except (SQLAlchemyError, StoreUnavailable):
            answers[name] = "down"
    return jsonify(answers), 200 if set(answers.values()) == {"ok"} else 503


@blueprint.get("/metrics")
def exposition() -> Response:
    return metrics.exposition()
