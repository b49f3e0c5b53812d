"""Whatever is typed into whatever slot is set or refused: there is no third."""

import pytest

from bench.any_text import search
from billboard.core.catalogue.designs import read_design
from billboard.core.errors import SloganProblems
from billboard.core.picture.rendering import Renderer


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufc5e", id="an Arabic mark of no width"),
        pytest.param("\u2e12", id="a point that a face gives no width"),
        pytest.param("\ua8fa", id="a sign that a face gives no width"),
        pytest.param("\ufc5e\n\ufc5e", id="two lines of no width"),
    ],
)
def test_a_text_of_no_width_is_set_or_refused_in_every_template(shipped: Renderer, text: str) -> None:
    for template in shipped.templates.values():
        for format_ in [each.format for each in template.layouts.values()]:
            try:
                design = read_design(
                    shipped.sticker_catalogue, template, template.variants[0], {template.main.name: text}, ""
                )
                shipped.set(design, format_)
            except SloganProblems:
                continue


def test_no_text_at_random_is_neither_set_nor_refused(shipped: Renderer) -> None:
    found = search(shipped, seed=2010, number=1500)
    assert found.faults == {}
    assert found.met["set"] > 150  # else the search tries nothing
    assert found.met["refused"] > 150
