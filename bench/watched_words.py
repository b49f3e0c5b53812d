"""How many evasive spellings watched words find, with how many clean slogans they find fault, and what it costs.

    python -m bench.watched_words

Prints the tables of docs/watched-words.md from the sets in tests/data/watched.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from billboard.core.likeness.entries import Entry
from billboard.core.likeness.nearness import bands
from billboard.core.likeness.skeleton import skeleton
from billboard.core.likeness.watched import WatchList
from tests.core.likeness.proving import Score, false_alarms, recall, total, watch_list
from tests.core.likeness.sets import Half, clean, generated, samples, written

MANY = 500  # entries


def main() -> None:
    print(tables(), end="\n\n")
    slogans = [slogan for half in Half for slogan in clean(half)]
    words = sorted({word.strip(",.:;!?") for slogan in slogans for word in slogan.split() if len(word) > 6})[:MANY]
    long_list = WatchList([Entry(word) for word in words])
    for what, done in (
        ("skeleton", skeleton),
        ("bands of a skeleton", bands),
        (f"find, {len(watch_list().entries)} entries", watch_list().find),
        (f"find, {len(words)} entries", long_list.find),
    ):
        print(f"{what}: {_microseconds(done, slogans):.0f} µs of processor a slogan")


def tables() -> str:
    """The two tables in Markdown."""
    return f"{_recall_table()}\n\n{_alarm_table()}"


def _recall_table() -> str:
    lines = ["| evasions | seen | unseen |", "|---|---:|---:|"]
    for name, source in (("by hand", written), ("by rule", generated)):
        seen, unseen = (recall(source(half)) for half in Half)
        lines.append(f"| **{name}** | {_share(total(seen))} | {_share(total(unseen))} |")
        lines += [f"| {kind} | {_count(seen[kind])} | {_count(unseen[kind])} |" for kind in seen]
    return "\n".join(lines)


def _alarm_table() -> str:
    seen, unseen = (false_alarms(clean(half)) for half in Half)
    return "\n".join(
        [
            "| clean slogans found fault with | seen | unseen |",
            "|---|---:|---:|",
            f"| written to look as if they held something | {_share(seen)} | {_share(unseen)} |",
            f"| the templates’ samples, and sentences in 50 languages | {_share(false_alarms(samples()))} | |",
        ]
    )


def _count(score: Score) -> str:
    return f"{score.found} of {score.of}"


def _share(score: Score) -> str:
    return f"{_count(score)}, {100 * score.share:.1f} %"


def _microseconds(done: Callable[[str], object], slogans: list[str]) -> float:
    start = time.process_time()
    for slogan in slogans:
        done(slogan)
    return (time.process_time() - start) / len(slogans) * 1e6


if __name__ == "__main__":
    main()
