"""notices by which somebody asks that a poster be taken down"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("report_id", NUMBER, sa.ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("told", MOMENT),
    )
    known = sa.text("name != ''")
    op.create_index("ix_notices_known", "notices", ["id"], postgresql_where=known, sqlite_where=known)


def downgrade() -> None:
    op.drop_table("notices")
