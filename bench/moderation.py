"""Hostile nights, played: how many decisions and inputs a moderator needs, and what they meet first.

    python -m bench.moderation [--seeds 3] [--lines either] [--large] [--hanging 100000]
        [--table | --into docs/hostile-night.md]

The small night is 400 posters, 40 of them abusive, and 250 reports; `--large` plays 5,000 posters on a wall of 100,000
besides (tests/moderation/nights.py). Posters are published, reported and decided by the site's own verbs on SQLite, at
the night's own hours and with its jobs; only the drawing is left out. The moderator comes once all is there and goes
through the queue by thumb, knowing of a poster what its card shows (tests/moderation/shifts.py). `--lines` says what
makers do with the lines that a template says by itself; `--table` prints a table in Markdown, and
`--into` puts it where a document has its place.

Two others are reckoned beside: one who decides one by one, and one who ticks on a page of twenty, a decision for each
reason. Both are given every abusive poster for nothing, reported or not.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from billboard.moderation import queue
from tests.moderation import nights
from tests.moderation.nights import Night
from tests.moderation.playing import Lines, Outcome, play
from tests.moderation.shifts import APPROVE_ALL, HIDE, REASON, TICK

FIRST = 10  # cases
BEGIN, END = "<!-- table -->", "<!-- /table -->"  # between which a document has it
APPROVE = 1  # tap, on a case by itself


@dataclass(frozen=True)
class Work:
    """What a night takes somebody."""

    decisions: int
    taps: int
    swipes: int


@dataclass(frozen=True)
class Played:
    outcome: Outcome
    singly: Work
    ticking: Work
    abusive: int


def one_by_one(night: Night) -> Work:
    """Where every reported poster is decided by itself, and every abusive one is to be found."""
    reported = {each.of for each in night.reports}
    bad = set(night.abusive)
    innocent = len(reported - bad)
    return Work(len(bad) + innocent, len(bad) * HIDE + innocent * APPROVE, len(bad) + innocent)


def ticking(night: Night) -> Work:
    """The same where posters are ticked on pages of the queue, and those of one reason hidden together."""
    weight: dict[int, int] = defaultdict(int)
    for each in night.reports:
        weight[each.of] += 1
    order = sorted({*weight, *night.abusive}, key=lambda place: -weight[place])
    done = taps = 0
    for start in range(0, len(order), queue.PAGE):
        slogans = [night.posters[place].slogan for place in order[start : start + queue.PAGE]]
        bad = [slogan for slogan in slogans if slogan is not None]
        reasons = {night.reasons[slogan] for slogan in bad}
        innocent = len(slogans) > len(bad)
        done += len(reasons) + innocent
        taps += TICK * len(bad) + (HIDE + REASON) * len(reasons) + APPROVE_ALL * innocent
    return Work(done, taps, len(order))


def _span(of: Callable[[Played], float]) -> Callable[[Sequence[Played]], str]:
    """From the least to the most of some nights."""

    def said(played: Sequence[Played]) -> str:
        least, most = min(map(of, played)), max(map(of, played))
        return f"{least:,.0f}" if round(least) == round(most) else f"{least:,.0f}–{most:,.0f}"

    return said


def _each(*of: Callable[[Played], float]) -> Callable[[Sequence[Played]], str]:
    return lambda played: " / ".join(_span(each)(played) for each in of)


ROWS: dict[str, Callable[[Sequence[Played]], str]] = {
    "nights": lambda played: str(len(played)),
    "decisions": _span(lambda each: each.outcome.decisions),
    "one by one / ticking on a page of twenty": _each(
        lambda each: each.singly.decisions, lambda each: each.ticking.decisions
    ),
    "taps": _span(lambda each: each.outcome.taps),
    "one by one / ticking, taps": _each(lambda each: each.singly.taps, lambda each: each.ticking.taps),
    "swipes, a screen each": _span(lambda each: each.outcome.swipes),
    "one by one / ticking, swipes": _each(lambda each: each.singly.swipes, lambda each: each.ticking.swipes),
    "cases in the queue": _span(lambda each: each.outcome.cases),
    f"innocents among the first {FIRST} cases, or among as many as are abusive where they are fewer": _span(
        lambda each: first_innocents(each.outcome)
    ),
    "place of the first / of the last abusive case": _each(
        lambda each: each.outcome.ranks[0], lambda each: each.outcome.ranks[-1]
    ),
    "innocents hidden / covered / ticked by a page": _each(
        lambda each: each.outcome.hidden_innocents,
        lambda each: each.outcome.covered_innocents,
        lambda each: each.outcome.ticked_innocents,
    ),
    "honestly reported abusive posters": _span(lambda each: each.outcome.reported_abusive),
    "abusive posters covered before the first decision": _span(lambda each: each.outcome.covered_abusive),
    "hidden for another reason than theirs": _span(lambda each: each.outcome.wrongly_hidden),
    "abusive posters never met / of": _each(lambda each: each.outcome.left_up, lambda each: each.abusive),
    "views of abusive posters until covered, hidden or all was done": _span(lambda each: each.outcome.views),
    "without covers": _span(lambda each: each.outcome.views_uncovered),
    "ms for a page of the queue": _span(lambda each: each.outcome.seconds * 1000),
}


def first_innocents(outcome: Outcome) -> int:
    first = min(FIRST, len(outcome.ranks))
    return first - sum(rank <= first for rank in outcome.ranks)


def played(night: Night, lines: Lines) -> Played:
    return Played(play(night, lines), one_by_one(night), ticking(night), len(night.abusive))


def say(name: str, nights_: Sequence[Played]) -> None:
    print(f"\n{name}")
    for label, told in ROWS.items():
        print(f"  {label:92}{told(nights_)}", flush=True)


def table(columns: dict[str, Sequence[Played]]) -> str:
    """In Markdown."""
    lines = ["| | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    lines += [
        f"| {label} | " + " | ".join(told(each) for each in columns.values()) + " |" for label, told in ROWS.items()
    ]
    return "\n".join(lines)


def put_in(document: str, lines: str) -> str:
    """Instead of the table that stands between the marks."""
    before, _, rest = document.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{lines}\n\n{END}{rest.partition(END)[2]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--lines", type=Lines, choices=list(Lines), default=Lines.MIXED)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--hanging", type=int, default=100_000)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    columns: dict[str, Sequence[Played]] = {}
    if options.seeds:
        columns["small"] = [played(nights.small(seed), options.lines) for seed in range(options.seeds)]
    if options.large:
        columns[f"large, on a wall of {options.hanging:,}"] = [
            played(nights.large(hanging=options.hanging), options.lines)
        ]
    if options.into:
        options.into.write_text(put_in(options.into.read_text(), table(columns)))
        return
    if options.table:
        print(table(columns))
        return
    for name, each in columns.items():
        say(name, each)


if __name__ == "__main__":
    main()
