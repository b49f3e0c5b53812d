"""Who asks for a passkey, and what is said where one is not taken."""

from dataclasses import dataclass

from billboard.core.errors import Forbidden

NOT_TAKEN = "That passkey was not taken. Try again, or use another way in."


class PasskeyRefused(Forbidden):
    """The same sentence whatever is wrong with it."""


@dataclass(frozen=True)
class RelyingParty:
    """This site, as devices know it."""

    id: str  # its host's name
    origin: str
    name: str
