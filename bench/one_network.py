"""Seconds of processors that one network takes from the site in a minute, as `make run` serves it.

    python -m bench.one_network [--seconds 60] [--connections 1 3 10]

From one address, over so many connections and without a pause, it asks for what costs most: prints on twelve sheets,
previews of the longest text, streets. Once with a budget that nobody meets, and once with the usual one; refusals cost
something, too, and are in it. A minute begins with a full bucket. Aim: at most 20 and what is under way at its end.
"""

import argparse
import multiprocessing
import os
import time
from contextlib import ExitStack
from pathlib import Path

from bench.crowding import SETTINGS, beside, press, seeded
from billboard.infra.config import Settings
from tests.servers.process import HOST
from tests.servers.site import Site, Sites

UNBOUNDED = "3600"  # seconds in a minute: more than there are processors


def seconds_of(site: Site) -> float:
    """That the processes of its server have taken."""
    assert site.server
    group, ticks = site.server.process.pid, 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def taken(budget: str, connections: int, seconds: float) -> float:
    with ExitStack() as stack:
        site = Sites(stack)({**SETTINGS, "NETWORK_SECONDS": budget}, seeded=True)
        door, _ = seeded(site, site.url, site.port, None, None)
        time.sleep(1)
        before, stop = seconds_of(site), multiprocessing.get_context("spawn").Event()
        with beside([(press, (door, HOST))] * connections, stop):
            time.sleep(3)  # they load what they ask with
            before = seconds_of(site)
            time.sleep(seconds)
            return seconds_of(site) - before


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--connections", type=int, nargs="*", default=[1, 3, 10])
    options = arguments.parse_args()
    usual = str(Settings.model_fields["network_seconds"].default)
    print(
        f"| connections of one network | seconds of processors in {options.seconds:.0f} s without a budget | with one |"
    )
    print("|---:|---:|---:|")
    for connections in options.connections:
        free, bound = (taken(budget, connections, options.seconds) for budget in (UNBOUNDED, usual))
        print(f"| {connections} | {free:.0f} | {bound:.1f} |", flush=True)


if __name__ == "__main__":
    main()
