"""What kinds of values settings have, and what is wrong with one that is none: a sentence, or what follows its name."""

import re
import unicodedata
import zoneinfo
from datetime import UTC, datetime
from typing import Annotated, Any

from limits import parse_many
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_settings import NoDecode

from billboard.core.errors import Refused
from billboard.infra import switches
from billboard.infra.mail import read_address
from billboard.infra.webhook_address import read_url

MOST_LISTED = 100  # entries of a list
UNWRITABLE = {"Cc", "Cs", "Zl", "Zp"}  # control characters, halves of characters, ends of lines and paragraphs


def _listed(given: Any) -> Any:
    """A list as people type it: an entry a line, or commas between them."""
    entries = (
        [entry.strip() for entry in re.split(r"[\n,]", given) if entry.strip()] if isinstance(given, str) else given
    )
    if isinstance(entries, (list, tuple)) and len(entries) > MOST_LISTED:
        raise ValueError(f"has {len(entries)} entries. {MOST_LISTED} are the most that it takes.")
    return entries


def _slugs(given: Any) -> Any:
    return re.split(r"[\s,]+", given.strip()) if isinstance(given, str) and given.strip() else given or ()


def _one_line(text: str) -> str:
    if any(unicodedata.category(letter) in UNWRITABLE for letter in text):
        raise ValueError("must be on one line, without control characters")
    return text


def _paragraphs(text: str) -> str:
    """Of a text of several lines, whichever way its lines end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(unicodedata.category(letter) in UNWRITABLE for letter in text if letter not in "\n\t"):
        raise ValueError("must be without control characters")
    return text


def _colour(text: str) -> str:
    if text and not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise ValueError("must be # and six digits from 0 to f, like #0a5c36")
    return text


def _zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        raise ValueError("must be a name from the list, such as Europe/London")
    return name


def _moment(text: str) -> str:
    """A moment as it is kept: in UTC, to the minute."""
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ValueError("must be like 2027-03-01T18:00") from None
    if not 2000 <= moment.year < 3000:
        raise ValueError("must be in a year from 2000 to 2999")
    return f"{moment:%Y-%m-%dT%H:%MZ}"


def _page(text: str) -> str:
    if text and not re.fullmatch(r"(https?://[^\s/]+|/)\S*", text):
        raise ValueError("must be an address that begins with https://, or with / for a page of this site")
    return text


def _address(text: str) -> str:
    try:
        return read_address(text) if text else ""
    except Refused as refused:
        raise ValueError(refused.message) from None


def _limit(text: str) -> str:
    try:
        parse_many(text)
    except ValueError:
        raise ValueError("must look like 12 per minute; 120 per hour") from None
    return text


def _switch(given: Any) -> Any:
    """A switch as people type it; true and false, too."""
    return ("on" if given else "off") if isinstance(given, bool) else given


Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(_one_line)]
Announcement = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_one_line)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40), AfterValidator(_one_line)]
Address = Annotated[Line, AfterValidator(_address)]  # for letters; may be empty
Hook = Annotated[Line, AfterValidator(read_url)]  # where a program is told; may be empty
Limit = Annotated[Line, AfterValidator(_limit)]  # requests of one network in some time, in the words of `limits`
Count = Annotated[int, Field(ge=1, le=10**9)]
Seconds = Annotated[int, Field(ge=0, le=60)]
Networks = Annotated[int, Field(ge=5, le=10**6)]  # distinct ones; four must never be enough to cover a poster
Hour = Annotated[int, Field(ge=0, le=23)]  # of the day, UTC
Hours = Annotated[int, Field(ge=1, le=24 * 30)]
Minutes = Annotated[int, Field(ge=5, le=24 * 60)]
Rate = Annotated[int, Field(ge=0, le=10**9)]  # of something in a minute; 0 where it is not watched
Quiet = Annotated[int, Field(ge=1, le=24 * 60)]  # minutes
Work = Annotated[int, Field(ge=10, le=100_000)]
PerMinute = Annotated[int, Field(ge=1, le=3600)]  # seconds of processors
Position = Annotated[  # of a switch: see infra.switches
    str,
    BeforeValidator(_switch),
    StringConstraints(strip_whitespace=True, max_length=switches.LONGEST),
    AfterValidator(_one_line),
    AfterValidator(switches.tidy),
]
Lines = Annotated[tuple[Line, ...], NoDecode, BeforeValidator(_listed)]
MOST_ADDRESSES = 20  # who looks after a campaign names them, too: nobody makes us write to a thousand strangers
Addresses = Annotated[  # whom to write to
    tuple[Address, ...], NoDecode, BeforeValidator(_listed), Field(max_length=MOST_ADDRESSES)
]
Words = Annotated[  # several paragraphs, in Markdown
    str, StringConstraints(max_length=8000), AfterValidator(_paragraphs)
]
Colour = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=20), AfterValidator(_colour)]
Zone = Annotated[str, StringConstraints(strip_whitespace=True, max_length=64), AfterValidator(_zone)]
Moment = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(_moment)
]  # may be empty
PageAddress = Annotated[Line, AfterValidator(_page)]  # where a link leads; may be empty
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Slugs = Annotated[tuple[Slug, ...], NoDecode, BeforeValidator(_slugs), Field(max_length=1000)]
