"""Hostile nights, played: how many decisions and inputs a moderator needs, and what they meet first.

    python -m bench.moderation [--seeds 3] [--large] [--hanging 100000]

The small night is 400 posters, 40 of them abusive, and 250 reports; `--large` plays 5,000 posters on a wall of 100,000
besides (tests/moderation/nights.py). Posters are published, reported and decided by the site's own verbs on SQLite, at
the night's own hours; only the drawing is left out. The moderator comes once all is there, takes the first case of the
queue that is abusive, ticks what else deserves it of what is offered, and hides that; where a page holds nothing
abusive they tick all of it and approve. What is ticked by the page is never looked at twice.

Two others are reckoned beside: one who decides one by one, and one who ticks on a page of twenty, a decision for each
reason. An input is a tap or a key: two to hide with a reason, one for each tick, one to turn a page.
"""

from __future__ import annotations

import argparse
from collections import defaultdict

from billboard.moderation import queue
from tests.moderation import nights
from tests.moderation.nights import Night
from tests.moderation.playing import APPROVE, HIDE, TICK, TURN, Outcome, play

FIRST = 10  # cases


def one_by_one(night: Night) -> tuple[int, int]:
    """Decisions and inputs where every reported poster is decided by itself, and every abusive one is to be found."""
    reported = {each.of for each in night.reports}
    bad = set(night.abusive)
    innocent = len(reported - bad)
    return len(bad) + innocent, len(bad) * HIDE + innocent * APPROVE + TURN * (len(reported) // queue.PAGE)


def ticking(night: Night) -> tuple[int, int]:
    """The same where posters are ticked on pages of the queue, and those of one reason hidden together."""
    weight: dict[int, int] = defaultdict(int)
    for each in night.reports:
        weight[each.of] += 1
    order = sorted({*weight, *night.abusive}, key=lambda place: -weight[place])
    done = inputs = 0
    for start in range(0, len(order), queue.PAGE):
        page = order[start : start + queue.PAGE]
        slogans = [night.posters[place].slogan for place in page]
        reasons = {night.reasons[slogan] for slogan in slogans if slogan is not None}
        innocent = sum(slogan is None for slogan in slogans)
        done += len(reasons) + bool(innocent)
        inputs += TICK * len(page) + HIDE * len(reasons) + APPROVE * bool(innocent) + TURN
    return done, inputs


def say(name: str, night: Night) -> Outcome:
    outcome = play(night)
    singly, ticked = one_by_one(night), ticking(night)
    first = sum(rank <= FIRST for rank in outcome.ranks)
    rows = {
        "decisions (one by one, ticking)": f"{outcome.decisions} ({singly[0]}, {ticked[0]})",
        "inputs (one by one, ticking)": f"{outcome.inputs} ({singly[1]}, {ticked[1]})",
        f"abusive among the first {FIRST} cases": f"{first} of {min(FIRST, len(outcome.ranks))}",
        "first and last abusive case": f"{outcome.ranks[0]}. and {outcome.ranks[-1]}. of {outcome.cases}",
        "innocents covered, hidden": f"{outcome.covered_innocents}, {outcome.hidden_innocents}",
        "reported abusive covered first": f"{outcome.covered_abusive} of {outcome.reported_abusive}",
        "abusive never met": f"{outcome.left_up} of {len(night.abusive)}",
        "abusive views (without covers)": f"{outcome.views:,.0f} ({outcome.views_uncovered:,.0f})",
        "a page of the queue": f"{outcome.seconds * 1000:.0f} ms",
    }
    print(f"\n{name}")
    for label, value in rows.items():
        print(f"  {label:36}{value}", flush=True)
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--hanging", type=int, default=100_000)
    options = parser.parse_args()
    for seed in range(options.seeds):
        say(f"The small night, {seed}", nights.small(seed))
    if options.large:
        say("The large night", nights.large(hanging=options.hanging))


if __name__ == "__main__":
    main()
