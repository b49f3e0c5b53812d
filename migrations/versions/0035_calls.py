"""what moderators are called about, and the calls"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
UNTOLD = sa.text("call_id IS NULL")
UNDER_WAY = sa.text("next_try IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("name", sa.String(40), nullable=False, unique=True),
        sa.Column("wall", sa.String(64), nullable=False, server_default=""),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("left", sa.JSON(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_try", MOMENT),
        sa.Column("failed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("fault", sa.String(200), nullable=False, server_default=""),
    )
    op.create_index("ix_calls_made", "calls", ["made"])
    op.create_index("ix_calls_under_way", "calls", ["next_try"], postgresql_where=UNDER_WAY, sqlite_where=UNDER_WAY)
    op.create_table(
        "alerts",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("wall", sa.String(64), nullable=False, server_default=""),
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE")),
        sa.Column("reason", sa.String(32), nullable=False, server_default=""),
        sa.Column("number", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("call_id", NUMBER, sa.ForeignKey("calls.id", ondelete="SET NULL")),
    )
    op.create_index("ix_alerts_poster_id", "alerts", ["poster_id"])
    op.create_index("ix_alerts_call_id", "alerts", ["call_id"])
    op.create_index("ix_alerts_untold", "alerts", ["wall", "id"], postgresql_where=UNTOLD, sqlite_where=UNTOLD)


def downgrade() -> None:
    op.drop_table("alerts")
    op.drop_table("calls")
