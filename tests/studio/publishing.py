"""What tests of the studio do: publish a template."""

from typing import Any

from flask import Flask

from billboard.studio import publishing
from billboard.studio.folders import TemplateFolder
from tests.application import NOW, parts
from tests.studio.template_folders import template_folder


def put_up(app: Flask, folder: TemplateFolder | None = None, **more: Any) -> publishing.Published:
    return publishing.publish(parts(app), folder or template_folder(), now=NOW, by=None, **more)
