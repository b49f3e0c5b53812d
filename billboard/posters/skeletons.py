"""What a poster says beneath its spelling, by which those that say the same, or nearly that, are found."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import Session, aliased

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.likeness.nearness import LONGEST_COMPARED, NEAR, bands, likeness
from billboard.core.likeness.skeleton import EDITION, fingerprint, skeleton
from billboard.infra.db import insert_into
from billboard.models import Poster, Skeleton, SkeletonBand

BATCH = 200  # posters in one transaction of the job
OF_A_BAND = 200  # skeletons that are looked at of those that share a number; the newest
LEAST_SOUGHT = 3  # letters that are looked for among others
LOOKED_THROUGH = 50_000  # skeletons that they are looked for in; the newest
MOST_SAYING = 200
CANDIDATES = 40  # of a skeleton, that share most numbers with it and are compared


class Near(NamedTuple):
    fingerprint: int
    likeness: float


def said_by(slogan: Mapping[str, str], stickers: Sequence[Mapping[str, Any]]) -> str:
    """All that somebody wrote on a poster."""
    return "\n".join([*filter(None, slogan.values()), *(str(each["text"]) for each in stickers if each.get("text"))])


def own_words(template: PosterTemplate | None) -> Sequence[str]:
    """What a template says by itself and nobody chose."""
    return [text for text in template.defaults.values() if text] if template else []


def letters_of(slogan: Mapping[str, str], stickers: Sequence[Mapping[str, Any]], without: Collection[str]) -> str:
    """A skeleton; empty where there is nothing to compare. Where nobody chose a word the template's own words count.

    Lines that were left as the template has them are not read at all: whether a 0 is an O is told from what stands
    around it.
    """
    chosen = said_by({slot: text for slot, text in slogan.items() if text not in without}, stickers)
    return skeleton(chosen, without) or skeleton(said_by(slogan, stickers))


def skeleton_of(
    slogan: Mapping[str, str], stickers: Sequence[Mapping[str, Any]], without: Collection[str]
) -> int | None:
    """Its hash; none where there is nothing to compare."""
    found = letters_of(slogan, stickers, without)
    return fingerprint(found) if found else None


def keep(session: Session, letters: str) -> None:
    """A skeleton, so that those near it are found; once for all posters that have it."""
    if not letters:
        return
    row = insert_into(session, Skeleton).values(fingerprint=fingerprint(letters), letters=letters[:LONGEST_COMPARED])
    number = session.scalar(row.on_conflict_do_nothing().returning(Skeleton.id))
    if number is not None:
        session.execute(insert(SkeletonBand), [{"band": band, "skeleton_id": number} for band in set(bands(letters))])


def near(session: Session, fingerprints: Collection[int]) -> dict[int, list[Near]]:
    """By each skeleton's hash, those that are near it, the nearest first. One statement, and a bounded one."""
    found: dict[int, list[Near]] = {}
    for row in session.execute(_candidates(session, fingerprints)):
        share = likeness(row.letters, row.others)
        if share >= NEAR:
            found.setdefault(row.fingerprint, []).append(Near(row.other, share))
    return {each: sorted(others, key=lambda one: -one.likeness) for each, others in found.items()}


def saying(session: Session, letters: str) -> list[int]:
    """The hashes of skeletons that say so, then of the newest that say it among other things, then of near ones."""
    found = [fingerprint(letters)]
    if LEAST_SOUGHT <= len(letters) <= LONGEST_COMPARED:  # no more of any is kept
        newest = select(func.max(Skeleton.id)).scalar_subquery()
        among = select(Skeleton.fingerprint).where(
            Skeleton.id > newest - LOOKED_THROUGH, Skeleton.letters.contains(letters, autoescape=True)
        )
        found += session.scalars(among.order_by(Skeleton.id.desc()).limit(MOST_SAYING)).all()
    return list(dict.fromkeys([*found, *_near_to(session, letters)]))


def _near_to(session: Session, letters: str) -> list[int]:
    """The hashes of those near a skeleton that no poster needs to have."""
    shares = [
        select(SkeletonBand.skeleton_id)
        .where(SkeletonBand.band == band)
        .order_by(SkeletonBand.skeleton_id.desc())
        .limit(literal_column(str(OF_A_BAND)))
        .subquery()
        for band in bands(letters)
    ]
    pairs = union_all(*(select(each.c.skeleton_id) for each in shares)).subquery()
    shared = func.count().label("shared")
    most = select(pairs.c.skeleton_id, shared).group_by(pairs.c.skeleton_id).order_by(shared.desc())
    likely = most.limit(literal_column(str(CANDIDATES))).subquery()
    found = select(Skeleton.fingerprint, Skeleton.letters).join(likely, likely.c.skeleton_id == Skeleton.id)
    compared = [Near(row.fingerprint, likeness(letters, row.letters)) for row in session.execute(found)]
    return [one.fingerprint for one in sorted(compared, key=lambda one: -one.likeness) if one.likeness >= NEAR]


def find_missing(session: Session, templates: Mapping[str, PosterTemplate]) -> int:
    """Find the skeletons of some posters that have none of this edition, the newest first; how many there were."""
    columns = (Poster.id, Poster.template, Poster.slogan, Poster.stickers)
    missing = select(*columns).where(Poster.skeleton_edition != EDITION).order_by(Poster.id.desc()).limit(BATCH)
    rows = session.execute(missing).all()
    for row in rows:
        letters = letters_of(row.slogan, row.stickers, own_words(templates.get(row.template)))
        session.execute(
            update(Poster)
            .where(Poster.id == row.id)
            .values(skeleton=fingerprint(letters) if letters else None, skeleton_edition=EDITION),
            execution_options={"synchronize_session": False},
        )
        keep(session, letters)
    return len(rows)


def forget_unused(session: Session) -> None:
    """Skeletons that no poster has: of an edition before this one."""
    used = exists().where(Poster.skeleton == Skeleton.fingerprint)
    session.execute(delete(Skeleton).where(~used), execution_options={"synchronize_session": False})


def _candidates(session: Session, wanted: Iterable[int]) -> Select[int, str, int, str]:
    """What may be near some skeletons: the others that share most numbers with each."""
    sought, own, other = aliased(Skeleton), aliased(Skeleton), aliased(Skeleton)
    one, others, pairs = _sharing(session)
    counted = (
        pairs.join(sought, sought.id == one)
        .where(sought.fingerprint.in_(sorted(wanted)), others != one)
        .add_columns(func.count().label("shared"))
        .group_by(one, others)
        .subquery()
    )
    place = func.row_number().over(
        partition_by=counted.c.one, order_by=(counted.c.shared.desc(), counted.c.other.desc())
    )
    ranked = select(counted.c.one, counted.c.other, place.label("place")).subquery()
    columns = (own.fingerprint, own.letters, other.fingerprint.label("other"), other.letters.label("others"))
    chosen = select(*columns).select_from(ranked).join(own, own.id == ranked.c.one)
    return chosen.join(other, other.id == ranked.c.other).where(ranked.c.place <= CANDIDATES)


def _sharing(session: Session) -> tuple[ColumnElement[int], ColumnElement[int], Select[int, int]]:
    """Pairs that share a number, the newest of each number alone: whatever somebody floods the wall with, no more is
    read. SQLite knows no LATERAL, and PostgreSQL would ask its subquery for every pair."""
    mine, newest = aliased(SkeletonBand), aliased(SkeletonBand)
    recent = select(newest.skeleton_id).where(newest.band == mine.band).order_by(newest.skeleton_id.desc())
    recent = recent.limit(literal_column(str(OF_A_BAND))).correlate(mine)
    one: ColumnElement[int] = mine.skeleton_id.expression
    others: ColumnElement[int]
    if session.get_bind().dialect.name == "postgresql":
        beside = recent.lateral()
        others = beside.c.skeleton_id
        return one, others, select(one.label("one"), others.label("other")).select_from(mine).join(beside, true())
    theirs = aliased(SkeletonBand)
    others = theirs.skeleton_id.expression
    shared = (theirs.band == mine.band) & theirs.skeleton_id.in_(recent)
    return one, others, select(one.label("one"), others.label("other")).select_from(mine).join(theirs, shared)
