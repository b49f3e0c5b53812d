"""the jobs' last and next runs, and which process runs them"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "job_runs",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("next", MOMENT),
        sa.Column("begun", MOMENT),
        sa.Column("ended", MOMENT),
        sa.Column("outcome", sa.String(16)),
        sa.Column("error", sa.String(100), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
    )
    leases = op.create_table(
        "leases",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("holder", sa.String(100), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
    )
    op.bulk_insert(leases, [{"name": "jobs", "holder": "", "beat": 0}])


def downgrade() -> None:
    op.drop_table("leases")
    op.drop_table("job_runs")
