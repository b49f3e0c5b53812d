"""The pages' colours, and that they are written once."""

import dataclasses

import pytest

from billboard.web.palette import DAY, NIGHT, STYLESHEET, read_palette
from tests.paths import ROOT

COLOURS = {colour for palette in (DAY, NIGHT) for colour in dataclasses.astuple(palette)}
WRITTEN = [
    path
    for folder, kinds in (("billboard", ("py",)), ("static", ("css",)), ("templates", ("html", "txt", "webmanifest")))
    for kind in kinds
    for path in (ROOT / folder).rglob(f"*.{kind}")
    if path != STYLESHEET
]


def test_day_and_night_have_colours_of_their_own() -> None:
    assert DAY.wall in STYLESHEET.read_text()
    assert NIGHT.wall in STYLESHEET.read_text()
    assert not set(DAY.grounds) & set(NIGHT.grounds)


def test_no_other_file_writes_a_colour_that_the_palette_has() -> None:
    assert len(WRITTEN) > 200
    again = [(path.name, colour) for path in WRITTEN for colour in COLOURS if colour in path.read_text().lower()]
    assert again == []


def test_a_palette_that_lacks_a_colour_stops_the_start() -> None:
    with pytest.raises(TypeError, match="ink"):
        read_palette(STYLESHEET.read_text().replace(f"--day-ink: {DAY.ink};", ""), "day")
