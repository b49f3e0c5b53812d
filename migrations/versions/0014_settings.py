"""settings that operators change while the site runs"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "setting_changes",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("wall", sa.String(64), nullable=False),
        sa.Column("value", sa.JSON()),
        sa.Column("moderator_id", NUMBER, sa.ForeignKey("moderators.id")),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_setting_changes_newest", "setting_changes", ["name", "wall", "id"])


def downgrade() -> None:
    op.drop_table("setting_changes")
