"""The bench of backups, in small."""

from pathlib import Path

import pytest

from bench import backup


@pytest.mark.usefixtures("_one_renderer")
def test_a_backup_under_load_loses_nothing_and_shows_nothing_hidden(tmp_path: Path) -> None:
    here, there = (f"sqlite:///{tmp_path / name}.db" for name in ("one", "two"))
    found = backup.measure(here, there, tmp_path, 12)
    assert (found.lost, found.shown) == (0, 0)
    assert found.pictures >= 36
    assert found.changed
    assert found.copied <= 3 * found.changed + 3
