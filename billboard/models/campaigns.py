"""Communities' own walls and who looks after them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime, named

Scope = frozenset[int] | None  # what a moderator sees: the numbers of the campaigns, or None for the whole site


class State(StrEnum):
    """What its operators have done to a campaign; the calendar does the rest (phases.Phase)."""

    RUNNING = "running"
    FROZEN = "frozen"  # read-only: no publishing, no voting
    ENDED = "ended"  # read-only, and the winners are shown


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
    state: Mapped[State] = mapped_column(named(State), default=State.RUNNING)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when it was ended, while it is
    header: Mapped[str] = mapped_column(String(128), default="")  # the store's folder with its header art, or empty
    posted: Mapped[int] = mapped_column(Integer, default=0)  # numbers given to posters; the thread is as long
    created: Mapped[datetime] = mapped_column(UtcDateTime)


TAKES_NO_VOTES = Campaign.state != State.RUNNING  # any more


class CampaignModerator(Base):
    """Who looks after one campaign. Whoever looks after any sees no other, unless their role is of the whole site."""

    __tablename__ = "campaign_moderators"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True)
    moderator_id: Mapped[int] = mapped_column(
        ForeignKey("moderators.id", ondelete="CASCADE"), primary_key=True, index=True
    )
