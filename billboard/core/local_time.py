"""Moments on the clock of a place: how they are typed, and how they are told.

A clock that is put forward skips an hour, in which nothing can begin; one that is put back shows an hour twice, of
which the first is meant.
"""

from datetime import UTC, datetime, tzinfo

from billboard.core.errors import Refused

CLOCK = "%Y-%m-%dT%H:%M"  # as a browser's field for date and time writes it
YEARS = range(2000, 3000)


def read_moment(typed: str, zone: tzinfo) -> datetime | None:
    """In UTC; none where nothing was typed. What says how far it is from UTC is taken at its word. Raises Refused."""
    if not typed.strip():
        return None
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise Refused(f"Write date and time like 2027-03-01T18:00, in {name_of(zone)}.") from None
    if moment.year not in YEARS:
        raise Refused(f"Choose a year from {YEARS[0]} to {YEARS[-1]}.")
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    found = moment.replace(tzinfo=zone).astimezone(UTC)
    there = found.astimezone(zone)
    if there.replace(tzinfo=None) != moment:
        raise Refused(
            f"There is no {moment:%H:%M} on that day in {name_of(zone)}: the clocks go forward over it. "
            f"Choose a time before, or from {there:%H:%M} on."
        )
    return found


def typed_moment(moment: datetime | None, zone: tzinfo) -> str:
    """As a form shows it, and `read_moment` reads it back."""
    return moment.astimezone(zone).strftime(CLOCK) if moment else ""


def told_moment(moment: datetime, zone: tzinfo, *, year: bool = True) -> str:
    """12 November 2025, 10:00 UTC."""
    there = moment.astimezone(zone)
    day = f"{there.day} {there:%B %Y}" if year else f"{there.day} {there:%B}"
    return f"{day}, {there:%H:%M} {_abbreviated(there)}"


def name_of(zone: tzinfo) -> str:
    return str(zone)


def _abbreviated(moment: datetime) -> str:
    """What its clock is called on that day; the distance from UTC where it has no name."""
    name = moment.tzname() or "UTC"
    if name[:1] not in "+-":
        return name
    return f"UTC{name[:3]}" + (f":{name[3:5]}" if name[3:5] not in ("", "00") else "")
