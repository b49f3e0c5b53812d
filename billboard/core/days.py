"""Days and hours as whole numbers since 1970, in UTC: what buckets, tallies and round-ups go by."""

from datetime import UTC, datetime

HOUR, DAY = 3600, 86400  # seconds


def hour_of(moment: datetime) -> int:
    return int(moment.timestamp()) // HOUR


def day_of(moment: datetime) -> int:
    return int(moment.timestamp()) // DAY


def start_of(day: int) -> datetime:
    """Its midnight."""
    return datetime.fromtimestamp(day * DAY, UTC)
