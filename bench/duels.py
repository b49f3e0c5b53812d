"""Time to fit the strengths to all duels at once, what `flask rank-duels` does every night.

    python -m bench.duels [--large 1000000]

Posters of known strength fight ten duels each on average, drawn at random: the hardest case there is, for no two pairs
are alike. Told: the seconds of the processor for the sum alone, the most memory the process has held, and Spearman's
rank correlation with what the posters were made to be.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator

from bench.contests.crowd import spearman
from billboard.core.rank import strength
from billboard.core.rank.strength import Meeting

DUELS_EACH = 10


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--large", type=int, default=1_000_000, help="duels")
    options = arguments.parse_args()
    print(f"{'duels':>12}{'posters':>10}{'seconds':>9}{'MiB':>7}{'truth':>7}")
    fought = 1_000
    while fought <= options.large:
        dice = random.Random(2010)
        known = [dice.gauss(0, 1.2) for _ in range(2 * fought // DUELS_EACH)]
        meetings = list(duels(dice, known, fought))
        begun = time.process_time()
        fitted = strength.fit(meetings)
        taken = time.process_time() - begun
        met = sorted(fitted)
        truth = spearman([fitted[at] for at in met], [known[at] for at in met])
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{fought:>12,}{len(known):>10,}{taken:>9.2f}{held:>7}{truth:>7.2f}", flush=True)
        fought *= 10


def duels(dice: random.Random, known: list[float], fought: int) -> Iterator[Meeting]:
    for _ in range(fought):
        one, other = dice.sample(range(len(known)), 2)
        won = dice.random() < strength.chance(known[one], known[other])
        yield Meeting(one, other, int(won), int(not won))


if __name__ == "__main__":
    main()
