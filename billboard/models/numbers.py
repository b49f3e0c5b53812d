"""What is counted, so that nothing has to be when a page is shown."""

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from billboard.infra.db import Base


class Day(Base):
    """What happened on a day, in numbers. A preview or a try leaves nothing else behind."""

    __tablename__ = "days"

    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # since 1970, UTC
    previews: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    tries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # to publish
    refused: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # of both
    posters: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # that were pasted that day and are up
    votes: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # cast that day and not taken back
    reports: Mapped[int] = mapped_column(Integer, default=0, server_default="0")


class Hour(Base):
    """The same of an hour, for as long as somebody may ask. Votes count when they are cast, taken back or not."""

    __tablename__ = "hours"

    hour: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # since 1970, UTC
    previews: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    tries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    refused: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    posters: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    votes: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    reports: Mapped[int] = mapped_column(Integer, default=0, server_default="0")


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
