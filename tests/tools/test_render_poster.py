"""Drawing one poster from a shell."""

import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT


def test_what_is_no_slot_is_refused_by_its_name_with_those_that_there_are(tmp_path: Path) -> None:
    out = tmp_path / "poster.jpg"
    words = ["tests/data/artwork/plain", "headline=Fine", "headlin=x", "loose", "--out", str(out)]
    command = [sys.executable, "tools/render_poster.py", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("headlin: there is no such slot; plain has headline, strapline")
    assert done.stderr.endswith("loose: a text is given as slot=text\n")
    assert not out.exists()
