"""subscriptions to the daily round-up, and what was sent to whom"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("folded", sa.String(254), nullable=False),
        sa.Column("wall", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("asked", MOMENT, nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("confirmed", MOMENT),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.UniqueConstraint("folded", "wall"),
    )
    op.create_table(
        "deliveries",
        sa.Column("subscription_id", NUMBER, sa.ForeignKey("subscriptions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False, index=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
    )


def downgrade() -> None:
    op.drop_table("deliveries")
    op.drop_table("subscriptions")
