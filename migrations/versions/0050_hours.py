"""numbers by the hour, and reports by the day

Attempts, posters, votes and reports of each hour, for operators; nothing is known of the hours before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0048"
branch_labels = None
depends_on = None

COUNTS = ("previews", "tries", "refused", "posters", "votes", "reports")
SQLITE = "CAST(strftime('%s', made) AS INTEGER) / 86400"
POSTGRESQL = "CAST(floor(extract(epoch FROM made) / 86400) AS INTEGER)"


def upgrade() -> None:
    op.create_table(
        "hours",
        sa.Column("hour", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Integer(), nullable=False, server_default="0") for name in COUNTS),
        sa.PrimaryKeyConstraint("hour", name="pk_hours"),
    )
    op.add_column("days", sa.Column("reports", sa.Integer(), nullable=False, server_default="0"))
    day = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL
    op.execute(
        f"""INSERT INTO days (day, reports) SELECT {day} AS day, count(*) FROM reports WHERE true GROUP BY 1
        ON CONFLICT (day) DO UPDATE SET reports = excluded.reports"""  # noqa: S608 nothing in it came from outside
    )


def downgrade() -> None:
    op.drop_column("days", "reports")
    op.drop_table("hours")
