"""how much of a network's votes came from new cookies"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tallies", sa.Column("by_new", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("tallies", "by_new")
