"""The numbers that the pages of rules and privacy promise, out of the code that keeps them."""

from datetime import timedelta
from math import ceil
from typing import Any

from limits import parse_many

from billboard import visitors
from billboard.accounts import links
from billboard.bans.making import HOURS
from billboard.calls import calls
from billboard.core.rank.covering import ESTABLISHED, FREELY, HALF
from billboard.core.rank.urgency import PROVEN
from billboard.core.text.wording import count
from billboard.infra.adjustable import Adjustable
from billboard.infra.config import Settings
from billboard.moderation import appeals, blocks, covering, notices
from billboard.roundup import roundups, subscriptions
from billboard.switches import proofs
from billboard.voting import recent

LIMITS = tuple(name for name in Adjustable.model_fields if name.endswith("_limit"))


def of_rules(settings: Settings) -> dict[str, Any]:
    terms = covering.covering_of(settings, {}).terms
    return {
        "appeal_days": appeals.WITHIN.days,
        "block_days": blocks.DAYS[0],
        "ban_spans": _either([in_words(timedelta(hours=each)) for each in HOURS]),
        "ban_longest": in_words(timedelta(hours=max(HOURS))),
        "covering": settings.covering,
        "networks": terms.threshold,
        "strangers": ceil(terms.threshold / HALF),
        "established": ESTABLISHED,
        "proven": PROVEN,
        "freely": FREELY,
        "covers": terms.an_hour,
        "covers_of_one": terms.network_an_hour,
        "burst": settings.burst_votes,
        "votes_a_poster": settings.votes_per_network_per_poster,
        "votes_of_new": settings.votes_of_new_visitors_per_poster,
        "duel_pace": in_words(timedelta(seconds=settings.duel_seconds)) if settings.duel_seconds else "",
        "remembered": notices.REMEMBERED.days,
        "votes_known_for": in_words(recent.KEPT),
        "limits_last": in_words(longest_limit(settings)),
        "shades": visitors.SHADES,
    }


def of_privacy(settings: Settings) -> dict[str, Any]:
    return {
        "remembered": notices.REMEMBERED.days,
        "ban_longest": in_words(timedelta(hours=max(HOURS))),
        "votes_known_for": in_words(recent.KEPT),
        "limits_last": in_words(longest_limit(settings)),
        "idle": in_words(timedelta(minutes=settings.session_minutes)),
        "longest_session": in_words(timedelta(hours=settings.session_hours)),
        "invitations_kept": links.KEPT.days,
        "calls_kept": calls.KEPT.days,
        "alerts_kept": calls.KNOWN.days,
        "proof_kept": in_words(proofs.GOOD_FOR),
        "pending": in_words(subscriptions.PENDING),
        "letters": subscriptions.MOST_LETTERS,
        "afterwards": subscriptions.AFTERWARDS.days,
        "refused_days": roundups.REFUSED_FOR_GOOD,
        "leaving_days": subscriptions.KEPT,
        "backup_days": settings.backup_days if settings.backup_place else 0,
        "shades": visitors.SHADES,
        "alike": f"{round(2**24 / visitors.SHADES, -3):,.0f}",  # of the networks that addresses of IPv4 lie in
    }


def longest_limit(settings: Settings) -> timedelta:
    """For how long what a limit counts by is held at most."""
    each = (limit.get_expiry() for name in LIMITS for limit in parse_many(getattr(settings, name)))
    return timedelta(seconds=max(each))


def in_words(span: timedelta) -> str:
    """Exactly, in the largest unit that comes out even."""
    seconds = round(span.total_seconds())
    units = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))
    size, noun = next(unit for unit in units if seconds >= unit[0] and seconds % unit[0] == 0)
    article = "an" if noun == "hour" else "a"
    return f"{article} {noun}" if seconds == size else count(seconds // size, noun)


def _either(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
