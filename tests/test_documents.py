"""What the documents name is there."""

import re
from pathlib import Path

import pytest

from billboard.infra.config import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TOPS = {path.name for path in ROOT.iterdir()}


def paths_in(text: str) -> set[str]:
    """What stands in backticks and begins with a file or folder of the top level."""
    named = re.findall(r"`([\w.-]+(?:/[\w.<>-]*)*)`", text)
    return {name for name in named if name.partition("/")[0] in TOPS and "<" not in name}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    assert [name for name in sorted(paths_in(document.read_text())) if not (ROOT / name).exists()] == []


def test_contributing_says_where_fifteen_usual_changes_are_made() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text().partition("## Where do I change …?")[2].partition("\n## ")[0]
    rows = [line for line in page.splitlines() if line.startswith("| ") and "`" in line]
    assert len(rows) >= 15
    assert all(paths_in(row) for row in rows)
