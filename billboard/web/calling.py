"""Calls to moderators, in words, and on their way: by letter and by webhook."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from billboard.calls import calls
from billboard.calls.calls import Told
from billboard.infra import webhook
from billboard.infra.mail import NotSent, Post
from billboard.infra.webhook import NotTaken
from billboard.models import Alarm, Call
from billboard.moderation.reasons import label_of
from billboard.web import letters
from billboard.web.site import Site, absolute

MOST_TOLD = 30  # lines of one call; the queue shows the rest
DESKS: Mapping[Alarm, str] = MappingProxyType(
    {Alarm.RETURN: "?view=waiting", Alarm.APPEAL: "?view=appeals", Alarm.OBJECTION: "/bans"}
)


def whom(site: Site, wall: str) -> list[str]:
    """The addresses of a wall's letters and its webhook's; none where nothing can be sent to them."""
    settings = site.settings_on(wall)
    if not site.environment.site_url:  # nobody could follow a link
        return []
    written = list(settings.notify_emails) if settings.relay else []
    return written + ([hook(site, wall, settings.notify_webhook)] if settings.notify_webhook else [])


def hook(site: Site, wall: str, url: str) -> str:
    """A webhook as a recipient: a campaign's own has its own secret, which signs for no other wall.

    One that is the whole site's too is the site's: it is called once, and signed for once.
    """
    return url if url == site.settings.notify_webhook else f"{wall} {url}".strip()


def sentence(told: Told, *, placed: bool = False) -> str:
    """No slogan is in it: it may go where hidden words do not belong. `placed` where it says of which wall it is."""
    return f"{_said(told)} (on “{told.title}”)" if placed and told.wall else _said(told)


def sentences(told: Sequence[Told]) -> list[str]:
    """Of a call: each names its wall where there are several."""
    placed = len(walls(told)) > 1
    return [sentence(each, placed=placed) for each in told[:MOST_TOLD]]


def walls(told: Sequence[Told]) -> dict[str, str]:
    """Those that a call tells of: the titles of campaigns by their slugs; the whole site, first, is an empty one."""
    return {each.wall: each.title for each in sorted(told, key=lambda each: (each.wall != "", each.title))}


def _said(told: Told) -> str:
    reason = label_of(told.reason).lower()
    count = f"{told.number} report{'s' if told.number != 1 else ''}"
    return {
        Alarm.GRAVE: f"Poster {told.code} is reported: {reason} ({count})",
        Alarm.CLOCK: f"Nobody has looked at poster {told.code} for half an hour: {reason} ({count})",
        Alarm.RETURN: f"Words that were hidden have come again, {told.number} times, and are held",
        Alarm.SPIKE: f"Reports come in quickly: from {told.number} networks within ten minutes",
        Alarm.APPEAL: f"The maker of poster {told.code} appeals",
        Alarm.OBJECTION: f"Somebody who is blocked, for {reason}, says that it is wrong",
        Alarm.TEST: "Nothing has happened. Somebody wanted to see whether calls arrive, and this one did",
    }[told.kind]


def desk(told: Sequence[Told]) -> str:
    """Where a call begins to be answered: at the case, where there is but one."""
    codes = {each.code for each in told if each.code}
    if len(told) == 1 and codes:
        return absolute(f"/moderate/case/{codes.pop()}")
    return absolute("/moderate" + (DESKS.get(told[0].kind, "") if told else ""))


def payload(site: Site, call: Call, told: Sequence[Told]) -> dict[str, Any]:
    """What a webhook is sent, by Standard Webhooks: a type, when it happened, and data."""
    about = walls(told)
    return {
        "type": "moderators.called",
        "timestamp": call.made.isoformat(),
        "data": {
            "site": site.settings.site_name,
            "campaign": next(iter(about)) or None if len(about) == 1 else None,
            "campaigns": [wall for wall in about if wall],
            "desk": desk(told),
            "total": len(told),
            "text": "; ".join(sentences(told)) + ".",
            "alerts": [_alert(each) for each in told[:MOST_TOLD]],
        },
    }


def deliver(site: Site, moment: datetime) -> tuple[int, int]:
    """Every call whose turn it is; how many messages went out, and how many will be tried again."""
    arrived = waiting = 0
    for call, told in _claimed(site, moment):
        left, faults = [], []
        for address in call.left:
            try:
                _send(site, call, told, address, moment)
                arrived += 1
            except (NotTaken, NotSent) as error:
                faults.append(str(error) if isinstance(error, NotTaken) else f"The relay: {error}.")
                if not error.lasting:
                    left.append(address)
        with site.database.write() as session:
            calls.note(session, call, left, " ".join(dict.fromkeys(faults)), moment)
        waiting += len(left)
    return arrived, waiting


def _claimed(site: Site, moment: datetime) -> Iterator[tuple[Call, list[Told]]]:
    while True:
        with site.database.write() as session:
            call = calls.claim(session, moment)
            told = calls.told(session, call) if call else []
        if call is None:
            return
        yield call, told


def _send(site: Site, call: Call, told: Sequence[Told], address: str, moment: datetime) -> None:
    """Raises NotTaken and NotSent."""
    if "://" in address:
        webhook.send(address, call.name, payload(site, call, told), site.secret_keys, now=moment)
        return
    relay = site.settings.relay
    if relay is None:
        raise NotTaken("There is no relay for letters any more.", lasting=True)
    with Post(relay) as post:
        post.send(letters.call(walls(told), sentences(told), len(told), desk(told), address))


def _alert(told: Told) -> dict[str, Any]:
    poster = {"code": told.code, "case": absolute(f"/moderate/case/{told.code}")} if told.code else None
    return {
        "kind": told.kind.value,
        "text": sentence(told),
        "poster": poster,
        "campaign": told.wall or None,
        "reason": told.reason or None,
        "number": told.number,
        "noticed": told.made.isoformat(),
    }
