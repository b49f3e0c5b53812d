"""a card over posters that many report, until somebody has looked"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LIVE, UNCOVERED, OF_A_CAMPAIGN = "status = 'live'", "covered IS NULL", "campaign_id IS NOT NULL"
ORDERS = {"hot": ["hot", "id"], "duel": ["strength", "id"]}  # of what the site puts forward


def arrange(*conditions: str) -> None:
    """Make the indexes of the orders in ORDERS anew, of posters for which all this is true."""
    for name, columns in ORDERS.items():
        for prefix, first, more in (
            ("", [], []),
            ("template_", ["template"], []),
            ("campaign_", ["campaign_id"], [OF_A_CAMPAIGN]),
        ):
            index, where = f"ix_posters_{prefix}{name}", sa.text(" AND ".join([*conditions, *more]))
            op.drop_index(index, "posters")
            op.create_index(index, "posters", [*first, *columns], postgresql_where=where, sqlite_where=where)


def arrange_queue(condition: str) -> None:
    where = sa.text(condition)
    op.drop_index("ix_posters_queue", "posters")
    op.create_index("ix_posters_queue", "posters", ["urgency", "id"], postgresql_where=where, sqlite_where=where)


def upgrade() -> None:
    op.add_column("posters", sa.Column("covered", MOMENT))
    op.create_table(
        "covers",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("made", MOMENT, nullable=False, index=True),
        sa.Column("moderator_id", NUMBER, sa.ForeignKey("moderators.id")),
        sa.Column("networks", sa.Integer(), nullable=False),
        sa.Column("ended", MOMENT),
        sa.Column("shown", sa.Integer()),
    )
    arrange(LIVE, UNCOVERED)
    arrange_queue("open_reports > 0 OR covered IS NOT NULL")


def downgrade() -> None:
    arrange_queue("open_reports > 0")
    arrange(LIVE)
    op.drop_table("covers")
    op.drop_column("posters", "covered")
