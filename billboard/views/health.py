"""What machines ask: alive, ready, counted."""

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from billboard.core.errors import StoreUnavailable
from billboard.infra.tables import tables_of
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
    """Database, with its tables, and picture store answer too: send visitors here."""
    site, answers = current_site(), dict[str, str]()
    try:
        answers["database"] = tables_of(site.database)
    except SQLAlchemyError:
        answers["database"] = "down"
    try:
        site.store.check()
        answers["store"] = "ok"
    except StoreUnavailable:
        answers["store"] = "down"
    return jsonify(answers), 200 if set(answers.values()) == {"ok"} else 503


@blueprint.get("/metrics")
def exposition() -> Response:
    return metrics.exposition()
