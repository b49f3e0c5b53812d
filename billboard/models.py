"""The rows: posters and what visitors and moderators do to them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Enum,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    literal_column,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from billboard.db import Base, RowNumber, UtcDateTime


class Status(StrEnum):
    LIVE = "live"
    WAITING = "waiting"  # for a moderator of its campaign to look at it first
    HIDDEN = "hidden"  # by a moderator
    WITHDRAWN = "withdrawn"  # by whoever made it


class Action(StrEnum):
    HIDE = "hide"
    RESTORE = "restore"
    APPROVE = "approve"
    UPHOLD = "uphold"  # an appeal was heard, and it stays hidden


class Kinship(StrEnum):
    """What a poster is to the one that it was made from."""

    REMIX = "remix"
    REBUTTAL = "rebuttal"


class State(StrEnum):
    """What its operators have done to a campaign; the calendar does the rest (campaigns.Phase)."""

    RUNNING = "running"
    FROZEN = "frozen"  # read-only: no publishing, no voting
    ENDED = "ended"  # read-only, and the winners are shown


def _named(kind: type[StrEnum]) -> Enum:
    """A StrEnum kept as its value in a plain column, so that a new value needs no ALTER TYPE."""
    return Enum(
        kind, native_enum=False, create_constraint=False, length=16, values_callable=lambda k: [m.value for m in k]
    )


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
    )  # core.stickers.as_values, in the order they were put on
    words: Mapped[str] = mapped_column(Text)  # the slogan's and the bubbles' search tokens, separated by spaces
    said: Mapped[str | None] = mapped_column(Text)  # numbers.said; none in rows older than the statistics
    motto: Mapped[str | None] = mapped_column(String(16))  # core.fairness.motto; none in rows older than fair walls
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the full picture: the ETag of every image URL
    image_key: Mapped[str] = mapped_column(String(128))  # the store's folder that holds the three pictures
    status: Mapped[Status] = mapped_column(_named(Status), default=Status.LIVE)
    votes: Mapped[int] = mapped_column(Integer, default=0)
    hot: Mapped[float] = mapped_column(Float(53))
    published: Mapped[datetime] = mapped_column(UtcDateTime)
    hour: Mapped[int] = mapped_column(Integer)  # epoch hour and epoch day of `published`: the buckets of "top of the …"
    day: Mapped[int] = mapped_column(Integer)
    open_reports: Mapped[int] = mapped_column(Integer, default=0)
    urgency: Mapped[int] = mapped_column(Integer, default=0)  # sum of the open reports' weights
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    number: Mapped[int | None] = mapped_column(Integer)  # in the campaign's thread, given when it first goes up
    imprint: Mapped[str] = mapped_column(String(200), default="", server_default="")  # as it is drawn on the poster
    strength: Mapped[float] = mapped_column(Float(53), default=0.0, server_default="0")  # core.strength
    duels: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # that were decided, skipped ones not


LIVE = Poster.status == literal_column("'live'")  # a literal, because a bound parameter keeps partial indexes from use
WAITING = Poster.open_reports > literal_column("0")
TAKEN_DOWN = Poster.status.not_in([literal_column("'live'"), literal_column("'waiting'")])
IN_WAIT = Poster.status == literal_column("'waiting'")  # for a moderator, before it goes up
OF_A_CAMPAIGN = Poster.campaign_id.is_not(None)

# Every order of the gallery is one walk down one of these, alone or within a template or a campaign.
for _name, _columns in {
    "new": (Poster.id,),
    "hot": (Poster.hot, Poster.id),
    "top": (Poster.votes, Poster.id),
    "top_hour": (Poster.hour, Poster.votes, Poster.id),
    "top_day": (Poster.day, Poster.votes, Poster.id),
    "duel": (Poster.strength, Poster.id),
}.items():
    for _prefix, _first, _where in (
        ("", (), LIVE),
        ("template_", (Poster.template,), LIVE),
        ("campaign_", (Poster.campaign_id,), LIVE & OF_A_CAMPAIGN),
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
Index(
    "ix_posters_campaign_all",
    Poster.campaign_id,
    Poster.id,
    postgresql_where=OF_A_CAMPAIGN,
    sqlite_where=OF_A_CAMPAIGN,
)
Index("ix_posters_queue", Poster.urgency, Poster.id, postgresql_where=WAITING, sqlite_where=WAITING)
Index("ix_posters_taken_down", Poster.id, postgresql_where=TAKEN_DOWN, sqlite_where=TAKEN_DOWN)
Index("ix_posters_in_wait", Poster.id, postgresql_where=IN_WAIT, sqlite_where=IN_WAIT)


class Campaign(Base):
    """A community's own wall."""

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    introduction: Mapped[str] = mapped_column(Text)
    accent: Mapped[str] = mapped_column(String(7))  # #rrggbb
    templates: Mapped[list[str]] = mapped_column(JSON)  # slugs; empty for all there are
    opens: Mapped[datetime | None] = mapped_column(UtcDateTime)  # posters are taken from then
    closes: Mapped[datetime | None] = mapped_column(UtcDateTime)  # and until then
    premoderated: Mapped[bool] = mapped_column(default=False)
    imprint: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[State] = mapped_column(_named(State), default=State.RUNNING)
    header: Mapped[str] = mapped_column(String(128), default="")  # the store's key of the header art, or empty
    posted: Mapped[int] = mapped_column(Integer, default=0)  # numbers given to posters; the thread is as long
    created: Mapped[datetime] = mapped_column(UtcDateTime)


class CampaignModerator(Base):
    """Who looks after one campaign. Whoever looks after any sees no other, unless the account is site-wide."""

    __tablename__ = "campaign_moderators"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True)
    moderator_id: Mapped[int] = mapped_column(
        ForeignKey("moderators.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Vote(Base):
    __tablename__ = "votes"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    voter: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)  # keyed hash of the visitor's cookie
    cast: Mapped[datetime] = mapped_column(UtcDateTime)


class Duel(Base):
    """What one visitor said of two posters; `low_id` is the smaller of the numbers, so that a pair has one row."""

    __tablename__ = "duels"

    voter: Mapped[str] = mapped_column(String(32), primary_key=True)  # keyed hash of the visitor's cookie
    low_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    high_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True, index=True)
    low_won: Mapped[bool | None] = mapped_column()  # None: skipped
    made: Mapped[datetime] = mapped_column(UtcDateTime)


Index("ix_duels_pair", Duel.low_id, Duel.high_id)
Index("ix_duels_latest", Duel.voter, Duel.made)


class DailyKey(Base):
    """The random key that a day's network hashes are made with; it is thrown away with the day."""

    __tablename__ = "daily_keys"

    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))


class Tally(Base):
    """How many votes a network has cast on a day, altogether (poster_id 0) and for one poster.

    Its duels are counted the same way under negative numbers: -1 for 0, -2 for 1 and so on.
    """

    __tablename__ = "tallies"

    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    network: Mapped[str] = mapped_column(String(32), primary_key=True)
    poster_id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    votes: Mapped[int] = mapped_column(Integer)


class Origin(Base):
    """The network a poster came from, hashed under its day's key; it is thrown away with the day."""

    __tablename__ = "origins"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[int] = mapped_column(Integer, index=True)
    network: Mapped[str] = mapped_column(String(32))


class Newcomer(Base):
    """A poster that is up and has not had the impressions yet that everybody is guaranteed."""

    __tablename__ = "newcomers"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    shown: Mapped[int] = mapped_column(Integer, default=0)


Index("ix_newcomers_need", Newcomer.shown, Newcomer.poster_id)


class Report(Base):
    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("poster_id", "reporter"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"))
    reporter: Mapped[str] = mapped_column(String(32))  # keyed hash of the visitor's cookie
    reason: Mapped[str] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(Text, default="")
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))  # what settled it


class Moderator(Base):
    __tablename__ = "moderators"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    session_version: Mapped[int] = mapped_column(Integer, default=1)  # raised to end every session there is
    disabled: Mapped[bool] = mapped_column(default=False)
    site_wide: Mapped[bool] = mapped_column(default=True, server_default=true())  # not confined to campaigns
    created: Mapped[datetime] = mapped_column(UtcDateTime)


class Decision(Base):
    """One line of the moderation log. The database refuses to change or delete it."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id"), index=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderators.id"))
    action: Mapped[Action] = mapped_column(_named(Action))
    reason: Mapped[str] = mapped_column(String(32), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[Status] = mapped_column(_named(Status))
    after: Mapped[Status] = mapped_column(_named(Status))
    made: Mapped[datetime] = mapped_column(UtcDateTime)


class Claim(Base):
    """The hash of the secret by which a poster's maker is known; nobody but the maker has the secret."""

    __tablename__ = "claims"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256


class Appeal(Base):
    """What the maker of a hidden poster has to say; one for each time it is hidden."""

    __tablename__ = "appeals"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), index=True)
    hidden_by: Mapped[int] = mapped_column(ForeignKey("decisions.id"), unique=True)  # the decision it is against
    text: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))


OPEN_APPEAL = Appeal.answered_by.is_(None)
Index("ix_appeals_open", Appeal.id, postgresql_where=OPEN_APPEAL, sqlite_where=OPEN_APPEAL)


class Descent(Base):
    """What a poster was made from: its parent, remixed or answered."""

    __tablename__ = "descents"

    poster_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("posters.id", ondelete="CASCADE"))
    kinship: Mapped[Kinship] = mapped_column(_named(Kinship))


Index("ix_descents_children", Descent.parent_id, Descent.kinship, Descent.poster_id)


class Day(Base):
    """What happened on a day, in numbers. A preview or a try leaves nothing else behind."""

    __tablename__ = "days"

    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # since 1970, UTC
    previews: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    tries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # to publish
    refused: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # of both
    posters: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # that were pasted that day and are up
    votes: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # cast that day and not taken back


class TemplateCount(Base):
    """How many posters that are up use a template."""

    __tablename__ = "template_counts"

    template: Mapped[str] = mapped_column(String(64), primary_key=True)
    posters: Mapped[int] = mapped_column(Integer)


class WordCount(Base):
    """How many posters that are up say a word, in any of its forms."""

    __tablename__ = "word_counts"

    stem: Mapped[str] = mapped_column(String(64), primary_key=True)
    posters: Mapped[int] = mapped_column(Integer)


Index("ix_word_counts_most", WordCount.posters, WordCount.stem)


class WordForm(Base):
    """How many posters that are up say a word in one of its forms."""

    __tablename__ = "word_forms"

    stem: Mapped[str] = mapped_column(String(64), primary_key=True)
    form: Mapped[str] = mapped_column(String(64), primary_key=True)
    posters: Mapped[int] = mapped_column(Integer)


class Subscription(Base):
    """Somebody's wish for a wall's daily round-up. Without `confirmed` it is only asked for, and soon forgotten."""

    __tablename__ = "subscriptions"
    __table_args__ = (UniqueConstraint("folded", "wall"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    folded: Mapped[str] = mapped_column(String(254))  # the address without regard to capitals: one person, one row
    wall: Mapped[str] = mapped_column(String(64))  # a campaign's slug, or empty for the whole site's
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the newest letter's secret
    asked: Mapped[datetime] = mapped_column(UtcDateTime)  # when that letter went out
    letters: Mapped[int] = mapped_column(Integer)  # that were asked for lately, so that nobody is flooded with them
    confirmed: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refusals: Mapped[int] = mapped_column(Integer, default=0)  # by the mailbox, for good and in a row


class Delivery(Base):
    """A subscription's round-up of one day, claimed before it is sent: the key is why nobody gets two."""

    __tablename__ = "deliveries"

    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscriptions.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, index=True)  # the one it tells of
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the secret in its unsubscribe link
