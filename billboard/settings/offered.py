"""What operators offer of the templates and streets that there are."""

from billboard.core.catalogue.choice import Choice
from billboard.infra.config import Settings


def chosen_templates(settings: Settings) -> Choice:
    return Choice(settings.templates_order, settings.templates_left_out)


def chosen_scenes(settings: Settings) -> Choice:
    return Choice(settings.scenes_order, settings.scenes_left_out)
