"""where the votes of the last hour came from, and those that are set apart"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("state = 'open'")
APART = sa.text("burst_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "bursts",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("of_duels", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("networks", sa.Integer(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("began", MOMENT, nullable=False),
        sa.Column("ended", MOMENT, nullable=False),
        sa.Column("ruled_by", NUMBER, sa.ForeignKey("moderators.id")),
        sa.Column("ruled", MOMENT),
    )
    op.create_index("ix_bursts_open", "bursts", ["id"], postgresql_where=OPEN, sqlite_where=OPEN)
    op.create_table(
        "recent_votes",
        sa.Column(
            "poster_id",
            NUMBER,
            sa.ForeignKey("posters.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("voter", sa.String(32), primary_key=True),
        sa.Column("rival_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("network", sa.String(32), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False, index=True),
    )
    op.add_column("posters", sa.Column("apart", sa.Integer(), nullable=False, server_default="0"))
    for table in ("votes", "duels"):
        op.add_column(table, sa.Column("burst_id", NUMBER))
        op.create_index(f"ix_{table}_burst_id", table, ["burst_id"], postgresql_where=APART, sqlite_where=APART)


def downgrade() -> None:
    """What was set apart counts again, once everything is counted afresh."""
    for table in ("duels", "votes"):
        op.drop_index(f"ix_{table}_burst_id", table)
        op.drop_column(table, "burst_id")
    op.drop_column("posters", "apart")
    op.drop_table("recent_votes")
    op.drop_table("bursts")
