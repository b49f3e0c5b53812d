"""Whole numbers in addresses are written in one way: no zeros before them, no digits of other scripts.

Each address is an answer of its own in a cache in front, and a page must not have more of them than anybody can count.
"""

from flask import Flask
from werkzeug.routing import IntegerConverter


class WholeNumber(IntegerConverter):
    regex = "(?:0|[1-9][0-9]*)"


def install(app: Flask) -> None:
    """Before any route is added."""
    app.url_map.converters["int"] = WholeNumber
