"""skeletons and the numbers that near ones share, which a job fills; and the ways of a desk that chooses"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OPEN = sa.text("decision_id IS NULL")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "skeletons",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("fingerprint", sa.BigInteger(), nullable=False, unique=True),
        sa.Column("letters", sa.Text(), nullable=False),
    )
    op.create_table(
        "skeleton_bands",
        sa.Column("band", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column(
            "skeleton_id", NUMBER, sa.ForeignKey("skeletons.id", ondelete="CASCADE"), primary_key=True, index=True
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_posters_template_all", "posters", ["template", "id"])
    op.create_index("ix_posters_published", "posters", ["published"])
    op.create_index("ix_reports_open", "reports", ["reason", "poster_id"], postgresql_where=OPEN, sqlite_where=OPEN)
    op.execute("UPDATE posters SET skeleton_edition = ''")  # so that the job looks at all of them once more


def downgrade() -> None:
    op.drop_index("ix_reports_open", "reports")
    op.drop_index("ix_posters_published", "posters")
    op.drop_index("ix_posters_template_all", "posters")
    op.drop_table("skeleton_bands")
    op.drop_table("skeletons")
