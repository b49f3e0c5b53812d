"""What somebody is told who may not write for a while. Reading goes on, and a notice can always be sent."""

from flask import request, url_for

from billboard.bans.standing import Banned, Sender
from billboard.core.local_time import told_moment
from billboard.models import Ban
from billboard.moderation.reasons import label_of
from billboard.views import visitor_cookie
from billboard.web.site import absolute, current_site, now


def require(deed: str, kept: str = "") -> None:
    """Raises Banned where the network, or the visitor, is blocked. Looked for at every writing: so a block of today
    becomes one that lasts when its network next sends anything."""
    if found := standing():
        raise Banned(" ".join(part for part in (told(found, deed), kept) if part))


def standing() -> Ban | None:
    """The block of whoever asks."""
    site = current_site()
    sender = Sender(request.remote_addr or "", visitor_cookie.voter())
    return site.bans.of(sender, site.secret_keys, now())


def told(found: Ban, deed: str) -> str:
    who = "Your network" if found.of_network else "Your browser"
    until = told_moment(found.until, current_site().settings.zone)
    contact = current_site().settings.contact_email
    notice = absolute(url_for("takedown.form"))
    appeal = f"say so at {absolute(url_for('objection.page'))}" + (f" or write to {contact}" if contact else "")
    said = (
        f"{who} is blocked here until {until}, because of: {label_of(found.reason).lower()}. So you cannot {deed} now."
    )
    law = f" What is against the law can be told at {notice} all the same." if deed == "report" else ""
    return f"{said} You can go on reading.{law} If the block is wrong, {appeal}."
