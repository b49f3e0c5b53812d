"""Templates that are left out: what is said of them in the log."""

import logging

from billboard.core.catalogue.catalogue import Catalogue

logger = logging.getLogger("billboard.templates")


def log(templates: Catalogue) -> None:
    """What was found when the site started; `flask templates check` says more."""
    for slug, faults in templates.artwork.left_out.items():
        logger.error("template left out", extra={"template": slug, "faults": [str(each) for each in faults]})
    for warning in templates.artwork.warnings:
        logger.warning("template has a flaw", extra={"flaw": str(warning)})
    if not templates.artwork.templates:
        logger.error("artwork/ has no template that can be used: there is nothing of it to make posters with")
