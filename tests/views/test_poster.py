"""The page of one poster."""

import pytest
from flask import Flask

from billboard.core.formats import Format
from billboard.core.picture.rendering import Renderer
from billboard.models import Poster
from billboard.posters import renditions
from tests.application import publish
from tests.campaigns.campaigning import campaign, enter
from tests.statements import asked_for


def test_the_page_asks_the_database_once_and_works_its_formats_out_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, code = list[str](), publish(app)
    formats = renditions.formats

    def noted(renderer: Renderer, poster: Poster) -> list[Format]:
        found.append(poster.code)
        return formats(renderer, poster)

    monkeypatch.setattr(renditions, "formats", noted)
    asked = asked_for(app, f"/p/{code}")
    assert asked.connections == 1
    assert len(asked.statements) == 4  # the poster, what it was made from, its remixes and the answers to it
    assert found == [code]


def test_a_campaigns_poster_asks_for_its_campaign_in_the_same_session(app: Flask) -> None:
    campaign(app)
    asked = asked_for(app, f"/p/{enter(app)}")
    assert (asked.connections, len(asked.statements)) == (1, 5)
