"""What operators decide about a campaign: read from a form or a command, and shown in one again."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from billboard.core.errors import Refused
from billboard.core.local_time import read_moment, typed_moment
from billboard.core.picture.imprint import LENGTH as IMPRINT_LENGTH
from billboard.core.text import wording
from billboard.core.text.graphemes import length, overflows
from billboard.models import Campaign

ACCENT = re.compile(r"#[0-9a-f]{6}")
DEFAULT_ACCENT = "#ff4a1c"
TITLE_LENGTH, INTRODUCTION_LENGTH = 60, 2000  # characters
TITLE_COLUMN, IMPRINT_COLUMN = 120, 200  # code points


class CampaignProblems(Refused):
    """Several fields of a campaign refused at once: `problems` maps a field's name to its sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()), next(iter(problems), None))
        self.problems = dict(problems)


@dataclass(frozen=True)
class CampaignPlan:
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
    zone: tzinfo = UTC,
) -> CampaignPlan:
    """A plan from a form's fields, or a command's options of the same names. Raises CampaignProblems.

    `templates` are the slugs chosen, `known` those there are; all chosen is the same as none. `check_imprint` raises
    SloganRefused for what cannot be set on every format; `zone` is on whose clock it opens and closes.
    """
    problems: dict[str, str] = {}
    with _noted(problems, "title"):
        title = _title(fields.get("title", ""))
    with _noted(problems, "introduction"):
        introduction = _introduction(fields.get("introduction", ""))
    with _noted(problems, "accent"):
        accent = _accent(fields.get("accent", ""))
    with _noted(problems, "templates"):
        chosen = _templates(templates, known)
    with _noted(problems, "imprint"):
        imprint = _imprint(fields.get("imprint", ""), check_imprint)
    opens = closes = None
    with _noted(problems, "opens"):
        opens = read_moment(fields.get("opens", ""), zone)
    with _noted(problems, "closes"):
        closes = read_moment(fields.get("closes", ""), zone)
        if opens and closes and closes <= opens:
            raise Refused("It closes before it opens. Choose a later closing time.")
    if problems:
        raise CampaignProblems(problems)
    premoderated = fields.get("moderation", "post") == "pre"
    return CampaignPlan(title, introduction, accent, chosen, opens, closes, premoderated, imprint)


def fields_of(campaign: Campaign, zone: tzinfo = UTC) -> dict[str, str]:
    """A campaign as a form shows it: what `read_plan` reads back."""
    return {
        "title": campaign.title,
        "introduction": campaign.introduction,
        "accent": campaign.accent,
        "opens": typed_moment(campaign.opens, zone),
        "closes": typed_moment(campaign.closes, zone),
        "moderation": "pre" if campaign.premoderated else "post",
        "imprint": campaign.imprint,
    }


@contextmanager
def _noted(problems: dict[str, str], field: str) -> Iterator[None]:
    """A field's refusal is noted, so that all are told at once; what it should have given is not there then."""
    try:
        yield
    except Refused as refusal:
        problems[field] = refusal.message


def _title(typed: str) -> str:
    too_long = Refused(f"Keep the title to {TITLE_LENGTH} characters.")
    if overflows(typed, TITLE_LENGTH):
        raise too_long
    title = wording.normalise(" ".join(typed.split()))
    if not title:
        raise Refused("Give the campaign a title.")
    if len(title) > TITLE_COLUMN or length(title) > TITLE_LENGTH:
        raise too_long
    wording.check(title)
    return title


def _introduction(typed: str) -> str:
    too_long = Refused(f"Keep the introduction to {INTRODUCTION_LENGTH} characters.")
    if len(typed) > 2 * INTRODUCTION_LENGTH:  # before anything looks at all of it
        raise too_long
    introduction = wording.cleaned(typed).strip()
    if len(introduction) > INTRODUCTION_LENGTH:
        raise too_long
    wording.check(introduction)
    return introduction


def _accent(typed: str) -> str:
    accent = typed.strip().lower() or DEFAULT_ACCENT
    if not ACCENT.fullmatch(accent):
        raise Refused("Write the colour as # and six digits from 0 to f, like #0a5c36.")
    return accent


def _templates(chosen: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    if strangers := [slug for slug in chosen if slug not in known]:
        raise Refused(f"There is no template called {strangers[0]}. Choose from those there are.")
    ordered = tuple(slug for slug in known if slug in chosen)
    return () if len(ordered) == len(known) else ordered


def _imprint(typed: str, check: Callable[[str], None]) -> str:
    too_long = Refused(f"Keep the imprint to one line of {IMPRINT_LENGTH} characters.")
    if overflows(typed, IMPRINT_LENGTH):
        raise too_long
    imprint = wording.normalise(typed)
    if "\n" in imprint or len(imprint) > IMPRINT_COLUMN or length(imprint) > IMPRINT_LENGTH:
        raise too_long
    wording.check(imprint)
    if imprint:
        check(imprint)
    return imprint
