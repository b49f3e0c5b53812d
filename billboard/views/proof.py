"""Challenges for proofs of work, which scripts fetch while the site is under attack."""

from flask import Blueprint, Response, jsonify

from billboard.core.errors import NotFound
from billboard.switches import proofs
from billboard.switches.proofs import Form
from billboard.web import caching
from billboard.web.proofs import wanted_anywhere
from billboard.web.security import limiter
from billboard.web.site import current_site, now

blueprint = Blueprint("proof", __name__)


@blueprint.get("/proof/<form>")
@limiter.limit(lambda: current_site().settings.vote_limit)
def challenge(form: str) -> Response:
    if form not in set(Form) or not wanted_anywhere():
        raise NotFound("No proof of work is asked for just now.")
    site = current_site()
    issued = proofs.issue(Form(form), site.secret_keys, work=site.settings.proof_work, now=now())
    return caching.private(jsonify(issued))
