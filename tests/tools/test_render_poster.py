"""Drawing one poster from a shell."""

import pytest

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import SloganProblems
from tools.render_poster import texts_of


def test_texts_are_given_by_slot_and_may_have_lines(plain: PosterTemplate) -> None:
    assert texts_of(plain, ["headline=a=b", r"strapline=one\ntwo"]) == {"headline": "a=b", "strapline": "one\ntwo"}


def test_what_is_no_slot_is_refused_by_its_name_with_those_that_there_are(plain: PosterTemplate) -> None:
    with pytest.raises(SloganProblems) as refused:
        texts_of(plain, ["headline=fine", "headlin=x", "loose"])
    assert refused.value.problems == {
        "headlin": f"there is no such slot; plain has {', '.join(slot.name for slot in plain.slots)}",
        "loose": "a text is given as slot=text",
    }
