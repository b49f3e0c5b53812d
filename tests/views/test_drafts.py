"""Drafts: what the editor's form says, read once."""

from unittest.mock import Mock

import pytest
from flask import Flask

from billboard.core.catalogue.designs import read_design
from billboard.views import drafts
from tests.application import main_slot, parts
from tests.publishing import filled_form, first, seal


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Counts how often what was typed is read."""
    counting = Mock(wraps=read_design)
    monkeypatch.setattr(drafts, "read_design", counting)
    return counting


@pytest.mark.parametrize("text", ["Mind the tea", "turned \u202e round"])
@pytest.mark.parametrize("more", [{"preview": "1"}, {}], ids=["preview", "publish"])
def test_a_form_is_read_once_whatever_comes_of_it(lite: Flask, reading: Mock, text: str, more: dict[str, str]) -> None:
    client, slug = lite.test_client(), first(lite)
    form = filled_form(lite, client) | {main_slot(parts(lite).templates[slug]).name: text} | more
    reading.reset_mock()
    client.post(f"/make/{slug}", data=form)
    assert reading.call_count == 1


@pytest.mark.parametrize("page", ["", "/preview.jpg", "/driveby"])
def test_an_address_is_read_once(lite: Flask, reading: Mock, page: str) -> None:
    client = lite.test_client()
    fields = {**parts(lite).templates[first(lite)].defaults, "seal": seal(client)}
    client.get(f"/make/{first(lite)}{page}", query_string=fields)
    assert reading.call_count == 1


def test_the_wall_of_templates_reads_nothing(lite: Flask, reading: Mock) -> None:
    lite.test_client().get(f"/make/{first(lite)}/sample.jpg")
    assert reading.call_count == 0
