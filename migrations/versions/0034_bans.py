"""networks and visitors that are blocked for a while"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "bans",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("of_network", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer()),
        sa.Column("network", sa.String(32)),
        sa.Column("salt", sa.LargeBinary(16)),
        sa.Column("digest", sa.String(64)),
        sa.Column("voter", sa.String(32)),
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("made_by", NUMBER, sa.ForeignKey("moderators.id"), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("ended_by", NUMBER, sa.ForeignKey("moderators.id")),
    )
    op.create_index("ix_bans_until", "bans", ["until"])


def downgrade() -> None:
    op.drop_table("bans")
