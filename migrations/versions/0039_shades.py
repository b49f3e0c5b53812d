"""how many reports a network files in a day, and what tells networks apart across midnight"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reports", sa.Column("filed", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("reports", sa.Column("shade", sa.SmallInteger()))
    shaded = sa.text("shade IS NOT NULL")
    op.create_index("ix_reports_shaded", "reports", ["made"], postgresql_where=shaded, sqlite_where=shaded)
    op.add_column("daily_keys", sa.Column("shading", sa.LargeBinary(32)))


def downgrade() -> None:
    op.drop_column("daily_keys", "shading")
    op.drop_index("ix_reports_shaded", "reports")
    op.drop_column("reports", "shade")
    op.drop_column("reports", "filed")
