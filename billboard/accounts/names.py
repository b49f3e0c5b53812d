"""Names of accounts: two that differ in capitals or in the shape of letters alone are one."""

import unicodedata

from billboard.core.errors import Refused

LONGEST = 64
LONGEST_KEY = 256  # letters may come apart: one Arabic sign is eighteen


def read_name(typed: str) -> str:
    """As it is shown. Raises Refused."""
    name = " ".join(typed.split(" ")).strip()
    if not (1 <= len(name) <= LONGEST and name.isprintable() and len(key_of(name)) <= LONGEST_KEY):
        raise Refused(f"A moderator's name has 1 to {LONGEST} printable characters.", "name")
    return name


def key_of(name: str) -> str:
    """What is the same for all spellings of a name: compatibility caseless matching (Unicode, D146).

    Of what is too long to be one, in whatever spelling, it is the empty text, which is no name's.
    """
    if len(name) > LONGEST_KEY:
        return ""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", name).casefold())
    return " ".join(unicodedata.normalize("NFKC", folded.casefold()).split())
