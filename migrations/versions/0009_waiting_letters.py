"""letters that ask and have not gone out yet"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("due", sa.DateTime(timezone=True)))
    op.create_index("ix_subscriptions_due", "subscriptions", ["due"], postgresql_where=DUE, sqlite_where=DUE)


def downgrade() -> None:
    op.drop_index("ix_subscriptions_due", "subscriptions")
    op.drop_column("subscriptions", "due")


DUE = sa.text("due IS NOT NULL")
