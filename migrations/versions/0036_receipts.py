"""receipts by which who reported a poster follows what became of it"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

GIVEN = sa.text("receipt IS NOT NULL")
ANSWERED = sa.text("answered_by IS NOT NULL")


def upgrade() -> None:
    op.add_column("reports", sa.Column("receipt", sa.String(64)))
    op.create_index(
        "ix_reports_receipt", "reports", ["receipt"], unique=True, postgresql_where=GIVEN, sqlite_where=GIVEN
    )
    op.create_index("ix_appeals_answered", "appeals", ["answered_by"], postgresql_where=ANSWERED, sqlite_where=ANSWERED)


def downgrade() -> None:
    op.drop_index("ix_appeals_answered", "appeals")
    op.drop_index("ix_reports_receipt", "reports")
    op.drop_column("reports", "receipt")
