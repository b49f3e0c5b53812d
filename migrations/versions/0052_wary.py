"""Hot believes little of a few likes more or fewer than were expected

A poster's place in the order of Hot follows from its looks and likes; those that have any are placed anew.
"""

from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

WEIGHT, WIDE, DOUBTED, WANTING = 3.0, 2.4, 8.0, 1.0  # as they were then
SHAPE = WEIGHT - 0.5
NEUTRAL = f"(prior * {SHAPE} / {WEIGHT} * looks)"
BEYOND = f"(liked - {NEUTRAL})"
DOUBT = f"(CASE WHEN {BEYOND} > 0 THEN {DOUBTED} ELSE {WANTING} END)"
COUNTED = f"({NEUTRAL} + {BEYOND} * abs({BEYOND}) / (abs({BEYOND}) + {DOUBT}))"
FEWER = f"(CASE WHEN {COUNTED} < liked THEN {COUNTED} ELSE liked END)"
# The rate is the same before and after.
PLAIN = f"(ln({SHAPE} + liked) + {WIDE} / sqrt({SHAPE} + liked))"
WARY = f"(ln({SHAPE} + {COUNTED}) + {WIDE} / sqrt({SHAPE} + {FEWER}))"


def upgrade() -> None:
    op.execute(f"UPDATE posters SET hot = hot + {WARY} - {PLAIN} WHERE looks > 0 OR liked > 0")  # noqa: S608


def downgrade() -> None:
    op.execute(f"UPDATE posters SET hot = hot + {PLAIN} - {WARY} WHERE looks > 0 OR liked > 0")  # noqa: S608
