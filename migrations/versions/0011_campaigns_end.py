"""when a campaign ended, for its last round-up"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaigns", sa.Column("ended", sa.DateTime(timezone=True)))
    # Long enough ago that nobody is written to, and not so long that addresses go before an operator has looked.
    campaigns = sa.table("campaigns", sa.column("state"), sa.column("ended", sa.DateTime(timezone=True)))
    ended = campaigns.update().where(campaigns.c.state == "ended")
    op.execute(ended.values(ended=datetime.now(UTC) - timedelta(days=2)))


def downgrade() -> None:
    op.drop_column("campaigns", "ended")
