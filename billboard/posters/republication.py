"""Words that were hidden and come again: a block holds whatever says the same for a look, for a time."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from billboard.core.likeness.skeleton import EDITION
from billboard.models import STANDING, Campaign, HoldReason, Poster, SloganBlock
from billboard.posters.holding import Entrant, Reason
from billboard.posters.sayings import Templates, said_on, say_the_same
from billboard.posters.skeletons import own_words, skeleton_of


def hidden_before(session: Session, entrant: Entrant) -> Iterator[Reason]:
    """A question of `holding`. The same skeleton is not enough: what quotes, denies or asks the words goes up."""
    if entrant.skeleton is None:
        return
    chosen = select(SloganBlock.id, Poster).join(Poster, Poster.id == SloganBlock.poster_id)
    same = chosen.where(
        SloganBlock.skeleton == entrant.skeleton, STANDING, SloganBlock.until > entrant.now, reaches(entrant.home)
    )
    for number, source in session.execute(same.order_by(SloganBlock.id)):
        if say_the_same(said_on(source, entrant.templates), entrant.said):
            yield Reason(HoldReason.BLOCK, block=number)
            return


def reaches(home: Campaign | None) -> ColumnElement[bool]:
    """The condition on blocks that hold on a wall."""
    everywhere = SloganBlock.campaign_id.is_(None)
    return or_(everywhere, SloganBlock.campaign_id == home.id) if home else everywhere


def lock(session: Session, skeletons: Iterable[int | None]) -> None:
    """Until the end of the transaction nobody else publishes or hides anything of these skeletons.

    To be asked for before any row is locked. SQLite writes one transaction at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        for skeleton in sorted({each for each in skeletons if each is not None}):
            session.execute(select(func.pg_advisory_xact_lock(skeleton)))


def find_again(session: Session, templates: Templates) -> None:
    """The skeletons of blocked words by this edition of them; until then what was hidden could come again."""
    chosen = select(SloganBlock, Poster).join(Poster, Poster.id == SloganBlock.poster_id)
    for block, poster in session.execute(chosen.where(SloganBlock.skeleton_edition != EDITION)):
        found = skeleton_of(poster.slogan, poster.stickers, own_words(templates.get(poster.template)))
        block.skeleton = block.skeleton if found is None else found
        block.skeleton_edition = EDITION
