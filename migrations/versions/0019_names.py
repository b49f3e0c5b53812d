"""names of accounts are unique whatever their capitals; of two that clash the younger gets a number"""

import logging
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

LONGEST = 64
logger = logging.getLogger("billboard.migrations")


def key_of(name: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", name).casefold())
    return " ".join(unicodedata.normalize("NFKC", folded.casefold()).split())


def upgrade() -> None:
    op.add_column("moderators", sa.Column("name_key", sa.String(256), nullable=False, server_default=""))
    database = op.get_bind()
    rows = database.execute(sa.text("SELECT id, name FROM moderators ORDER BY id")).all()
    everybodys, theirs = {key_of(name) for _, name in rows}, set[str]()
    for number, name in rows:
        new, count = name, 1
        while key_of(new) in (everybodys | theirs if new != name else theirs):
            count += 1
            ending = f"-{count}"
            new = name[: LONGEST - len(ending)] + ending
        if new != name:
            logger.warning("account %d has a name that was there already: %r is %r from now on", number, name, new)
        theirs.add(key_of(new))
        database.execute(
            sa.text("UPDATE moderators SET name = :name, name_key = :key WHERE id = :id"),
            {"name": new, "key": key_of(new), "id": number},
        )
    op.create_index("ix_moderators_name_key", "moderators", ["name_key"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_moderators_name_key", "moderators")
    op.drop_column("moderators", "name_key")
