"""Votes for each look against the median age of the first page, a line for each order: a small SVG for both themes."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from bench.contests import orders
from bench.contests.freshness import Lines

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 56, 132, 18, 46
OLDEST = 24.0  # hours
# Legible on white and on the darkest grey alike.
COLOURS = ("#8a8a8a", "#b0713a", "#c95b8c", "#9270d6", "#4f8fd0", "#2a9d8f", "#7d9a2b", "#c98a00", "#3f86ff", "#e5484d")


def draw(lines: Lines, ages: Sequence[float]) -> str:
    points = {
        name: [(each.outcome.age, each.outcome.yield_) for each in line if each.outcome.age <= OLDEST]
        for name, line in lines.items()
    }
    points = {name: at for name, at in points.items() if at}
    high = max(each for at in points.values() for _, each in at) * 1.06
    low = min(each for at in points.values() for _, each in at) * 0.85
    across, down = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(age: float) -> float:
        return LEFT + across * age / OLDEST

    def y(value: float) -> float:
        return TOP + down * (high - value) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="sans-serif" font-size="13" fill="#7a7a7a">',
        "<title>Votes for each look against the median age of the first page, by order</title>",
    ]
    for hours in range(0, int(OLDEST) + 1, 6):
        parts.append(f'<path d="M{x(hours):.1f} {TOP}V{TOP + down}" stroke="#7a7a7a" stroke-opacity=".25"/>')
        parts.append(f'<text x="{x(hours):.1f}" y="{TOP + down + 18}" text-anchor="middle">{hours}</text>')
    for hundredths in range(0, 100, 2):
        value = hundredths / 100
        if low <= value <= high:
            parts.append(
                f'<path d="M{LEFT} {y(value):.1f}H{LEFT + across}" stroke="#7a7a7a" stroke-opacity=".25"/>'
                f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value:.2f}</text>'
            )
    for age in ages:
        parts.append(f'<path d="M{x(age):.1f} {TOP}V{TOP + down}" stroke="#7a7a7a" stroke-dasharray="4 4"/>')
    parts.append(
        f'<text x="{LEFT + across / 2}" y="{HEIGHT - 8}" text-anchor="middle">'
        "hours, median age of the first page</text>"
        f'<text transform="translate(14 {TOP + down / 2}) rotate(-90)" text-anchor="middle">votes for each look</text>'
    )
    labels = []
    for colour, (name, at) in zip(COLOURS + COLOURS, points.items(), strict=False):
        wide = 3.5 if name == orders.OURS else 1.6
        dash = ' stroke-dasharray="7 4"' if name == "oracle" else ""
        if len(at) > 1:
            path = "L".join(f"{x(age):.1f} {y(value):.1f}" for age, value in at)
            parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="{wide}"{dash}/>')
        else:
            parts.append(f'<circle cx="{x(at[0][0]):.1f}" cy="{y(at[0][1]):.1f}" r="4" fill="{colour}"/>')
        labels.append((y(at[-1][1]), x(at[-1][0]), name, colour))
    parts += _labels(labels)
    return "\n".join([*parts, "</svg>\n"])


def _labels(labels: list[tuple[float, float, str, str]]) -> list[str]:
    """At the right, each as near its line's end as its neighbours let it."""
    parts, free = [], 0.0
    for height, end, name, colour in sorted(labels):
        place = max(height, free)
        free = place + 16
        weight = ' font-weight="bold"' if name == orders.OURS else ""
        edge = WIDTH - RIGHT + 8
        parts.append(
            f'<path d="M{end + 3:.1f} {height:.1f}L{edge - 3} {place:.1f}" stroke="{colour}" stroke-opacity=".4"/>'
            f'<text x="{edge}" y="{place + 4:.1f}" fill="{colour}"{weight}>{escape(name)}</text>'
        )
    return parts
