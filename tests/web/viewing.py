"""What pages are given of a poster."""

from flask import Flask

from billboard.posters import posters
from billboard.web.view_models import PosterView, poster_view
from tests.application import parts


def view_of(app: Flask, code: str) -> PosterView:
    site = parts(app)
    with site.database.read() as session:
        return poster_view(posters.find(session, code), site.templates)
