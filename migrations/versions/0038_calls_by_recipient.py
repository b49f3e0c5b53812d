"""calls fold by recipient, whatever number of walls they are about"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNADDRESSED = sa.text("addressed = false")
UNTOLD = sa.text("call_id IS NULL")


def upgrade() -> None:
    op.add_column("alerts", sa.Column("addressed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE alerts SET addressed = true WHERE call_id IS NOT NULL")
    op.create_table(
        "tellings",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("alert_id", NUMBER, sa.ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("whom", sa.String(300), nullable=False, index=True),
        sa.Column("call_id", NUMBER, sa.ForeignKey("calls.id", ondelete="CASCADE"), index=True),
        sa.UniqueConstraint("alert_id", "whom"),
    )
    op.create_index("ix_tellings_untold", "tellings", ["whom"], postgresql_where=UNTOLD, sqlite_where=UNTOLD)
    # What calls of the last days were about; to whom they went is forgotten already.
    op.execute("INSERT INTO tellings (alert_id, whom, call_id) SELECT id, '', call_id FROM alerts WHERE addressed")
    op.create_index("ix_alerts_unaddressed", "alerts", ["wall"], postgresql_where=UNADDRESSED, sqlite_where=UNADDRESSED)
    op.drop_index("ix_alerts_untold", "alerts")
    op.drop_index("ix_alerts_call_id", "alerts")
    _drop_link()
    op.drop_column("calls", "wall")


def downgrade() -> None:
    op.add_column("calls", sa.Column("wall", sa.String(64), nullable=False, server_default=""))
    with op.batch_alter_table("alerts") as alerts:
        alerts.add_column(sa.Column("call_id", NUMBER))
        alerts.create_foreign_key("alerts_call_id_fkey", "calls", ["call_id"], ["id"], ondelete="SET NULL")
    op.execute("UPDATE alerts SET call_id = (SELECT max(t.call_id) FROM tellings t WHERE t.alert_id = alerts.id)")
    op.drop_index("ix_alerts_unaddressed", "alerts")
    op.create_index("ix_alerts_call_id", "alerts", ["call_id"])
    op.create_index("ix_alerts_untold", "alerts", ["wall", "id"], postgresql_where=UNTOLD, sqlite_where=UNTOLD)
    op.drop_table("tellings")
    op.drop_column("alerts", "addressed")


def _drop_link() -> None:
    """SQLite drops no column that refers to another table, but copies the table without it."""
    with op.batch_alter_table("alerts") as alerts:
        alerts.drop_column("call_id")
