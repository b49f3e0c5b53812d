"""The letters: the one that asks whether an address wants the round-up, and the round-up itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import regex
from flask import current_app, url_for

from billboard.campaigns import campaigns
from billboard.core.text.wording import count
from billboard.infra import mail
from billboard.models import Campaign
from billboard.moderation.notices import REMEMBERED, Answer
from billboard.roundup.roundups import Edition
from billboard.roundup.subscriptions import AFTERWARDS, PENDING, Confirmation
from billboard.walls.rows import PosterRow
from billboard.web.accent import accent_of
from billboard.web.campaign_view_models import ink_on
from billboard.web.site import absolute, current_site
from billboard.web.view_models import poster_view

SUBJECT_SLOGAN = 60  # characters, of which a phone shows two thirds


def confirmation(letter: Confirmation, campaign: Campaign | None = None) -> EmailMessage:
    """Where it goes to an address that is on the list already, it says so and how to leave."""
    name = f"“{campaign.title}”" if campaign else current_site().settings.site_name
    subject = f"You get the {name} round-up already" if letter.known else f"Do you want the {name} round-up?"
    link = absolute(f"/roundup/{letter.secret}")
    return _letter("confirmation", letter.address, subject, campaign, known=letter.known, link=link)


def roundup(edition: Edition, address: str, secret: str) -> EmailMessage:
    """With the headers by which a mailbox offers to leave in one click (RFC 8058)."""
    site = current_site()
    posters = [poster_view(row, site.templates) for row in edition.rows]
    day, date = f"{edition.date:%A}", f"{edition.date.day} {edition.date:%B}"
    leave, campaign = absolute(f"/roundup/{secret}/leave"), edition.campaign
    own = f"{campaign.slug}." if campaign else ""
    return _letter(
        "roundup",
        address,
        _subject(edition, day, date),
        campaign,
        {
            "List-Id": f"<{own}roundup.{urlsplit(absolute('')).hostname}>",
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        posters=posters,
        places=[f"{place}{('st', 'nd', 'rd')[place - 1]}" for place in edition.places],
        last=edition.last,
        days=AFTERWARDS.days,
        pasted=count(edition.pasted, "poster"),
        alone=edition.pasted == 1,
        date=date,
        weekday=day,
        leave=leave,
    )


def notice(answer: Answer) -> EmailMessage:
    """What was decided about a poster that somebody sent a notice of."""
    status = answer.status
    subject = f"Your notice about poster {status.code}: {'it is down' if status.is_down else 'it stays up'}"
    rules = absolute("/about/rules")
    return _letter("notice", answer.address, subject, None, status=status, rules=rules, days=REMEMBERED.days)


def call(walls: Mapping[str, str], sentences: Sequence[str], total: int, desk: str, address: str) -> EmailMessage:
    """To a moderator: what cannot wait, on which walls (calling.walls)."""
    campaign = None
    if len(walls) == 1 and (slug := next(iter(walls))):
        with current_site().database.read() as session:
            campaign = campaigns.find(session, slug)
    where = campaign.title if campaign else current_site().settings.site_name
    places = [title if slug else "the whole site" for slug, title in walls.items()]
    more = f" and {total - 1} more" if total > 1 else ""
    subject = f"{where}: {_shortened(sentences[0]) if sentences else 'moderators are needed'}{more}"
    unsaid = total - len(sentences)
    return _letter("call", address, subject, campaign, sentences=sentences, unsaid=unsaid, desk=desk, places=places)


def test(address: str, now: datetime) -> EmailMessage:
    """That letters arrive, for an operator who asked for it."""
    site_name = current_site().settings.site_name
    desk = absolute(url_for("operate_diagnostics.page"))
    return _letter("test", address, f"A test letter from {site_name}", None, sent=f"{now:%Y-%m-%d %H:%M:%S}", desk=desk)


def _letter(
    name: str,
    address: str,
    subject: str,
    campaign: Campaign | None,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> EmailMessage:
    settings = current_site().settings_on(campaign.slug if campaign else "")
    accent = campaign.accent if campaign else accent_of(settings)
    context |= {
        "campaign": campaign,
        "accent": accent,
        "on_accent": ink_on(accent),
        "wall": absolute(f"/c/{campaign.slug}" if campaign else "/gallery"),
        "site_name": settings.site_name,
        "contact_email": settings.contact_email,
        "origin": absolute(""),
        "subject": subject,
        "hours": int(PENDING.total_seconds()) // 3600,
    }
    # By the environment and not by render_template: a command answers no request, which pages' context asks about.
    plain, html = (
        current_app.jinja_env.get_template(f"mail/{name}.{kind}").render(context) for kind in ("txt", "html")
    )
    return mail.compose(settings.sender, address, subject, plain, html, headers)


def _subject(edition: Edition, day: str, date: str) -> str:
    campaign, others = edition.campaign, len(edition.rows) - 1
    if edition.last and campaign:
        won = f": “{_shortened(_headline(edition.rows[0]))}” has won" if edition.rows else ""
        return f"{campaign.title} is over{won}"
    wall = f"{campaign.title}, {day}" if campaign else f"the wall on {day}"
    more = f" and {others} more" if others else ""
    return f"“{_shortened(_headline(edition.rows[0]))}”{more}: {wall} {date}"


def _headline(row: PosterRow) -> str:
    """What a poster says loudest: the slot that its template asks for."""
    template = current_site().templates.get(row.template)
    loudest = [row.slogan.get(slot.name, "") for slot in template.slots if slot.required] if template else []
    return next(filter(None, loudest), None) or next(filter(None, row.slogan.values()), "")


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    letters = regex.findall(r"\X", text)
    if len(letters) <= SUBJECT_SLOGAN:
        return text
    return "".join(letters[:SUBJECT_SLOGAN]).rpartition(" ")[0].rstrip(",;:–—- /") + " …"
