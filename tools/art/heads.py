"""Heads for the people of figures.py: profiles and backs of heads, hair, beards and hats."""

from __future__ import annotations

from figures import HAIR, Pen, contrast


def head(pen: Pen, skin: str, back: bool) -> None:
    """A head in profile, looking right, or from behind."""
    r, hair = pen.random, pen.random.choice(HAIR)
    style = r.choice(
        (
            "crop",
            "crop",
            "bob",
            "bob",
            "bun",
            "tail",
            "bald",
            "afro",
            "wrap",
            "cap",
            "cap",
            "bobble",
            "bobble",
            "bowler",
            "brim",
            "hood",
        )
    )
    hat = contrast(pen, skin, ("accent", "ink", "deep", "second", "third", "pale", "mid"))
    if back:
        pen.shape("M-3,-82L-3,-88L3,-88L3,-82Z", skin)
        pen.round(0, -91.6, 6.4, 7.2, skin if style == "bald" else hair, True)
        pen.round(-6.5, -91, 1.3, 2, skin)
        pen.round(6.5, -91, 1.3, 2, skin)
        if style == "bald":
            pen.shape("M-6.4,-91Q-5,-84.6 0,-84.6Q5,-84.6 6.4,-91Q0,-87.4 -6.4,-91Z", hair)
    else:
        pen.shape(
            "M-3.2,-81.5L-3.2,-86C-5.8,-90 -5.8,-97 0,-98.6C4,-99.4 7,-97.4 7.2,-94L9.3,-90.2L7.4,-89.7L7.5,-88L6.9,-87.4"
            "L7.2,-86.2C7,-84.4 5.4,-83.8 3.4,-84.2L3.2,-81.5Z",
            skin,
            True,
        )
        if pen.fine:
            pen.line("M4.4,-92.6L5.6,-92.5", 1.1, "ink")
            if r.random() < 0.28:
                pen.marks.append(
                    '<circle cx="5.4" cy="-92.3" r="2" fill="none" stroke="var(--ink)" stroke-width=".8"/>'
                )
                pen.line("M3.4,-92.6L-1.6,-93", 0.8, "ink")
        if r.random() < 0.2:
            pen.shape("M7.6,-87.6L3.6,-88.4L1,-91.4L-1,-90C0,-85 2,-80.5 5.4,-80.5C7.6,-81 7.8,-85 7.6,-87.6Z", hair)
        if style not in ("bald", "hood", "wrap"):
            pen.shape(
                "M6.9,-95.6C6,-99.6 2,-100.2 -1,-99.4C-6.4,-98 -7.4,-92 -5.2,-86L-2.6,-86.4L-1.6,-91L.8,-92L1.8,-95.4Z",
                hair,
            )
        if pen.fine and style != "wrap":
            pen.round(-0.4, -90.6, 1.2, 1.8, skin)
    if style == "bob":
        low = r.uniform(-82, -72)
        pen.shape(
            f"M{-7.4 if back else -6.6},{low:.1f}C-9,-92 -7.4,-100 0,-100.4C{'7.4,-100 9,-92 7.4' if back else '5,-100.6 7.4,-98 7,-95.4L2.4,-94.6L1.6'},{low:.1f}Z",
            hair,
        )
    elif style == "bun":
        pen.round(-2 if not back else 0, -101.6, 3.6, 3.4, hair)
    elif style == "tail":
        x = -6 if not back else 0
        pen.shape(
            f"M{x - 1.4},-96C{x - 6},-92 {x - 4},-80 {x - 1.6},-76C{x + 2.4},-82 {x + 2},-90 {x + 1.6},-96Z", hair
        )
    elif style == "afro":
        pen.shape(
            "M7.4,-97C7,-104 -1,-107 -6,-103.4C-12,-100 -12,-90 -7,-86.4C-4,-84.6 -1.6,-87 -1,-91L2.4,-95.6Z"
            if not back
            else "M-8,-86C-13,-94 -9,-105.4 0,-105.6C9,-105.4 13,-94 8,-86C4,-84 -4,-84 -8,-86Z",
            hair,
            True,
        )
    elif style == "wrap":
        pen.shape(
            "M6.6,-97.6C3,-101.4 -6,-101.4 -7.6,-93C-8.4,-88 -9.6,-82 -9,-77.6C-4,-75.4 4,-76.4 6.6,-79.6C4.4,-82.4 2.6,-86 3,-90Z"
            if not back
            else "M-7.4,-90C-8,-102 8,-102 7.4,-90L9.4,-77C4,-75 -4,-75 -9.4,-77Z",
            hat,
            True,
        )
    elif style == "cap":
        pen.shape(
            "M-6.6,-94.4C-7.4,-101.6 5,-102.6 7.4,-96.2L12.2,-94.8Q11,-93.4 7,-93.8Z"
            if not back
            else "M-7.2,-93.4C-8,-102 8,-102 7.2,-93.4Q0,-91.4 -7.2,-93.4Z",
            hat,
            True,
        )
    elif style == "bobble":
        pen.shape(
            "M-7,-93C-7.6,-103 7.6,-103.4 7.8,-94.6Z" if not back else "M-7.4,-92.6C-8,-103.6 8,-103.6 7.4,-92.6Z",
            hat,
            True,
        )
        pen.line(
            "M-6.6,-94L7.2,-95.4" if not back else "M-6.8,-93.6L6.8,-93.6",
            2.8,
            contrast(pen, hat, ("key", "ink", "pale")),
        )
        pen.round(0, -103, 2.6, 2.6, contrast(pen, hat, ("key", "accent", "ink")))
    elif style == "bowler":
        pen.shape("M-6.4,-96C-6.6,-105.4 6.8,-105.4 6.6,-96Z", "ink", True)
        pen.shape("M-10,-96.6Q0,-93 10.4,-96.6Q10.6,-94.6 8.6,-94.2Q0,-92.6 -8.4,-94.2Q-10.4,-94.8 -10,-96.6Z", "ink")
        pen.line("M-6.3,-97.2Q0,-95.4 6.5,-97.2", 1.3, "key")
    elif style == "brim":
        pen.shape("M-6,-95.6L-5.2,-103Q0,-100.6 5,-103.2L6.4,-95.6Z", hat, True)
        pen.shape("M-12,-95Q0,-99 12.6,-95.4Q0,-91.8 -12,-95Z", hat)
    elif style == "hood":
        trim = contrast(pen, hat, ("pale", "mid", "hair", "key"))
        pen.shape(
            "M5.2,-100C-1,-103.4 -8.4,-100 -8.8,-91C-9,-86 -8,-82 -5,-80.4L3,-82C.4,-86 .6,-94 5.2,-100Z"
            if not back
            else "M-8.6,-81C-10.4,-92 -7,-102.4 0,-103C7,-102.4 10.4,-92 8.6,-81Q0,-78.6 -8.6,-81Z",
            hat,
            True,
        )
        if not back:
            pen.line("M5.2,-99.6C1,-94 .8,-87 3.4,-82.4", 2, trim)
