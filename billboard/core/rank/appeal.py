"""What is believed of a poster's appeal: how many of those who look at it on a wall vote for it.

Each look is a vote with the chance λ; votes are then near enough to Poisson's, and a gamma distribution is the
conjugate belief about λ (A. Gelman et al., Bayesian Data Analysis, 3rd edition, section 2.6). A poster that nobody has
looked at is believed to be like others of its template and hour, as if it had had `WEIGHT` votes at their rate.

The logarithm of a gamma variable of shape a and rate b is near normal, with a mean of ln((a − ½) / b) and a deviation
of 1 / √(a − ½), both within two hundredths from a = 3 on. So all that is said here of a belief is said of ln λ, where
ten times the appeal is the same distance everywhere and can be weighed against age.

Top says what is believed. Hot is wary: a handful of networks can make up as many likes as hardly anybody is given in
a poster's first hours. So it takes likes beyond what was expected of so many looks, and those that are wanting, for no
more than they can be trusted for (`counted`).
"""

import hashlib
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

from billboard.core.rank.doubt import NINE_IN_TEN

WEIGHT = 3.0  # votes that what is known beforehand counts as; captions of real contests differ by 1/√3 of their mean
LEFT = 1 - 0.5 / WEIGHT  # of what is expected: so many likes for each look leave the mean as it is
USUAL = 0.05  # votes for each look where nothing is known at all
TENFOLD = 7 * 86400  # seconds that ten times the appeal is worth
AGEING = TENFOLD / log(10)
WIDE = 2.4  # deviations above the mean at which a poster is a candidate
DOUBTED = 8.0  # likes more than looks alone would leave it with, of which Hot believes half
WANTING = 1.0  # likes fewer, of which it does
STIFF = 1000.0  # looks as which what is known of the whole wall counts, for one template or one hour
NORMAL = NormalDist()


class Evidence(NamedTuple):
    """Looks at a poster on walls, and the votes that came of them."""

    looks: int = 0
    liked: int = 0


@dataclass(frozen=True, slots=True)
class Belief:
    """ln λ: its mean and its deviation."""

    mean: float
    deviation: float


def belief(evidence: Evidence, prior: float) -> Belief:
    """`prior` is the appeal that is expected of the likes of it."""
    shape, rate = WEIGHT + evidence.liked, WEIGHT / prior + max(evidence.looks, evidence.liked)
    return Belief(log((shape - 0.5) / rate), deviation(evidence.liked))


def deviation(liked: float) -> float:
    return 1 / sqrt(WEIGHT + liked - 0.5)


def counted(evidence: Evidence, prior: float) -> float:
    """Likes as Hot counts them: so many as leave what is believed as it was before, and of x more x² / (x + `DOUBTED`),
    which is next to nothing of a few and all but `DOUBTED` of many; of x fewer likewise."""
    neutral = prior * LEFT * evidence.looks
    beyond = evidence.liked - neutral
    return neutral + beyond * abs(beyond) / (abs(beyond) + (DOUBTED if beyond > 0 else WANTING))


def wary(evidence: Evidence, prior: float) -> Belief:
    """What Hot believes; no surer than likes make it that there are, for looks alone make nobody surer."""
    likes, rate = counted(evidence, prior), WEIGHT / prior + max(evidence.looks, evidence.liked)
    return Belief(log((WEIGHT + likes - 0.5) / rate), deviation(min(likes, evidence.liked)))


def freshness(published: float) -> float:
    """What being published then (seconds since 1970) counts for beside ln λ. Newer posters start higher, so that
    nothing has to be worked out afresh as time passes."""
    return published / AGEING


def bound(believed: Belief, published: float) -> float:
    """What is stored and walked down: as good as a poster may well be, and as fresh as it is."""
    return believed.mean + WIDE * believed.deviation + freshness(published)


def draw(bound: float, deviation: float, seed: str, code: str) -> float:
    """Where a poster with that bound stands on the page with that seed: one draw from what is believed of it (W. R.
    Thompson, Biometrika 25, 1933), and its freshness; the same for everybody who works it out."""
    return bound + (deviate(seed, code) - WIDE) * deviation


def deviate(seed: str, code: str) -> float:
    """A normal deviate that hangs on the two alone: the first 52 bits of SHA-256 of "seed code", as a quantile."""
    bits = int.from_bytes(hashlib.sha256(f"{seed} {code}".encode()).digest()[:8], "big") >> 12
    return NORMAL.inv_cdf((bits + 0.5) / 2**52)


def lower(evidence: Evidence, prior: float) -> float:
    """ln λ that a poster's is above with nineteen chances in twenty: the lower end of `interval`."""
    believed = belief(evidence, prior)
    return believed.mean - NINE_IN_TEN * believed.deviation


def interval(evidence: Evidence, prior: float) -> tuple[float, float]:
    """The appeals between which a poster's lies with a chance of nine in ten."""
    believed = belief(evidence, prior)
    return exp(believed.mean - NINE_IN_TEN * believed.deviation), exp(believed.mean + NINE_IN_TEN * believed.deviation)


def expected(of_template: Evidence, of_hour: Evidence, of_all: Evidence) -> float:
    """The appeal of a template's posters that went up at an hour of the day, from what is known of either.

    Each is drawn towards the whole wall's, by as many looks as `STIFF`, so that one lucky poster makes no template.
    """
    usual = _rate(of_all, USUAL)
    rate = _rate(of_template, usual) * _rate(of_hour, usual) / usual
    # To a millionth, so that posters of which the same is known stand level to the last digit; never none, nor all.
    return min(1.0, max(1e-6, round(rate, 6)))


def _rate(evidence: Evidence, usual: float) -> float:
    return (evidence.liked + STIFF * usual) / (evidence.looks + STIFF)


UNSEEN = lower(Evidence(), USUAL)
