"""what somebody with an account may do"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Where nothing is said they may least.
    op.add_column("moderators", sa.Column("role", sa.String(16), nullable=False, server_default="campaign"))
    # Whoever saw the whole site has run it, too.
    op.execute("UPDATE moderators SET role = 'operator' WHERE site_wide")
    op.drop_column("moderators", "site_wide")


def downgrade() -> None:
    op.add_column("moderators", sa.Column("site_wide", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute("UPDATE moderators SET site_wide = (role != 'campaign')")
    op.drop_column("moderators", "role")
