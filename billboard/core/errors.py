"""Everything that may be refused, under one base.

A refusal carries a sentence that a person can act on, and its class says what kind it is; faults of the installation
(a broken template, a missing library) are not refusals and stop the start instead.
"""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """Something a visitor asked for and does not get.

    `field` is the part that it concerns, a slot for instance; `problems` are the sentences by all such parts. `wait`
    says in how many seconds to ask again, where that helps.
    """

    wait = 60

    def __init__(self, message: str, field: str | None = None, *, wait: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.wait = self.wait if wait is None else wait
        self.problems = {field: message} if field else {}


class SloganRefused(Refused):
    """A slogan that cannot be published as it stands."""


class SloganTooLong(SloganRefused):
    """Text that does not fit its slot at a legible size."""


class UndrawableCharacter(SloganRefused):
    """A character for which no face has a glyph."""


class SloganProblems(Refused):
    """Several parts of a design refused at once: `problems` maps a slot's name, or `stickers`, to its sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(problems.values())), next(iter(problems), None))
        self.problems = dict(problems)


class BadRequest(Refused):
    """An address or a form that this site did not make."""


class Forbidden(Refused):
    """Asked for from somewhere it may not be asked for."""


class NotFound(Refused):
    """Nothing lives under this address."""


class AwaitingApproval(NotFound):
    """It is there, and a moderator looks at it before anybody else does."""


class Outdated(Refused):
    """Somebody else has changed it since it was looked at; nothing was written."""


class Gone(Refused):
    """It was here and has been taken down."""


class TooManyRequests(Refused):
    """Its network has had its share."""


class Busy(Refused):
    """Everybody at once wants what takes long."""


class Paused(Refused):
    """Not for the time being: somebody has switched it off."""

    wait = 600


class StoreUnavailable(Refused):
    """The picture store does not answer; nothing was published and nothing is lost."""


class InstallationError(Exception):
    """The program cannot start as it is installed; the message names the culprit and the cure."""


class TemplateError(InstallationError):
    """A template on disk is wrong; the message names the file and the field."""


class FontError(InstallationError):
    """A font file or the library that shapes text is missing."""
