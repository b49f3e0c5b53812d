"""The geometry of bar charts, in units of a drawing 400 wide; a template draws them, style sheets colour them."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 400
LEFT = 48  # of the columns: room for the figures at the scale
HEIGHT = 150  # of a column as tall as the scale
TOP = 26
ROW = 44  # from one row to the next: its words and below them its bar
BAR = 15


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    name: str
    value: int


@dataclass(frozen=True)
class Mark:
    """A text in the drawing."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    bars: tuple[Bar, ...]
    lines: tuple[Mark, ...]  # the scale: each a line across at y, and its figure
    names: tuple[Mark, ...]
    peak: Mark | None = None


def columns(values: Sequence[tuple[str, int]]) -> Chart:
    """A column for each of a run of times. The first, the middle and the last are named, and the tallest is told."""
    scale = ceiling(max((value for _, value in values), default=0))
    room = (WIDTH - LEFT) / max(1, len(values))
    width = min(room * 0.72, 48.0)
    bars = tuple(
        Bar(
            x=round(LEFT + room * (number + 0.5) - width / 2, 2),
            y=round(TOP + HEIGHT * (1 - value / scale), 2),
            width=round(width, 2),
            height=round(HEIGHT * value / scale, 2),
            name=name,
            value=value,
        )
        for number, (name, value) in enumerate(values)
    )
    steps = (0, scale // 2, scale) if scale % 2 == 0 else (0, scale)
    lines = tuple(Mark(LEFT - 6, TOP + HEIGHT * (1 - step / scale), short(step), "end") for step in steps)
    named = sorted({0, len(bars) // 2, len(bars) - 1}) if bars else []
    names = tuple(_under(bars[number], number, len(bars)) for number in named)
    tallest = max(bars, key=lambda bar: bar.value, default=None)
    peak = None
    if tallest and tallest.value:
        middle = tallest.x + tallest.width / 2
        peak = Mark(min(max(middle, LEFT + 16), WIDTH - 16), tallest.y - 6, f"{tallest.value:,}")
    return Chart(WIDTH, TOP + HEIGHT + 24, bars, lines, names, peak)


def rows(values: Sequence[tuple[str, int]]) -> Chart:
    """A bar for each of a list of things, its name above it and its figure behind it."""
    most = max((value for _, value in values), default=0) or 1
    room = WIDTH - 60  # behind the longest bar stands its figure
    bars = tuple(
        Bar(0, number * ROW + 21, max(2.0, round(room * value / most, 2)), BAR, name, value)
        for number, (name, value) in enumerate(values)
    )
    names = tuple(Mark(0, bar.y - 6, bar.name, "start") for bar in bars)
    return Chart(WIDTH, len(values) * ROW, bars, (), names)


def ceiling(value: int) -> int:
    """The scale's end: the next of 1, 2, 4, 6, 8, 10, 20, 40 …, so that its half is a round number too."""
    end = 1
    while True:
        for times in (1, 2, 4, 6, 8):
            if end * times >= value:
                return end * times
        end *= 10


def short(value: int) -> str:
    """A figure for the scale: 1,500 is 1.5k."""
    for size, letter in ((1_000_000, "m"), (1_000, "k")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return str(value)


def _under(bar: Bar, number: int, count: int) -> Mark:
    """A column's name below it; the outer ones do not hang over the edge."""
    middle, y = bar.x + bar.width / 2, TOP + HEIGHT + 18
    if count > 2 and number == 0:
        return Mark(bar.x, y, bar.name, "start")
    if count > 2 and number == count - 1:
        return Mark(bar.x + bar.width, y, bar.name, "end")
    return Mark(middle, y, bar.name)
