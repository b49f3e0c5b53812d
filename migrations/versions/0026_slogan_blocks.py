"""words that were hidden, and until when whatever says the same is held for a look"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "slogan_blocks",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("campaign_id", NUMBER, sa.ForeignKey("campaigns.id")),
        sa.Column("skeleton", sa.BigInteger(), nullable=False, index=True),
        sa.Column("skeleton_edition", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("decision_id", NUMBER, sa.ForeignKey("decisions.id"), nullable=False, index=True),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("ended", MOMENT),
        sa.Column("ended_by", NUMBER, sa.ForeignKey("moderators.id")),
        sa.Column("lifted_by", NUMBER),
    )
    with op.batch_alter_table("holds") as holds:
        holds.add_column(sa.Column("block_id", NUMBER))
        holds.create_foreign_key("fk_holds_block_id", "slogan_blocks", ["block_id"], ["id"], ondelete="SET NULL")
        holds.create_index("ix_holds_block_id", ["block_id"])


def downgrade() -> None:
    with op.batch_alter_table("holds") as holds:
        holds.drop_index("ix_holds_block_id")
        holds.drop_constraint("fk_holds_block_id", type_="foreignkey")
        holds.drop_column("block_id")
    op.drop_table("slogan_blocks")
