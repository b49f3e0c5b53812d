"""What all databases' copies have in common: what is left out of them, and what is known of one."""

from dataclasses import dataclass
from pathlib import Path

from billboard.backups.belongings import Belongings

# The day's key, under which networks are hashed, is thrown away every day, and nothing keeps it longer; sessions that
# have ended must not stand up again; the queue asks for what every job finds by itself.
LEFT_OUT = frozenset({"daily_keys", "sign_ins", "huey_kv", "huey_schedule", "huey_task", "huey_counter"})
REVISION = "alembic_version"


@dataclass(frozen=True)
class Copied:
    file: Path  # a zip
    revision: str
    rows: dict[str, int]
    belongings: Belongings
