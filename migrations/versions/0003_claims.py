"""claims, appeals, and what a poster was made from"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("answered_by IS NULL")


def upgrade() -> None:
    op.create_table(
        "claims",
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
    )
    op.create_table(
        "appeals",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("hidden_by", NUMBER, sa.ForeignKey("decisions.id"), nullable=False, unique=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("answered_by", NUMBER, sa.ForeignKey("decisions.id")),
    )
    op.create_index("ix_appeals_open", "appeals", ["id"], postgresql_where=OPEN, sqlite_where=OPEN)
    op.create_table(
        "descents",
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("parent_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kinship", sa.String(16), nullable=False),
    )
    op.create_index("ix_descents_children", "descents", ["parent_id", "kinship", "poster_id"])


def downgrade() -> None:
    for table in ("descents", "appeals", "claims"):
        op.drop_table(table)
