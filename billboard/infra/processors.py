"""How many processors this process may use."""

import os
from collections.abc import Iterator
from pathlib import Path

GROUPS, OWN = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


def processors(groups: Path = GROUPS, own: Path = OWN) -> int:
    """Those that it may run on, and no more than a container's quota grants it, in whole ones and one at least.

    A machine of 64 whose container may use two of them shows it all 64; only its control groups tell the share.
    """
    return max(1, int(min([float(len(os.sched_getaffinity(0))), *_quotas(groups, own)])))


def _quotas(groups: Path, own: Path) -> Iterator[float]:
    """In processors, of its control groups and of those around them (cgroups(7))."""
    for folder in _folders(groups, own):
        yield from _quota(_numbers(folder / "cpu.max"))
        yield from _quota([*_numbers(folder / "cpu.cfs_quota_us"), *_numbers(folder / "cpu.cfs_period_us")])


def _folders(groups: Path, own: Path) -> Iterator[Path]:
    try:
        lines = own.read_text().splitlines()
    except OSError:  # no such thing here
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers and "cpu" not in controllers.split(","):
            continue
        # The second version has one tree, the first one for each set of controllers.
        for tree in {groups / controllers, *([groups / "cpu"] if controllers else [])}:
            inner = tree / path.lstrip("/")
            # Within a container the path may be that of the machine outside, and its own group is the tree itself.
            yield from (each for each in (inner, *inner.parents) if each.is_relative_to(tree))


def _numbers(file: Path) -> list[float]:
    """What a file holds; none where there is no such file, or no limit."""
    try:
        return [float(each) for each in file.read_text().split()]
    except (OSError, ValueError):  # of the second version's “max”, too
        return []


def _quota(numbers: list[float]) -> Iterator[float]:
    match numbers:
        case [quota, period] if quota > 0 and period > 0:  # the first version says -1 where there is none
            yield quota / period
