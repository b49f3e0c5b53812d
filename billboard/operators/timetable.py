"""When jobs are due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from billboard.infra.config import Settings


@dataclass(frozen=True)
class Every:
    period: timedelta

    def first(self, moment: datetime) -> datetime:
        return moment

    def after(self, moment: datetime) -> datetime:
        return moment + self.period


@dataclass(frozen=True)
class Daily:
    at: time  # UTC

    def first(self, moment: datetime) -> datetime:
        return self.after(moment)

    def after(self, moment: datetime) -> datetime:
        today = datetime.combine(moment.astimezone(UTC), self.at, UTC)
        return today if today > moment else today + timedelta(days=1)


@dataclass(frozen=True)
class AsSet:
    """As the environment says, which may say never."""

    read: Callable[[Settings], Daily | None]
    words: str  # as the README says it


def turns(when: Every | Daily | AsSet | None, settings: Settings) -> Every | Daily | None:
    """None where it runs only when it is asked for."""
    return when.read(settings) if isinstance(when, AsSet) else when
