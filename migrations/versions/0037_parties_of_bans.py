"""for what somebody is blocked: a poster, reports or votes"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bans", sa.Column("party", sa.String(16)))


def downgrade() -> None:
    op.drop_column("bans", "party")
