"""Posters, and what is kept of each beside its row."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    false,
    literal_column,
)
from sqlalchemy.orm import Mapped, mapped_column

from billboard.core.rank.appeal import UNSEEN
from billboard.core.rank.strength import UNFOUGHT
from billboard.infra.db import Base, RowNumber, UtcDateTime, named


class Status(StrEnum):
    LIVE = "live"
    WAITING = "waiting"  # for a moderator to look at it first: its campaign asks so, or a hold
    HIDDEN = "hidden"  # by a moderator
    WITHDRAWN = "withdrawn"  # by whoever made it


class Kinship(StrEnum):
    """What a poster is to the one that it was made from."""

    REMIX = "remix"
    REBUTTAL = "rebuttal"


class Poster(Base):
    """A published billboard. `code` is what the public sees; `id` only orders rows."""

    __tablename__ = "posters"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    submission: Mapped[str] = mapped_column(
        String(64), unique=True
    )  # hash of form key and content: one submit, one row
    template: Mapped[str] = mapped_column(String(64))
    template_version: Mapped[int] = mapped_column(Integer)
    variant: Mapped[str] = mapped_column(String(32))
    slogan: Mapped[dict[str, str]] = mapped_column(JSON)
    stickers: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=list, server_default="[]"
    )  # core.catalogue.stickers.as_values, in the order they were put on
    words: Mapped[str] = mapped_column(Text)  # the slogan's and the bubbles' search tokens, separated by spaces
    words_edition: Mapped[str] = mapped_column(String(8), default="", server_default="")  # that they were found by
    said: Mapped[str | None] = mapped_column(Text)  # numbers.chosen_words; none in rows older than the statistics
    motto: Mapped[str | None] = mapped_column(String(16))  # core.fairness.motto; none in rows older than fair walls
    skeleton: Mapped[int | None] = mapped_column(BigInteger, index=True)  # posters.skeletons; none for no words
    skeleton_edition: Mapped[str] = mapped_column(String(32), default="", server_default="")  # that it was found by
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the full picture: the ETag of every image URL
    image_key: Mapped[str] = mapped_column(String(128))  # the store's folder that holds the three pictures
    status: Mapped[Status] = mapped_column(named(Status), default=Status.LIVE)
    votes: Mapped[int] = mapped_column(Integer, default=0)
    apart: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # votes that wait for a moderator
    looks: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # at it on walls, by distinct networks
    liked: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # votes on walls, by those who looked
    prior: Mapped[float] = mapped_column(Float(53), default=0.05, server_default="0.05")  # the appeal expected of it
    hot: Mapped[float] = mapped_column(Float(53))  # core.rank.appeal.bound
    worth: Mapped[float] = mapped_column(
        Float(53), default=UNSEEN, server_default=str(UNSEEN)
    )  # core.rank.appeal.lower
    published: Mapped[datetime] = mapped_column(UtcDateTime)
    hour: Mapped[int] = mapped_column(Integer)  # epoch hour and epoch day of `published`: the buckets of "top of the …"
    day: Mapped[int] = mapped_column(Integer)
    open_reports: Mapped[int] = mapped_column(Integer, default=0)
    urgency: Mapped[int] = mapped_column(Integer, default=0)  # core.rank.urgency of the open reports, in tenths
    case_version: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # raised by decisions
    last_decision_id: Mapped[int | None] = mapped_column(RowNumber)
    reports_ignored: Mapped[bool] = mapped_column(default=False, server_default=false())  # further ones open no case
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    number: Mapped[int | None] = mapped_column(Integer)  # in the campaign's thread, given when it first goes up
    imprint: Mapped[str] = mapped_column(String(200), default="", server_default="")  # as it is drawn on the poster
    strength: Mapped[float] = mapped_column(Float(53), default=0.0, server_default="0")  # core.strength
    duels: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # that were decided, skipped ones not
    information: Mapped[float] = mapped_column(
        Float(53), default=UNFOUGHT, server_default=str(UNFOUGHT)
    )  # core.rank.strength.known
    at_odds: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")  # core.rank.agreement
    covered: Mapped[datetime | None] = mapped_column(UtcDateTime)  # since when a card lies over it (Cover)


LIVE = Poster.status == literal_column("'live'")  # a literal, because a bound parameter keeps partial indexes from use
UNCOVERED = Poster.covered.is_(None)
PROMOTED = LIVE & UNCOVERED  # what the site itself puts forward: Hot, duels, feeds, letters, previews of links
REPORTED = Poster.open_reports > literal_column("0")
OPEN_CASE = REPORTED | ~UNCOVERED  # somebody has to look
TAKEN_DOWN = Poster.status.not_in([literal_column("'live'"), literal_column("'waiting'")])
AWAITING_APPROVAL = Poster.status == literal_column("'waiting'")  # for a moderator, before it goes up
OF_A_CAMPAIGN = Poster.campaign_id.is_not(None)

# Every order of the gallery is one walk down one of these, alone or within a template or a campaign.
for _name, _columns in {
    "new": (Poster.id,),
    "hot": (Poster.hot, Poster.id),
    "top": (Poster.votes, Poster.id),
    "top_hour": (Poster.hour, Poster.worth, Poster.votes, Poster.id),
    "top_day": (Poster.day, Poster.worth, Poster.votes, Poster.id),
    "duel": (Poster.strength, Poster.id),
}.items():
    _up = PROMOTED if _name in ("hot", "duel") else LIVE
    for _prefix, _first, _where in (
        ("", (), _up),
        ("template_", (Poster.template,), _up),
        ("campaign_", (Poster.campaign_id,), _up & OF_A_CAMPAIGN),
    ):
        # A campaign's newest come from the index below, which has those that are down too, for its moderators.
        if (_prefix, _name) != ("campaign_", "new"):
            Index(f"ix_posters_{_prefix}{_name}", *_first, *_columns, postgresql_where=_where, sqlite_where=_where)
Index(
    "ix_posters_thread",
    Poster.campaign_id,
    Poster.number,
    unique=True,
    postgresql_where=OF_A_CAMPAIGN,
    sqlite_where=OF_A_CAMPAIGN,
)
# Who has won, and whether by what is known of looks.
Index(
    "ix_posters_campaign_liked",
    Poster.campaign_id,
    Poster.liked,
    postgresql_where=LIVE & OF_A_CAMPAIGN,
    sqlite_where=LIVE & OF_A_CAMPAIGN,
)
Index(
    "ix_posters_campaign_worth",
    Poster.campaign_id,
    Poster.worth,
    Poster.votes,
    Poster.id,
    postgresql_where=LIVE & OF_A_CAMPAIGN,
    sqlite_where=LIVE & OF_A_CAMPAIGN,
)
Index(
    "ix_posters_campaign_all",
    Poster.campaign_id,
    Poster.id,
    postgresql_where=OF_A_CAMPAIGN,
    sqlite_where=OF_A_CAMPAIGN,
)
# What moderators choose from whatever its status.
Index("ix_posters_template_all", Poster.template, Poster.id)
Index("ix_posters_published", Poster.published)
Index("ix_posters_queue", Poster.urgency, Poster.id, postgresql_where=OPEN_CASE, sqlite_where=OPEN_CASE)
Index("ix_posters_taken_down", Poster.last_decision_id, postgresql_where=TAKEN_DOWN, sqlite_where=TAKEN_DOWN)
Index("ix_posters_in_wait", Poster.id, postgresql_where=AWAITING_APPROVAL, sqlite_where=AWAITING_APPROVAL)


class Skeleton(Base):
    """What posters say beneath their spelling, once for all that say it (core.likeness.skeleton)."""

    __tablename__ = "skeletons"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    fingerprint: Mapped[int] = mapped_column(BigInteger, unique=True)  # Poster.skeleton
    letters: Mapped[str] = mapped_column(Text)  # as many as are compared


class SkeletonBand(Base):
    """The numbers that near skeletons are likely to share (core.likeness.nearness)."""

    __tablename__ = "skeleton_bands"
    __table_args__ = ({"sqlite_with_rowid": False},)

    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    skeleton_id: Mapped[int] = mapped_column(
        ForeignKey("skeletons.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Expectation(Base):
    """Looks at the posters of the past weeks together and the votes that came of them: by template, by the hour of the
    day at which they went up, and of all. Job `find-expectations` writes it."""

    __tablename__ = "expectations"

    of: Mapped[str] = mapped_column(String(8), primary_key=True)  # template, hour, all
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    looks: Mapped[int] = mapped_column(BigInteger)
    liked: Mapped[int] = mapped_column(BigInteger)


class Newcomer(Base):
    """A poster that is up and has not had the impressions yet that everybody is guaranteed."""

    __tablename__ = "newcomers"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    shown: Mapped[int] = mapped_column(Integer, default=0)
    turn: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # shown, and core.fairness.set_back


Index("ix_newcomers_need", Newcomer.turn, Newcomer.poster_id)


class Cover(Base):
    """A card that lay over a poster, or does: put there by a rule or by a moderator until somebody had looked."""

    __tablename__ = "covers"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), index=True)
    made: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))  # none: by the rule
    networks: Mapped[int] = mapped_column(Integer, default=0)  # whose reports covered it
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shown: Mapped[int | None] = mapped_column(Integer)  # the impressions it had had as a newcomer, if it was one


class Claim(Base):
    """The hash of the secret by which a poster's maker is known; nobody but the maker has the secret."""

    __tablename__ = "claims"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256


class Descent(Base):
    """What a poster was made from: its parent, remixed or answered."""

    __tablename__ = "descents"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"))
    kinship: Mapped[Kinship] = mapped_column(named(Kinship))


Index("ix_descents_children", Descent.parent_id, Descent.kinship, Descent.poster_id)
