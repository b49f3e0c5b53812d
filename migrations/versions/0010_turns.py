"""how far back in the newcomers' queue a creator's next poster stands"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("newcomers", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE newcomers SET turn = shown")
    op.drop_index("ix_newcomers_need", "newcomers")
    op.create_index("ix_newcomers_need", "newcomers", ["turn", "poster_id"])
    op.drop_index("ix_origins_day", "origins")
    op.create_index("ix_origins_creator", "origins", ["day", "network"])


def downgrade() -> None:
    op.drop_index("ix_origins_creator", "origins")
    op.create_index("ix_origins_day", "origins", ["day"])
    op.drop_index("ix_newcomers_need", "newcomers")
    op.create_index("ix_newcomers_need", "newcomers", ["shown", "poster_id"])
    op.drop_column("newcomers", "turn")
