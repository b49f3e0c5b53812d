"""duels, and the strength that they give a poster"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LIVE = "status = 'live'"
ORDERS = {
    "ix_posters_duel": (["strength", "id"], LIVE),
    "ix_posters_template_duel": (["template", "strength", "id"], LIVE),
    "ix_posters_campaign_duel": (["campaign_id", "strength", "id"], f"{LIVE} AND campaign_id IS NOT NULL"),
}


def upgrade() -> None:
    op.add_column("posters", sa.Column("strength", sa.Float(53), nullable=False, server_default="0"))
    op.add_column("posters", sa.Column("duels", sa.Integer(), nullable=False, server_default="0"))
    for name, (columns, where) in ORDERS.items():
        chosen = sa.text(where)
        op.create_index(name, "posters", columns, postgresql_where=chosen, sqlite_where=chosen)
    op.create_table(
        "duels",
        sa.Column("voter", sa.String(32), primary_key=True),
        sa.Column("low_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("high_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True, index=True),
        sa.Column("low_won", sa.Boolean()),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_duels_pair", "duels", ["low_id", "high_id"])
    op.create_index("ix_duels_latest", "duels", ["voter", "made"])


def downgrade() -> None:
    op.drop_table("duels")
    for name in ORDERS:
        op.drop_index(name, "posters")
    for name in ("duels", "strength"):
        op.drop_column("posters", name)
