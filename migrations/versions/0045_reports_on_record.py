"""which reports are on their reporters' records, so that a decision that is taken back takes off what it put there

Of those that were filed before, all that a decision closed: what came after one that ignores them was not heard.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

FIND = """
UPDATE reports SET on_record = true WHERE EXISTS (
    SELECT 1 FROM decisions
    WHERE decisions.id = reports.decision_id AND decisions.after <> 'withdrawn'
    AND (decisions.action = 'hide' OR (decisions.action IN ('approve', 'ignore') AND reports.made <= decisions.made))
)
"""


def upgrade() -> None:
    op.add_column("reports", sa.Column("on_record", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(FIND)


def downgrade() -> None:
    op.drop_column("reports", "on_record")
