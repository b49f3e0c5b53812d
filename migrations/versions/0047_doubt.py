"""what posters are worth at least, how well their strengths are known, and where duels and votes disagree

Top of a period goes by the first and no longer by the count of votes, and so do the winners of a campaign. How well
strengths are known is counted from the number of duels until `rank-duels` finds it exactly.
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

WEIGHT, DOUBT, UNSEEN, UNFOUGHT = 3.0, 1.645, -4.218443180543343, 0.5  # as they were then
SHAPE = f"({WEIGHT - 0.5} + liked)"
RATE = f"({WEIGHT} / prior + (CASE WHEN looks > liked THEN looks ELSE liked END))"
LIVE = "status = 'live'"
OF_A_CAMPAIGN = f"{LIVE} AND campaign_id IS NOT NULL"
BUCKETS = [
    (f"ix_posters_{prefix}top_{bucket}", [*first, bucket], where)
    for bucket in ("hour", "day")
    for prefix, first, where in (
        ("", [], LIVE),
        ("template_", ["template"], LIVE),
        ("campaign_", ["campaign_id"], OF_A_CAMPAIGN),
    )
]


def _index(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "posters", columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))


def upgrade() -> None:
    op.add_column("posters", sa.Column("worth", sa.Float(53), nullable=False, server_default=str(UNSEEN)))
    op.add_column("posters", sa.Column("information", sa.Float(53), nullable=False, server_default=str(UNFOUGHT)))
    op.add_column("posters", sa.Column("at_odds", sa.SmallInteger(), nullable=False, server_default="0"))
    op.execute(f"UPDATE posters SET worth = ln({SHAPE} / {RATE}) - {DOUBT} / sqrt({SHAPE})")  # noqa: S608
    op.execute(f"UPDATE posters SET information = {UNFOUGHT} + duels / 4.0 WHERE duels > 0")  # noqa: S608
    for name, columns, where in BUCKETS:
        op.drop_index(name, "posters")
        _index(name, [*columns, "worth", "votes", "id"], where)
    _index("ix_posters_campaign_liked", ["campaign_id", "liked"], OF_A_CAMPAIGN)
    _index("ix_posters_campaign_worth", ["campaign_id", "worth", "votes", "id"], OF_A_CAMPAIGN)


def downgrade() -> None:
    op.drop_index("ix_posters_campaign_liked", "posters")
    op.drop_index("ix_posters_campaign_worth", "posters")
    for name, columns, where in BUCKETS:
        op.drop_index(name, "posters")
        _index(name, [*columns, "votes", "id"], where)
    for name in ("at_odds", "information", "worth"):
        op.drop_column("posters", name)
