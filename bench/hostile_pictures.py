"""What becomes of ten thousand files that are chosen as a picture and mean harm: aims, none breaks anything, each that
is refused has a sentence, and whoever asks grows by less than 300 MB.

    python -m bench.hostile_pictures [--files 10000] [--at-once 40]

They are opened by `core/darkroom/opening.py` in processes apart within the bounds of the site, forty in one process
rather than each in its own. A process that dies is asked again with one file at a time, so that the file is named.
"""

from __future__ import annotations

import argparse
import resource
from collections import Counter
from collections.abc import Sequence
from time import perf_counter
from typing import Any

from billboard.core.errors import Refused
from billboard.infra.apart import Job, run
from tests.hostile_pictures import Hostile, hostile

DIED = "died or took too much"


def said_of(files: Sequence[Hostile]) -> list[Any]:
    """Size or sentence of each."""
    try:
        job = Job("tests.hostile_pictures", "opened_each", DIED)
        said: list[Any] = run(job, {}, [each.data for each in files]).values["said"]
    except Refused as refusal:
        if len(files) == 1:
            return [refusal.message]
        return [each for file in files for each in said_of([file])]
    return said


def memory() -> float:
    """The most that this process has held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--at-once", type=int, default=40)
    given = parser.parse_args()
    for number in range(500):  # what makes them takes memory of its own
        hostile(number)
    before, began = memory(), perf_counter()
    outcomes, wrong = Counter[tuple[str, str]](), list[str]()
    for first in range(0, given.files, given.at_once):
        files = [hostile(number) for number in range(first, min(given.files, first + given.at_once))]
        for number, (file, said) in enumerate(zip(files, said_of(files), strict=True), first):
            outcome = "refused" if isinstance(said, str) else "opened"
            outcomes[file.kind, outcome] += 1
            if said == DIED or file.outcome not in ("either", outcome):
                wrong.append(f"{number}: {file.kind} should be {file.outcome}, but: {said}")
    print(f"{'kind':22} {'opened':>7} {'refused':>7}")
    for kind in sorted({kind for kind, _ in outcomes}):
        print(f"{kind:22} {outcomes[kind, 'opened']:7} {outcomes[kind, 'refused']:7}")
    print(*wrong, sep="\n")
    print(f"{given.files} files in {perf_counter() - began:.0f} s; {len(wrong)} wrong (aim 0)")
    print(f"whoever asked grew by {memory() - before:.0f} MB (aim: less than 300)")


if __name__ == "__main__":
    main()
