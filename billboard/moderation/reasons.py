"""Why a poster is reported or hidden."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    label: str
    rank: int  # of core.rank.urgency: what is graver comes first, whatever else is reported how often


GRAVE, SERIOUS, WEIGHTY, LIGHT, LIGHTEST = 4, 3, 2, 1, 0
CLOCK = 30.0  # minutes within which somebody should have looked at a grave one
REASONS: Mapping[str, Reason] = {
    "threat": Reason("Threatens or incites violence", GRAVE),
    "hate": Reason("Hateful about who people are", SERIOUS),
    "libel": Reason("Says something false and damaging about a real person", GRAVE),
    "private": Reason("Gives away somebody's private details", GRAVE),
    "harassment": Reason("Bullies or harasses somebody", SERIOUS),
    "election": Reason("Misleads about how, when or where to vote", GRAVE),
    "sexual": Reason("Sexual, and not for a public wall", SERIOUS),
    "illegal": Reason("Against the law in another way", GRAVE),
    "copyright": Reason("Uses somebody else's work without leave", WEIGHTY),
    "spam": Reason("Advertising or flooding", LIGHTEST),
    "other": Reason("Something else", LIGHT),
}
CHOICES = [(value, reason.label) for value, reason in REASONS.items()]  # of a form
AS_REPORTED = "as-reported"  # chosen for many at once: each is hidden for what it is reported for
BY_RULE: Mapping[str, str] = {"watched": "Watched word"}  # of cases that no person reported


def rank_of(reason: str) -> int:
    """Of one that has left the list, the lightest."""
    if reason in BY_RULE:
        return LIGHT
    return REASONS[reason].rank if reason in REASONS else LIGHTEST


def label_of(reason: str) -> str:
    """What people read; of one that has left the list, its name."""
    return REASONS[reason].label if reason in REASONS else BY_RULE.get(reason, reason)
