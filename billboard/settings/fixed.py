"""What the environment alone says, as operators may see it: what is in force, what it means, and no secret."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import SecretStr

from billboard.infra.adjustable import Adjustable
from billboard.infra.config import ROOT, Settings

README = ROOT / "README.md"


@dataclass(frozen=True)
class Fixed:
    """A setting that holds until the next start."""

    variable: str
    shown: str
    is_default: bool
    meaning: str  # in Markdown, as the README says it; empty where that is not at hand


def fixed(environment: Settings) -> list[Fixed]:
    """In the README's order, then what it does not name."""
    told = meanings()
    names = [name for name in Settings.model_fields if name not in Adjustable.model_fields]
    ordered = sorted(names, key=lambda name: list(told).index(name) if name in told else len(told))
    return [
        Fixed(
            name.upper(),
            _shown(getattr(environment, name)),
            name not in environment.model_fields_set,
            told.get(name, ""),
        )
        for name in ordered
    ]


@cache
def meanings() -> Mapping[str, str]:
    """What the README says of each setting, by its name; nothing where it was not shipped."""
    if not README.exists():
        return {}
    table = README.read_text().partition("\n### Settings\n")[2].partition("\n###")[0]
    found = dict[str, str]()
    for line in table.splitlines():
        cells = re.split(r"(?<!\\)\|", line)[1:-1]
        if len(cells) == 3:
            meaning = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", cells[2]).strip()  # its links lead within the README
            found |= {name.lower(): meaning for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", cells[0])}
    return found


def _shown(value: Any) -> str:
    """Of a secret, whether there is one; of an address neither who signs in there nor what follows the path."""
    if isinstance(value, SecretStr):
        return "set" if value.get_secret_value() else "not set"
    if isinstance(value, tuple):
        return f"{len(value)} set" if value else "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    scheme, parted, rest = str(value).partition("://")
    # After the last @: who forgot to escape one in a password, or a slash, does not have the rest of it shown.
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}" if parted else str(value)
