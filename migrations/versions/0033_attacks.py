"""proofs of work that were used, and how often things are tried"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spent_proofs",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("use", sa.String(64), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_spent_proofs_ends", "spent_proofs", ["ends"])
    op.create_table(
        "attempts",
        sa.Column("slice", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("what", sa.String(16), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("attempts")
    op.drop_table("spent_proofs")
