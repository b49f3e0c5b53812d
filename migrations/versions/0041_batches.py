"""decisions about many posters at once"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OF_A_BATCH = sa.text("batch_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("moderator_id", NUMBER, sa.ForeignKey("moderators.id"), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("block_days", sa.Integer(), nullable=False),
        sa.Column("newest", NUMBER),
        sa.Column("campaigns", sa.JSON()),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("ended", MOMENT, index=True),
        sa.Column("posters", sa.Integer(), nullable=False),
        sa.Column("passed_over", sa.Integer(), nullable=False),
        sa.Column("undoes", NUMBER),
    )
    op.create_table(
        "batch_posters",
        sa.Column("batch_id", NUMBER, sa.ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True, index=True),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reported", MOMENT),
        sa.Column("line", NUMBER),
        sqlite_with_rowid=False,
    )
    op.add_column("decisions", sa.Column("batch_id", NUMBER))
    op.create_index(
        "ix_decisions_batch", "decisions", ["batch_id"], postgresql_where=OF_A_BATCH, sqlite_where=OF_A_BATCH
    )


def downgrade() -> None:
    op.drop_index("ix_decisions_batch", "decisions")
    op.drop_column("decisions", "batch_id")
    op.drop_table("batch_posters")
    op.drop_table("batches")
