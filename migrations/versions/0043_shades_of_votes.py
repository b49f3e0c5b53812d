"""what tells the networks of votes apart across midnight"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("recent_votes", sa.Column("shade", sa.SmallInteger()))


def downgrade() -> None:
    op.drop_column("recent_votes", "shade")
