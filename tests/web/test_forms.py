"""The forms' fields: those of the editor's own, beside which a template's slots stand."""

import re

import pytest
from flask import Flask

import billboard
from billboard.core.errors import TemplateError
from billboard.web.forms import EDITOR_FIELDS
from tests.application import MakeApp, main_slot, parts, publish
from tests.publishing import first


@pytest.mark.parametrize("kinship", ["remix", "answer"])
def test_the_editor_sends_nothing_under_a_name_that_a_slot_could_have(lite: Flask, kinship: str) -> None:
    page = lite.test_client().get(f"/make/{first(lite)}?{kinship}={publish(lite)}").text
    form = page[page.index("<form") :]
    names = {name for name in re.findall(r' name="([^"]+)"', form) if not name.startswith("sticker-")}
    slots = {slot.name for slot in parts(lite).templates[first(lite)].slots}
    assert names - slots == EDITOR_FIELDS - ({"remix", "answer"} - {kinship})


def test_a_slot_with_the_name_of_one_of_them_stops_the_start(
    make_app: MakeApp, lite: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = main_slot(parts(lite).templates[first(lite)]).name
    monkeypatch.setattr(billboard, "EDITOR_FIELDS", EDITOR_FIELDS | {name})
    with pytest.raises(TemplateError, match=f"name: '{name}' has another meaning already"):
        make_app()
