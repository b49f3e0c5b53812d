"""Finding a case by whatever a complaint brings along: an address, a code, a number in a campaign, or words."""

from collections.abc import Iterable, Sequence
from urllib.parse import unquote

import regex
from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound
from billboard.core.likeness.skeleton import skeleton
from billboard.core.text.searching import asked as tokens_asked
from billboard.infra.link_secrets import is_secret
from billboard.models import Campaign, Poster, Scope
from billboard.moderation import claims, receipts
from billboard.moderation.scopes import within
from billboard.posters import posters, skeletons
from billboard.walls.cursors import NO_BOUND
from billboard.walls.search import SEARCHES, campaign_token

LONGEST = 2000  # characters that are looked at: an address within an address is long
MOST_FOUND = 60
MOST_WORDS = 12
MOST_CAMPAIGNS = 10  # of a moderator, that are searched one by one
NOBODY = "There is no poster at that address{}. Check that the link is whole, or search for its words."

_ADDRESS = regex.compile(r"^[a-z]+://|^www\.|^/|\.[a-z]{2,}/")
_POSTER = regex.compile(r"/(?:p|moderate/p|moderate/case)/([a-z0-9]{1,16})\b|[?&](?:remix|answer)=([a-z0-9]{1,16})\b")
_CLAIM = regex.compile(r"/claim/([a-z2-7]{32})\b")
_RECEIPT = regex.compile(r"/(?:receipt|takedown)/([a-z2-7]{32})\b")
_PLACE = regex.compile(r"/c/([a-z0-9-]{1,48})/thread(?:/\d{1,9})?/?#(?:no-)?(\d{1,9})\b")
_NUMBER = regex.compile(r"(?:no\.?|number|#)?\s*(\d{1,9})\s+(?:of|in)\s+(?:/?c/)?([a-z0-9-]{1,48})")
_NUMBERED = regex.compile(r"(?:/?c/)?([a-z0-9-]{1,48})\s*(?:#|no\.?)\s*(\d{1,9})")
_AROUND = " \t\n<>()[]{}\"'“”‘’.,;:!?…"


def find(session: Session, asked: str, scope: Scope) -> Sequence[Poster]:
    """The likeliest first, whatever their status: by an address or a code it is that one and no other.

    Raises NotFound for an address of nothing that the scope holds.
    """
    asked = asked.strip(_AROUND)[:LONGEST]
    named = _named(session, asked)
    if named is not None and _is_within(named, scope):
        return [named]
    if named is not None or _ADDRESS.search(asked.lower()):
        raise NotFound(NOBODY.format(" in your campaigns" if scope is not None else ""))
    return _by_words(session, asked, scope)


def _named(session: Session, asked: str) -> Poster | None:
    """By an address in whatever spelling it arrives, a code, or a campaign and a number."""
    plain = unquote(unquote(asked)).lower()
    if claim := _CLAIM.search(plain):
        return claims.find(session, claim[1])
    if receipt := _RECEIPT.search(plain):
        return receipts.poster_of(session, receipt[1])
    if is_secret(plain):
        return receipts.poster_of(session, plain) or claims.find(session, plain)
    if place := _PLACE.search(plain):
        return _numbered(session, place[1], int(place[2]))
    if address := _POSTER.search(plain):
        return _coded(session, address[1] or address[2])
    if number := _NUMBER.fullmatch(plain):
        return _numbered(session, number[2], int(number[1]))
    if number := _NUMBERED.fullmatch(plain):
        return _numbered(session, number[1], int(number[2]))
    return _coded(session, plain)


def _coded(session: Session, code: str) -> Poster | None:
    return session.scalar(select(Poster).where(Poster.code == code)) if posters.is_code(code) else None


def _numbered(session: Session, slug: str, number: int) -> Poster | None:
    chosen = select(Poster).join(Campaign, Campaign.id == Poster.campaign_id)
    return session.scalar(chosen.where(Campaign.slug == slug, Poster.number == number)) if number < 1 << 31 else None


def _is_within(poster: Poster, scope: Scope) -> bool:
    return scope is None or poster.campaign_id in scope


def _by_words(session: Session, asked: str, scope: Scope) -> list[Poster]:
    """What says that however it is spelt, what has it among its words, what is near it, and what words find."""
    letters = skeleton(asked)
    likely = skeletons.saying(session, letters) if letters else []
    spelt = _newest(session, select(Poster).where(Poster.skeleton.in_(likely)), scope) if likely else []
    order = {each: place for place, each in enumerate(likely)}
    spelt.sort(key=lambda each: order.get(each.skeleton or 0, 0))
    others = _newest(session, select(Poster).where(Poster.id.in_(_plainly(session, asked, scope))), scope)
    return list({each.id: each for each in [*spelt, *others]}.values())[:MOST_FOUND]


def _plainly(session: Session, asked: str, scope: Scope) -> list[int]:
    """The numbers of posters with all these words; a campaign's moderator's are asked for by campaign."""
    tokens = tokens_asked(asked)[:MOST_WORDS]
    if not tokens:
        return []
    parts: Iterable[list[str]] = [[]]
    if scope is not None:
        parts = [[campaign_token(number)] for number in sorted(scope, reverse=True)[:MOST_CAMPAIGNS]]
    search = SEARCHES[session.get_bind().dialect.name]
    found = [
        session.scalars(text(search.found), {"query": search.query([*tokens, *part]), "before": NO_BOUND - 1}).all()
        for part in parts
    ]
    return sorted({number for numbers in found for number in numbers}, reverse=True)[: 4 * MOST_FOUND]


def _newest(session: Session, chosen: Select[Poster], scope: Scope) -> list[Poster]:
    return list(session.scalars(chosen.where(*within(scope)).order_by(Poster.id.desc()).limit(MOST_FOUND)))
