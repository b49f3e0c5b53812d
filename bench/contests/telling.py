"""What was found, as tables in Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from bench.contests import freshness as at_ages
from bench.contests import orders as known
from bench.contests.attacks import ATTACKERS, Aim, Moved
from bench.contests.crowd import Outcome
from bench.contests.freshness import Lines
from bench.contests.winners import Needed

NOTHING = "–"


def put_in(document: str, part: str, lines: str) -> str:
    """Instead of the table that stands between the part's marks."""
    begin, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    before, _, rest = document.partition(begin)
    if end not in rest:
        raise ValueError(f"The document has no {begin} … {end}.")
    return f"{before}{begin}\n\n{lines}\n\n{end}{rest.partition(end)[2]}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(_strong(row)) + " |" for row in rows])


def _strong(row: Sequence[str]) -> list[str]:
    return [f"**{cell}**" if cell != NOTHING else cell for cell in row] if row[0] == known.OURS else list(row)


def orders(outcomes: Mapping[str, Outcome]) -> str:
    head = ("order", "votes ~ quality", "~ arrival", "~ hour", "best hundredth found", "votes for each look")
    return table(
        (*head, "never seen", "least looks", "median age, hours", "younger than a day"),
        [
            (
                name,
                _signed(each.justice),
                _signed(each.lateness),
                _signed(each.hour),
                f"{each.best:.0%}",
                f"{each.yield_:.3f}",
                f"{each.unseen:.0%}",
                f"{each.least:.0f}",
                f"{each.age:.1f}",
                f"{each.young:.0%}",
            )
            for name, each in outcomes.items()
        ],
    )


def freshness(lines: Lines, ages: Sequence[float]) -> str:
    head = ("at a median age of", "votes for each look", "of the oracle’s", "votes ~ quality", "best hundredth found")
    told = []
    for age in ages:
        best = at_ages.at(lines["oracle"], age)
        rows = []
        for name, line in lines.items():
            each = at_ages.at(line, age)
            if each is None:
                rows.append((name, *[NOTHING] * 7))
                continue
            rows.append(
                (
                    name,
                    f"{each.yield_:.3f}",
                    f"{each.yield_ / best.yield_:.2f}" if best else NOTHING,
                    _signed(each.justice),
                    f"{each.best:.0%}",
                    f"{each.unseen:.0%}",
                    f"{each.least:.0f}",
                    f"{each.young:.0%}",
                )
            )
        title = f"{head[0]} {age:.1f} hours"
        told.append(table((title, *head[1:], "never seen", "least looks", "younger than a day"), rows))
    return "\n\n".join(told)


def attacks(moved: Mapping[tuple[str, Aim], Moved | None]) -> str:
    def cell(each: Moved | None) -> str:
        return f"{_signed(each.mean, 1)} ({_signed(each.worst, 1)} ± {each.doubt:.1f})" if each else NOTHING

    return table(
        ("places moved down", *[aim.value for aim in Aim]),
        [(name, *[cell(moved.get((name, aim))) for aim in Aim]) for name in ATTACKERS],
    )


def winners(needed: Sequence[Needed]) -> str:
    of: dict[str, list[Needed]] = {}
    for each in needed:
        of.setdefault(each.contest, []).append(each)
    rows, shares = [], []
    for name, repeated in of.items():
        drawn, evenly = (_middle([each[place] for each in repeated]) for place in (2, 3))
        share = drawn / evenly if drawn is not None and evenly else None
        shares += [share] if share is not None else []
        rows.append((name, f"{repeated[0].posters:,}", _count(drawn), _count(evenly), _share(share)))
    if shares:
        rows.append(("median", "", "", "", _share(median(shares))))
    return table(("contest", "posters", "votes, by this wall’s draw", "by equal exposure", "share"), rows)


def _middle(values: Sequence[object]) -> float | None:
    """A run that never came to an end counts as longer than any."""
    found = sorted(value if isinstance(value, int) else float("inf") for value in values)
    middle = median(found)
    return None if middle == float("inf") else middle


def _count(number: float | None) -> str:
    return NOTHING if number is None else f"{number:,.0f}"


def _share(share: float | None) -> str:
    return NOTHING if share is None else f"{share:.2f}"


def _signed(number: float, digits: int = 2) -> str:
    return f"{number:.{digits}f}".replace("-", "−")
