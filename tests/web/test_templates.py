"""The pages' templates as text."""

from pathlib import Path

import pytest

from tests.paths import ROOT

TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
LONGEST = 200  # characters


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 40


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_line_can_be_read_without_scrolling_far(path: Path) -> None:
    long = [number for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > LONGEST]
    assert long == []
