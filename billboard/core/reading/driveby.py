"""What is said of a poster's readability: a verdict and a sentence for each way of passing it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from billboard.core.reading.passers_by import FLUENT, Passing
from billboard.core.reading.readability import AWAY, FORUM, Readability

MOST_WORDS = 7
ACUTE = 5.0  # arc minutes of height that good eyes can make out
CRISP, BARE = 9.0, 7.0  # px of height that letters need to be read well, and at all
CLEAR, LARGE = 4.5, 3.0  # contrast that text needs, and large text (WCAG 2.2, 1.4.3)
JUST = 0.75  # of the seconds that reading takes, with which a quick reader gets by
GRAZED, BLOTTED = 0.02, 0.2  # of a slot's letters, under stickers: no harm up to one, no sense beyond the other


class Verdict(StrEnum):
    YES = "yes"
    BARELY = "barely"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Remark:
    who: str
    measured: str
    verdict: Verdict
    sentence: str


def remarks(found: Readability) -> list[Remark]:
    told = [_driver(found), _walker(found), _across_the_road(found), _forum(found), _contrast(found)]
    return [*told, _in_the_clear(*found.covered)] if found.covered else told


def summary(found: Readability) -> str:
    """One sentence for whoever listens."""
    told = [f"{each.who.lower()}: {each.verdict}" for each in remarks(found)]
    return "Drive-by test. " + ", ".join(told).capitalize() + "."


def _in_time(passing: Passing) -> Verdict:
    if passing.given >= passing.needed:
        return Verdict.YES
    return Verdict.BARELY if passing.given >= JUST * passing.needed else Verdict.NO


def _at_least(value: float, good: float, least: float) -> Verdict:
    return Verdict.YES if value >= good else Verdict.BARELY if value >= least else Verdict.NO


def _driver(found: Readability) -> Remark:
    verdict = _in_time(found.driving)
    measured = f"{found.driving.given:.1f} s in view, {found.driving.needed:.1f} s to read"
    sentence = {
        Verdict.YES: "They will make it.",
        Verdict.BARELY: "They will make it if the lights are red.",
        Verdict.NO: "They will not make it. Fewer words help; so does a traffic jam.",
    }[verdict]
    if not found.driving.given:
        sentence = "By the time the letters are large enough, the car has gone."
    elif verdict == Verdict.NO and found.headline_words <= MOST_WORDS:
        sentence = "They will not make it. Larger letters help; so does a traffic jam."
    elif verdict == Verdict.YES and found.headline_words > MOST_WORDS:
        sentence = f"They will make it, though the trade would stop at {MOST_WORDS} words."
    return Remark("At 30 mph", measured, verdict, sentence)


def _walker(found: Readability) -> Remark:
    verdict = _in_time(found.walking)
    measured = f"{found.walking.given:.0f} s in view, {found.walking.needed:.1f} s to read all of it"
    sentence = {
        Verdict.YES: "Time to read it twice and disagree."
        if found.walking.given >= 2 * found.walking.needed
        else "They will make it.",
        Verdict.BARELY: "They will make it if nobody speaks to them.",
        Verdict.NO: "They would have to stop. Some will.",
    }[verdict]
    return Remark("On foot", measured, verdict, sentence)


def _across_the_road(found: Readability) -> Remark:
    verdict = _at_least(found.arc_minutes, FLUENT, ACUTE)
    measured = f"smallest letters {found.smallest * 1000:.0f} mm, {found.arc_minutes:.1f} arc minutes"
    sentence = {
        Verdict.YES: "Read without leaning forward.",
        Verdict.BARELY: "Good eyes can; the rest will nod.",
        Verdict.NO: "Smaller than the bottom line of an optician’s chart.",
    }[verdict]
    return Remark(f"From {AWAY:.0f} m", measured, verdict, sentence)


def _forum(found: Readability) -> Remark:
    verdict = _at_least(found.pixels, CRISP, BARE)
    sentence = {
        Verdict.YES: "Readable without a click.",
        Verdict.BARELY: "Readable by the well disposed.",
        Verdict.NO: "Dust. Keep the joke in the large type.",
    }[verdict]
    measured = f"smallest letters {found.pixels:.1f} px in a picture {FORUM} px wide"
    return Remark("In a forum", measured, verdict, sentence)


def _contrast(found: Readability) -> Remark:
    verdict = _at_least(found.contrast, CLEAR, LARGE)
    sentence = {
        Verdict.YES: "Ink and paper are on different sides.",
        Verdict.BARELY: "Enough for large letters.",
        Verdict.NO: "Camouflage. Try other colours.",
    }[verdict]
    return Remark("Contrast", f"{found.contrast:.1f} to 1 at “{found.weakest}”", verdict, sentence)


def _in_the_clear(label: str, share: float) -> Remark:
    verdict = _at_least(-share, -GRAZED, -BLOTTED)
    sentence = {
        Verdict.YES: "The stickers leave the words alone.",
        Verdict.BARELY: "A sticker bites into the words. The gist survives.",
        Verdict.NO: "Stickers lie on the words. All the rest here is reckoned as if they could be seen.",
    }[verdict]
    measured = f"{share * 100:.0f} % of “{label}” under stickers" if share else "no letters under stickers"
    return Remark("In the clear", measured, verdict, sentence)
