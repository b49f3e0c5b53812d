"""newcomers, and what posters of one slogan or one creator are told by"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("posters", sa.Column("motto", sa.String(16)))
    op.create_table(
        "origins",
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("day", sa.Integer(), nullable=False, index=True),
        sa.Column("network", sa.String(32), nullable=False),
    )
    op.create_table(
        "newcomers",
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("shown", sa.Integer(), nullable=False),
    )
    op.create_index("ix_newcomers_need", "newcomers", ["shown", "poster_id"])


def downgrade() -> None:
    for table in ("newcomers", "origins"):
        op.drop_table(table)
    op.drop_column("posters", "motto")
