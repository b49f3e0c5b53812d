"""counts for the page of numbers"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COUNT = {"nullable": False, "server_default": "0"}


def upgrade() -> None:
    op.add_column("posters", sa.Column("said", sa.Text()))
    op.create_table(
        "days",
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Integer(), **COUNT) for name in ("previews", "tries", "refused", "posters", "votes")),
    )
    op.create_table(
        "template_counts",
        sa.Column("template", sa.String(64), primary_key=True),
        sa.Column("posters", sa.Integer(), nullable=False),
    )
    op.create_table(
        "word_counts",
        sa.Column("stem", sa.String(64), primary_key=True),
        sa.Column("posters", sa.Integer(), nullable=False),
    )
    op.create_index("ix_word_counts_most", "word_counts", ["posters", "stem"])
    op.create_table(
        "word_forms",
        sa.Column("stem", sa.String(64), primary_key=True),
        sa.Column("form", sa.String(64), primary_key=True),
        sa.Column("posters", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    for table in ("word_forms", "word_counts", "template_counts", "days"):
        op.drop_table(table)
    op.drop_column("posters", "said")
