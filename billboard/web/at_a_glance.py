"""How the site stands, as operators see it first: numbers that lead on, and what is wanting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from billboard.accounts import links, overview
from billboard.accounts.overview import Somebody
from billboard.campaigns import campaigns
from billboard.campaigns.phases import Phase, phase_of
from billboard.core.text.wording import count
from billboard.jobs import runs
from billboard.models import Role
from billboard.models.jobs import Outcome
from billboard.settings import changes
from billboard.settings.changes import Origin
from billboard.switches.standing import standing
from billboard.web.site import Site

LATE = timedelta(minutes=10)  # after its time, for a job that nobody runs
AWAY = timedelta(days=90)  # for which somebody has not been here


@dataclass(frozen=True)
class Figure:
    """A number that leads to its page."""

    title: str
    number: str
    words: str
    address: str


@dataclass(frozen=True)
class Wanting:
    """Something to be put right, and where."""

    sentence: str
    address: str = ""  # empty where only the environment can
    label: str = ""


@dataclass(frozen=True)
class Glance:
    figures: list[Figure]
    wanting: list[Wanting]


def glance(site: Site, session: Session, now: datetime) -> Glance:
    people = [each for each in overview.everybody(session) if not each.closed]
    waiting = len(links.open_ones(session, now))
    phases = [phase_of(each, now) for each in campaigns.all_of(session)]
    on = standing(site.live_settings, "", now)
    figures = [
        Figure("People", str(len(people)), _of_people(people, waiting), url_for("people.page")),
        Figure("Campaigns", str(phases.count(Phase.OPEN)), _of_campaigns(phases), url_for("campaign_desk.all_of_them")),
        Figure("Settings", str(_changed(site, session)), "set on this desk", url_for("operate_settings.overview")),
        Figure("Switches", str(len(on)), "on for the whole site", url_for("switch_desk.page")),
    ]
    return Glance(figures, [*_of_settings(site), *_of_accounts(people, now), *_of_jobs(session, now)])


def _changed(site: Site, session: Session) -> int:
    """Settings that stand over the environment's."""
    found = changes.entries(session, site.environment)
    return sum(each.origin is Origin.SITE and not each.setting.switch for each in found)


def _of_people(people: list[Somebody], waiting: int) -> str:
    run = count(sum(each.role is Role.OPERATOR for each in people), "operator")
    return f"{run}, {count(waiting, 'link')} not used yet"


def _of_campaigns(phases: list[Phase]) -> str:
    return f"open, {phases.count(Phase.SOON)} to come, {phases.count(Phase.ENDED)} over"


def _of_settings(site: Site) -> Iterator[Wanting]:
    settings, page = site.settings, url_for("operate_settings.page", slug="site")
    if not settings.run_by:
        yield Wanting("The page of rules does not say who runs this site.", page, "Say so")
    if not settings.contact_email:
        yield Wanting("The public has no address to write to.", page, "Give one")
    if not settings.site_url:
        yield Wanting("SITE_URL is not set: letters and calls have no address to lead to, so that none are sent.")
    elif settings.relay is None:
        yield Wanting("SMTP_URL is not set: the site sends no letters.")
    if not settings.backup_place:
        yield Wanting("BACKUP_PLACE is not set: no backups are made.", _diagnostics(), "Diagnostics")
    if not settings.notify_emails and not settings.notify_webhook:
        yield Wanting("Nobody is called when moderators are needed.", url_for("call_desk.page"), "Name somebody")


def _of_accounts(people: list[Somebody], now: datetime) -> Iterator[Wanting]:
    operators = [each for each in people if each.role is Role.OPERATOR]
    page = url_for("people.page")
    if len(operators) == 1:
        yield Wanting("There is one operator. Whoever loses their key then needs a shell.", page, "Invite another")
    if bare := [each.name for each in operators if not each.passkeys and not each.app]:
        yield Wanting(f"Without a second factor, and able to change everything: {', '.join(bare)}.", page, "People")
    if away := [each.name for each in people if each.seen and each.seen < now - AWAY]:
        yield Wanting(f"Not here for three months, and still let in: {', '.join(away)}.", page, "People")


def _of_jobs(session: Session, now: datetime) -> Iterator[Wanting]:
    reports = runs.reports(session)
    if failed := [each.label for each in reports if each.run.outcome is Outcome.FAILED]:
        yield Wanting(f"Failed when it was last run: {'; '.join(failed)}.", _diagnostics(), "Diagnostics")
    if late := [each.label for each in reports if each.run.next and each.run.next < now - LATE]:
        yield Wanting(f"Nobody runs {count(len(late), 'job')} whose time has come.", _diagnostics(), "Diagnostics")


def _diagnostics() -> str:
    return url_for("operate_diagnostics.page")
