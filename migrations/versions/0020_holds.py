"""why posters wait for somebody to look at them"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    row_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "holds",
        sa.Column("id", row_number, nullable=False),
        sa.Column("poster_id", row_number, nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False, server_default=""),
        sa.Column("never_up", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["poster_id"], ["posters.id"], name="fk_holds_poster_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_holds"),
    )
    op.create_index("ix_holds_poster_id", "holds", ["poster_id"])
    held = sa.text("ended IS NULL")
    op.create_index("ix_holds_now", "holds", ["poster_id"], postgresql_where=held, sqlite_where=held)


def downgrade() -> None:
    op.drop_table("holds")
