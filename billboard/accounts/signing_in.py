"""Whether a name and a password open the door, and how many tries have not."""

from collections.abc import Mapping

from sqlalchemy import update
from sqlalchemy.orm import Session

from billboard.accounts import passwords
from billboard.accounts.people import named
from billboard.core.errors import Forbidden
from billboard.models import Moderator

WRONG = "That name and password do not open this door. Check both and try again."


class SignInRefused(Forbidden):
    """The same sentence for an unknown name, a wrong password and a disabled account."""


def by_password(session: Session, name: str, password: str) -> Moderator:
    """Raises SignInRefused, after the same work whatever is wrong."""
    moderator = named(session, name)
    if not passwords.is_right(moderator, password) or moderator is None or moderator.disabled:
        raise SignInRefused(WRONG)
    return moderator


def count_failures(session: Session, tries: Mapping[str, int]) -> None:
    """Tries in vain by the key of the name that was typed, of which most may be nobody's; written later than they are
    made, so that an answer takes no longer for a name that is somebody's."""
    for key, number in sorted(tries.items()):  # in one order, so that no two workers wait for each other
        session.execute(
            update(Moderator).where(Moderator.name_key == key).values(failures=Moderator.failures + number),
            execution_options={"synchronize_session": False},
        )
