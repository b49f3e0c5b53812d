"""Why a poster is reported or hidden."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    label: str
    weight: int  # what one report adds to a poster's urgency


REASONS: Mapping[str, Reason] = {
    "threat": Reason("Threatens or incites violence", 8),
    "hate": Reason("Hateful about who people are", 6),
    "libel": Reason("Says something false and damaging about a real person", 6),
    "private": Reason("Gives away somebody's private details", 6),
    "harassment": Reason("Bullies or harasses somebody", 5),
    "election": Reason("Misleads about how, when or where to vote", 5),
    "sexual": Reason("Sexual, and not for a public wall", 4),
    "spam": Reason("Advertising or flooding", 1),
    "other": Reason("Something else", 2),
}


def label_of(reason: str) -> str:
    """What people read; of one that has left the list, its name."""
    return REASONS[reason].label if reason in REASONS else reason
