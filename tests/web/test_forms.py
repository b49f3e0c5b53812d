"""The forms' fields: those of the editor's own, beside which a template's slots stand."""

import re

import pytest
from flask import Flask

import billboard
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


def test_a_template_with_a_slot_of_the_name_of_one_of_them_is_left_out(
    make_app: MakeApp, lite: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = main_slot(parts(lite).templates[first(lite)]).name
    monkeypatch.setattr(billboard, "EDITOR_FIELDS", EDITOR_FIELDS | {name})
    slug, templates = first(lite), parts(make_app()).templates
    assert slug not in templates
    assert [f"{name!r} has another meaning already" in each.problem for each in templates.left_out[slug]] == [True]
