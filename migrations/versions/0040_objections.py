"""what the blocked say against their blocks"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("objected IS NOT NULL AND answered IS NULL")


def upgrade() -> None:
    op.add_column("bans", sa.Column("objection", sa.Text()))
    op.add_column("bans", sa.Column("objected", MOMENT))
    op.add_column("bans", sa.Column("answered", MOMENT))
    op.create_index("ix_bans_objections", "bans", ["until"], postgresql_where=OPEN, sqlite_where=OPEN)


def downgrade() -> None:
    op.drop_index("ix_bans_objections", "bans")
    for name in ("answered", "objected", "objection"):
        op.drop_column("bans", name)
