"""how far what went up while words were hidden is held"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNFINISHED = sa.text("to_hold IS NOT NULL")


def upgrade() -> None:
    op.add_column("slogan_blocks", sa.Column("held_to", NUMBER))
    op.add_column("slogan_blocks", sa.Column("to_hold", NUMBER))
    op.create_index(
        "ix_slogan_blocks_unfinished", "slogan_blocks", ["id"], postgresql_where=UNFINISHED, sqlite_where=UNFINISHED
    )


def downgrade() -> None:
    op.drop_index("ix_slogan_blocks_unfinished", "slogan_blocks")
    op.drop_column("slogan_blocks", "to_hold")
    op.drop_column("slogan_blocks", "held_to")
