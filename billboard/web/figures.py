"""Figures: a chart, what it says in a sentence, and its numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from billboard.core.rank import charts
from billboard.core.rank.charts import Chart

WHEN = {"Hour": "at", "Day": "on", "Month": "in"}


@dataclass(frozen=True)
class Figure:
    slug: str
    title: str
    summary: str
    chart: Chart
    head: tuple[str, str]
    table: Sequence[tuple[str, str, int]]  # name, address or nothing, value


def columns(slug: str, name: str, unit: str, values: list[tuple[str, int]], span: str, shown: int = 0) -> Figure:
    """Of a run of times, the latest last; of which the chart has the last `shown`, or all."""
    total, (when, most) = sum(value for _, value in values), max(values, key=lambda each: each[1])
    summary = f"{total:,} {span}; the most, {most:,}, {WHEN[unit]} {when}."
    chart = charts.columns(values[-shown:])
    table = [(label, "", value) for label, value in reversed(values)]
    return Figure(slug, name, summary if total else f"None {span}.", chart, (unit, name), table)


def ranking(slug: str, title: str, head: tuple[str, str], table: list[tuple[str, str, int]]) -> Figure | None:
    if not table:
        return None
    # Isolated, or else a word that is written from the right takes its figure along to the wrong side.
    first = ", ".join(f"\u2068{name}\u2069 ({value:,})" for name, _, value in table[:3])
    chart = charts.rows([(name, value) for name, _, value in table])
    return Figure(slug, title, f"The first {min(3, len(table))} of {len(table)}: {first}.", chart, head, table)
