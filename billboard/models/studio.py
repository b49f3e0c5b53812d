"""Templates that people make in the browser: drafts, what was published of them, and what is offered to the public."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base, RowNumber, UtcDateTime, named


class DraftState(StrEnum):
    OPEN = "open"  # somebody works on it
    PROPOSED = "proposed"  # by the public; moderators are to answer
    DECLINED = "declined"
    PUBLISHED = "published"


class Availability(StrEnum):
    OFFERED = "offered"
    WITHDRAWN = "withdrawn"  # from the chooser; its posters hang and are drawn as before
    TAKEN_DOWN = "taken-down"  # with every poster that was made from it


class StudioTemplate(Base):
    """A template that was published in the studio. What it looks like stands in its versions."""

    __tablename__ = "studio_templates"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(Integer)  # the one that new posters are made with
    campaign_id: Mapped[int | None] = mapped_column(
        ForeignKey("campaigns.id"), index=True
    )  # that alone offers it; none for the site
    created: Mapped[datetime] = mapped_column(UtcDateTime)


class StudioVersion(Base):
    """What a folder of `artwork/` would hold. It is never changed: posters are drawn from the version they were made
    with."""

    __tablename__ = "studio_versions"
    __table_args__ = (UniqueConstraint("template_id", "number"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("studio_templates.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)  # from 1
    toml: Mapped[str] = mapped_column(Text)  # template.toml
    folder: Mapped[str] = mapped_column(String(128))  # the store's, with its pictures
    files: Mapped[dict[str, str]] = mapped_column(JSON)  # SHA-256 of each picture by its name without ".jpg"
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))  # none for who has a shell
    published: Mapped[datetime] = mapped_column(UtcDateTime)


class TemplateOffer(Base):
    """Where and how a template is offered, by its slug: of the studio's and of `artwork/`'s. Without a row one of
    `artwork/` is offered."""

    __tablename__ = "template_offers"

    slug: Mapped[str] = mapped_column(String(64), primary_key=True)
    availability: Mapped[Availability] = mapped_column(named(Availability), default=Availability.OFFERED)
    fresh_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # first in the chooser until then
    batch_id: Mapped[int | None] = mapped_column(RowNumber)  # that took its posters down
    changed: Mapped[datetime] = mapped_column(UtcDateTime)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"))


class CatalogueEdition(Base):
    """One row, whose number is raised with whatever changes what templates there are: that is how it gets about."""

    __tablename__ = "catalogue_edition"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # 1
    number: Mapped[int] = mapped_column(RowNumber)


class StudioDraft(Base):
    """A template that somebody is making. `code` is in its address; who may open it is told by the rest."""

    __tablename__ = "studio_drafts"
    __table_args__ = (Index("ix_studio_drafts_state", "state", "updated"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    state: Mapped[DraftState] = mapped_column(named(DraftState), default=DraftState.OPEN)
    edition: Mapped[int] = mapped_column(Integer, default=1)  # raised by each change
    document: Mapped[dict[str, Any]] = mapped_column(JSON)  # studio.documents.Document
    folder: Mapped[str] = mapped_column(String(128), default="")  # the store's, with its pictures; empty for none
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderators.id"), index=True)  # none for the public
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"), index=True)  # that it is for
    template_id: Mapped[int | None] = mapped_column(
        ForeignKey("studio_templates.id"), index=True
    )  # that it will be a version of
    share: Mapped[str | None] = mapped_column(
        String(64), unique=True
    )  # digest of the link that shows it to a colleague
    claim: Mapped[str | None] = mapped_column(String(64), unique=True)  # digest of its proposer's link
    answer: Mapped[str] = mapped_column(Text, default="")  # what moderators said to its proposer
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    updated: Mapped[datetime] = mapped_column(UtcDateTime)
