"""What came of a run that sends letters."""

from dataclasses import dataclass


@dataclass
class Mailing:
    sent: int = 0
    put_off: int = 0  # the next run tries again
    lost: int = 0  # refused, or the line went dead within the letter
