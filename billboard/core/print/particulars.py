"""What is said of a print, for whoever asks for one: nothing here brings along what prints."""

from dataclasses import dataclass
from datetime import datetime

LAYOUT = 8  # raised whenever the same poster would be printed otherwise


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is said of a poster outside its trim and in the file's own particulars."""

    title: str
    alt: str
    made: datetime
    lines: tuple[str, ...] = ()
    author: str = ""
