"""Days and hours as whole numbers since 1970, in UTC: what buckets, tallies and round-ups go by."""

from datetime import UTC, date, datetime

HOUR, DAY = 3600, 86400  # seconds


def hour_of(moment: datetime) -> int:
    return int(moment.timestamp()) // HOUR


def day_of(moment: datetime) -> int:
    return int(moment.timestamp()) // DAY


def number_of(day: date) -> int:
    """Of a day in the calendar."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def start_of(day: int) -> datetime:
    """Its midnight."""
    return datetime.fromtimestamp(day * DAY, UTC)
