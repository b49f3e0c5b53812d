"""versions of cases, voices of reports, records of reporters, and who looks at what"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
DOWN = sa.text("status NOT IN ('live', 'waiting')")


def columns() -> dict[str, tuple[sa.Column[Any], ...]]:
    """By table; made anew at each call, as a column belongs to one table once and for all."""
    return {
        "posters": (
            sa.Column("case_version", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("last_decision_id", NUMBER),
            sa.Column("reports_ignored", sa.Boolean(), nullable=False, server_default=sa.false()),
        ),
        "reports": (
            sa.Column("voice", sa.String(16), nullable=False, server_default=""),
            sa.Column("network", sa.String(32)),
            sa.Column("spread", sa.Integer(), nullable=False, server_default="1"),
        ),
        "decisions": (
            sa.Column("site_wide", sa.Boolean(), nullable=False, server_default=sa.true()),
            sa.Column("undoes", NUMBER),
        ),
    }


def upgrade() -> None:
    for table, added in columns().items():
        for column in added:
            op.add_column(table, column)
    op.execute(
        "UPDATE posters SET last_decision_id = (SELECT max(id) FROM decisions WHERE decisions.poster_id = posters.id)"
    )
    op.create_index("ix_reports_network", "reports", ["network"])
    op.drop_index("ix_posters_taken_down", "posters")
    op.create_index("ix_posters_taken_down", "posters", ["last_decision_id"], postgresql_where=DOWN, sqlite_where=DOWN)
    op.create_table(
        "reporters",
        sa.Column("reporter", sa.String(32), primary_key=True),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("disagreed", sa.Integer(), nullable=False),
    )
    op.create_table(
        "case_looks",
        sa.Column("moderator_id", NUMBER, sa.ForeignKey("moderators.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("case_looks")
    op.drop_table("reporters")
    op.drop_index("ix_posters_taken_down", "posters")
    op.create_index("ix_posters_taken_down", "posters", ["id"], postgresql_where=DOWN, sqlite_where=DOWN)
    op.drop_index("ix_reports_network", "reports")
    for table, added in columns().items():
        for column in added:
            op.drop_column(table, column.name)
