"""Campaigns: communities' own walls. What they may be, and how they are made and changed."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound, Refused, SloganRefused
from billboard.core.picture.imprint import LENGTH as IMPRINT_LENGTH
from billboard.core.text import wording
from billboard.core.text.graphemes import length
from billboard.models import Campaign, Newcomer, Poster, State

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ACCENT = re.compile(r"#[0-9a-f]{6}")
DEFAULT_ACCENT = "#ff4a1c"
RESERVED = frozenset({"new", "campaigns"})
TITLE_LENGTH, INTRODUCTION_LENGTH, SLUG_LENGTH = 60, 2000, 48  # characters
TITLE_COLUMN, IMPRINT_COLUMN = 120, 200  # code points
NOT_HERE = "There is no campaign at this address. Check the link, or see what is on the wall."
LISTED = 60  # that run, and that have ended
HEADERS = "campaigns/"  # where the store keeps header art
YEARS = range(2000, 3000)
CLOCK = "%Y-%m-%dT%H:%M"  # as a browser's field for date and time writes it, here always UTC


class CampaignProblems(Refused):
    """Several fields of a campaign refused at once: `problems` maps a field's name to its sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()), next(iter(problems), None))
        self.problems = dict(problems)


@dataclass(frozen=True)
class CampaignPlan:
    """What operators decide about a campaign."""

    title: str
    introduction: str
    accent: str
    templates: tuple[str, ...]  # slugs; empty for all there are
    opens: datetime | None
    closes: datetime | None
    premoderated: bool
    imprint: str


def read_plan(
    fields: Mapping[str, str],
    templates: Collection[str],
    known: Collection[str],
    check_imprint: Callable[[str], None],
) -> CampaignPlan:
    """A plan from a form's fields, or a command's options of the same names. Raises CampaignProblems.

    `templates` are the slugs chosen, `known` those there are; all chosen is the same as none. `check_imprint` raises
    SloganRefused for what cannot be set on every format.
    """
    problems: dict[str, str] = {}
    title = wording.normalise(" ".join(fields.get("title", "").split()))
    introduction = fields.get("introduction", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    accent = fields.get("accent", "").strip().lower() or DEFAULT_ACCENT
    imprint = wording.normalise(fields.get("imprint", ""))
    if not title:
        problems["title"] = "Give the campaign a title."
    elif length(title) > TITLE_LENGTH or len(title) > TITLE_COLUMN:
        problems["title"] = f"Keep the title to {TITLE_LENGTH} characters."
    if len(introduction) > INTRODUCTION_LENGTH:
        problems["introduction"] = f"Keep the introduction to {INTRODUCTION_LENGTH} characters."
    for name, text in (("title", title), ("introduction", introduction)):
        try:
            wording.check(text)
        except SloganRefused as refusal:
            problems.setdefault(name, refusal.message)
    if not ACCENT.fullmatch(accent):
        problems["accent"] = "Write the colour as # and six digits from 0 to f, like #0a5c36."
    if strangers := [slug for slug in templates if slug not in known]:
        problems["templates"] = f"There is no template called {strangers[0]}. Choose from those there are."
    try:
        wording.check(imprint)
        if "\n" in imprint or length(imprint) > IMPRINT_LENGTH or len(imprint) > IMPRINT_COLUMN:
            problems["imprint"] = f"Keep the imprint to one line of {IMPRINT_LENGTH} characters."
        elif imprint:
            check_imprint(imprint)
    except SloganRefused as refusal:
        problems["imprint"] = refusal.message
    moments: dict[str, datetime | None] = {"opens": None, "closes": None}
    for name in moments:
        try:
            moments[name] = _moment(fields.get(name, "").strip())
        except ValueError:
            problems[name] = "Write date and time like 2027-03-01T18:00, in UTC."
        except OverflowError:
            problems[name] = f"Choose a year from {YEARS[0]} to {YEARS[-1]}."
    opens, closes = moments["opens"], moments["closes"]
    if opens and closes and closes <= opens:
        problems["closes"] = "It closes before it opens. Choose a later closing time."
    if problems:
        raise CampaignProblems(problems)
    chosen = tuple(slug for slug in known if slug in templates)
    every = len(chosen) == len(known)
    premoderated = fields.get("moderation", "post") == "pre"
    return CampaignPlan(title, introduction, accent, () if every else chosen, opens, closes, premoderated, imprint)


def fields_of(campaign: Campaign) -> dict[str, str]:
    """A campaign as a form shows it: what `read_plan` reads back."""
    return {
        "title": campaign.title,
        "introduction": campaign.introduction,
        "accent": campaign.accent,
        "opens": campaign.opens.strftime(CLOCK) if campaign.opens else "",
        "closes": campaign.closes.strftime(CLOCK) if campaign.closes else "",
        "moderation": "pre" if campaign.premoderated else "post",
        "imprint": campaign.imprint,
    }


def create(session: Session, slug: str, plan: CampaignPlan, *, now: datetime) -> Campaign:
    """Raises CampaignProblems for a slug that cannot be an address, or is taken."""
    if len(slug) > SLUG_LENGTH or not SLUG.fullmatch(slug) or slug in RESERVED:
        said = f"An address has small letters, digits and single dashes, {SLUG_LENGTH} characters at most."
        raise CampaignProblems({"slug": said})
    campaign = Campaign(slug=slug, state=State.RUNNING, header="", posted=0, created=now.replace(microsecond=0))
    _apply(campaign, plan)
    try:
        with session.begin_nested():
            session.add(campaign)
    except IntegrityError:
        raise CampaignProblems({"slug": "Another campaign has this address. Choose a different one."}) from None
    return campaign


def edit(session: Session, slug: str, plan: CampaignPlan) -> Campaign:
    """Posters that are up keep the imprint they were published with. Raises NotFound."""
    campaign = find(session, slug, lock=True)
    _apply(campaign, plan)
    return campaign


def set_state(session: Session, slug: str, state: State, *, now: datetime) -> Campaign:
    """Raises NotFound."""
    campaign = find(session, slug, lock=True)
    if state is not campaign.state:
        campaign.state, campaign.ended = state, now if state is State.ENDED else None
    if state is State.ENDED:
        # Nobody may vote for its posters any more: they would only hold up the newcomers' queue of the whole wall.
        its = select(Poster.id).where(Poster.campaign_id == campaign.id)
        session.execute(delete(Newcomer).where(Newcomer.poster_id.in_(its)))
    return campaign


def find(session: Session, slug: str, *, lock: bool = False) -> Campaign:
    """Raises NotFound."""
    chosen = select(Campaign).where(Campaign.slug == slug)
    known = len(slug) <= SLUG_LENGTH and SLUG.fullmatch(slug)
    campaign = session.scalar(chosen.with_for_update() if lock else chosen) if known else None
    if campaign is None:
        raise NotFound(NOT_HERE)
    return campaign


def all_of(session: Session) -> list[Campaign]:
    """Newest first."""
    return list(session.scalars(select(Campaign).order_by(Campaign.id.desc())))


def listed(session: Session) -> list[Campaign]:
    """For everybody: all that run or will, and those that ended last; newest first."""
    walk = select(Campaign).order_by(Campaign.id.desc()).limit(LISTED)
    running, ended = Campaign.state != State.ENDED, Campaign.state == State.ENDED
    return [*session.scalars(walk.where(running)), *session.scalars(walk.where(ended))]


def _apply(campaign: Campaign, plan: CampaignPlan) -> None:
    campaign.title, campaign.introduction, campaign.accent = plan.title, plan.introduction, plan.accent
    campaign.templates, campaign.opens, campaign.closes = list(plan.templates), plan.opens, plan.closes
    campaign.premoderated, campaign.imprint = plan.premoderated, plan.imprint


def _moment(text: str) -> datetime | None:
    """Raises ValueError, and OverflowError for a year that nobody means and not every clock has."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    if moment.year not in YEARS:
        raise OverflowError
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
