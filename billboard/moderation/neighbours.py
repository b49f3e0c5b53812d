"""Posters that stand beside one that is looked at: the newest of each kind, each in the first list that has it."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard.models import Descent, Origin, Poster, Scope
from billboard.moderation.clusters import UP
from billboard.moderation.scopes import within
from billboard.posters import skeletons

MOST = 60  # of one slogan that a page offers at once; the newest
MOST_NEAR = 12
MOST_RELATED = 30  # made from it; by its maker
Found = dict[int, list[tuple[Poster, Any]]]  # by a key; the second is what else was asked for


def same(session: Session, posters: Sequence[Poster], scope: Scope) -> Found:
    wanted = {each.skeleton for each in posters if each.skeleton is not None}
    found = _newest(session, select(Poster.id, Poster.skeleton.label("key")), Poster.skeleton, wanted, MOST + 1, scope)
    return {each.id: found.get(each.skeleton or 0, []) for each in posters if each.skeleton is not None}


def near(session: Session, posters: Sequence[Poster], scope: Scope) -> Found:
    known = skeletons.near(session, {each.skeleton for each in posters if each.skeleton is not None})
    nearest = {key: [one.fingerprint for one in others[:MOST_NEAR]] for key, others in known.items()}
    wanted = {each for others in nearest.values() for each in others}
    found = _newest(session, select(Poster.id, Poster.skeleton.label("key")), Poster.skeleton, wanted, MOST_NEAR, scope)
    return {
        each.id: [one for key in nearest.get(each.skeleton or 0, []) for one in found.get(key, [])][:MOST_NEAR]
        for each in posters
    }


def descended(session: Session, posters: Sequence[Poster], scope: Scope) -> Found:
    walk = select(Poster.id, Descent.parent_id.label("key"), Descent.kinship.label("more"))
    walk = walk.join(Descent, Descent.poster_id == Poster.id)
    return _newest(session, walk, Descent.parent_id, {each.id for each in posters}, MOST_RELATED, scope)


def by_maker(session: Session, posters: Sequence[Poster], scope: Scope, day: int) -> Found:
    """What came today from the network that each came from; nothing of it is known of the days before."""
    known = select(Origin.poster_id, Origin.network).where(
        Origin.poster_id.in_([each.id for each in posters]), Origin.day == day
    )
    networks = {row.poster_id: row.network for row in session.execute(known)}
    walk = select(Poster.id, Origin.network.label("key")).join(Origin, Origin.poster_id == Poster.id)
    walk = walk.where(Origin.day == day)
    found = _newest(session, walk, Origin.network, {*networks.values()}, MOST_RELATED + 1, scope)
    return {number: found.get(network, []) for number, network in networks.items()}


def apart(poster: Poster, *kinds: Found) -> list[list[tuple[Poster, Any]]]:
    """The lists of a poster's others, each in the first that has it."""
    met, groups = {poster.id}, []
    for kind, most in zip(kinds, (MOST, MOST_NEAR, MOST_RELATED, MOST_RELATED), strict=True):
        group = [(one, more) for one, more in kind.get(poster.id, []) if one.id not in met][:most]
        met |= {one.id for one, _ in group}
        groups.append(group)
    return groups


def _newest(
    session: Session,
    walk: Select[*tuple[Any, ...]],
    key: InstrumentedAttribute[Any],
    wanted: Iterable[Any],
    most: int,
    scope: Scope,
) -> dict[Any, list[tuple[Poster, Any]]]:
    """Of each key, the newest that are up or wait to be."""
    wanted = list(wanted)
    if not wanted:
        return {}
    place = func.row_number().over(partition_by=key, order_by=Poster.id.desc()).label("place")
    ranked = walk.add_columns(place).where(key.in_(wanted), Poster.status.in_(UP), *within(scope)).subquery()
    columns = [ranked.c.key, *([ranked.c.more] if "more" in ranked.c else [])]
    chosen = select(Poster, *columns).join(ranked, ranked.c.id == Poster.id).where(ranked.c.place <= most)
    found: dict[Any, list[tuple[Poster, Any]]] = {}
    for row in session.execute(chosen.order_by(Poster.id.desc())):
        found.setdefault(row.key, []).append((row.Poster, row.more if len(columns) > 1 else None))
    return found
