"""what is known of posters' appeal: looks at them on walls, and the votes of those who looked

Looks were not counted until now. What an older poster was voted for is all that is known of it: it is expected to be
as good as if it had had fifty looks and ten more for each vote, and its own evidence begins here.
"""

import math

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

WEIGHT, WIDE, AGEING = 3.0, 2.4, 7 * 86400 / math.log(10)  # as they were then
VOTES = "(CASE WHEN votes > 1 THEN votes ELSE 1 END)"
PUBLISHED = f"((hot - log({VOTES})) * 45000)"  # what the score was made of
PUBLISHED_SQLITE = PUBLISHED.replace("log(", "log10(")
SHAPE = WEIGHT - 0.5


def upgrade() -> None:
    for name in ("looks", "liked"):
        op.add_column("posters", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("posters", sa.Column("prior", sa.Float(53), nullable=False, server_default="0.05"))
    op.add_column("votes", sa.Column("liked", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "expectations",
        sa.Column("of", sa.String(8), primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("looks", sa.BigInteger(), nullable=False),
        sa.Column("liked", sa.BigInteger(), nullable=False),
    )
    op.execute("UPDATE posters SET prior = (3.0 + votes) / (110.0 + 10.0 * votes)")
    published = PUBLISHED_SQLITE if op.get_bind().dialect.name == "sqlite" else PUBLISHED
    op.execute(
        f"UPDATE posters SET hot = ln({SHAPE} * prior / {WEIGHT}) + {WIDE} / sqrt({SHAPE}) + {published} / {AGEING}"  # noqa: S608
    )


def downgrade() -> None:
    log10 = "log10" if op.get_bind().dialect.name == "sqlite" else "log"
    freshness = (
        f"hot - ln(({SHAPE} + liked) / ({WEIGHT} / prior + (CASE WHEN looks > liked THEN looks ELSE liked END)))"
        f" - {WIDE} / sqrt({SHAPE} + liked)"
    )
    op.execute(f"UPDATE posters SET hot = {log10}({VOTES}) + ({freshness}) * {AGEING} / 45000")  # noqa: S608
    op.drop_table("expectations")
    op.drop_column("votes", "liked")
    for name in ("prior", "liked", "looks"):
        op.drop_column("posters", name)
