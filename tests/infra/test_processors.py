"""How many processors there are for a process, in a container too."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from billboard.infra.processors import processors

HERE = 8
OUTSIDE = "0::/system.slice/docker-1.scope\n"  # as some containers see the path


@pytest.fixture(autouse=True)
def eight_to_run_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(HERE)))


@pytest.mark.parametrize(
    ("own", "files", "expected"),
    [
        ("0::/\n", {"cpu.max": "200000 100000\n"}, 2),
        ("0::/\n", {"cpu.max": "max 100000\n"}, HERE),
        ("0::/\n", {"cpu.max": "50000 100000\n"}, 1),
        ("0::/\n", {"cpu.max": "350000 100000\n"}, 3),
        ("0::/\n", {"cpu.max": "6400000 100000\n"}, HERE),
        ("0::/\n", {}, HERE),
        (OUTSIDE, {"cpu.max": "200000 100000\n"}, 2),
        ("0::/a/b\n", {"a/cpu.max": "300000 100000\n", "a/b/cpu.max": "max 100000\n"}, 3),
        ("0::/a/b\n", {"a/cpu.max": "300000 100000\n", "a/b/cpu.max": "100000 100000\n"}, 1),
        ("4:cpu:/\n", {"cpu/cpu.cfs_quota_us": "200000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 2),
        ("4:cpu:/\n", {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, HERE),
        (
            "5:memory:/x\n4:cpu,cpuacct:/docker/1\n0::/\n",
            {"cpu,cpuacct/docker/1/cpu.cfs_quota_us": "300000\n", "cpu,cpuacct/docker/1/cpu.cfs_period_us": "100000\n"},
            3,
        ),
        ("4:cpu,cpuacct:/x\n", {"cpu/cpu.cfs_quota_us": "300000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 3),
        ("5:memory:/x\n", {"memory/x/cpu.max": "100000 100000\n"}, HERE),
    ],
)
def test_no_more_than_its_control_groups_grant(
    own: str, files: Mapping[str, str], expected: int, tmp_path: Path
) -> None:
    groups = tmp_path / "groups"
    for name, text in files.items():
        (groups / name).parent.mkdir(parents=True, exist_ok=True)
        (groups / name).write_text(text)
    (tmp_path / "own").write_text(own)
    assert processors(groups, tmp_path / "own") == expected


def test_where_nothing_is_said_of_control_groups_all_that_it_may_run_on(tmp_path: Path) -> None:
    assert processors(tmp_path, tmp_path / "none") == HERE
