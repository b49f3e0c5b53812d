"""words that moderators watch for, and which of them held a poster"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WATCHED = sa.text("removed IS NULL")


def upgrade() -> None:
    op.create_table(
        "watched_words",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("campaign_id", NUMBER, sa.ForeignKey("campaigns.id")),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("reach", sa.String(8), nullable=False),
        sa.Column("exceptions", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("moderator_id", NUMBER, sa.ForeignKey("moderators.id"), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.Column("removed", MOMENT),
        sa.Column("version", sa.Integer(), nullable=False, unique=True),
    )
    op.create_index(
        "ix_watched_words_now", "watched_words", ["campaign_id"], postgresql_where=WATCHED, sqlite_where=WATCHED
    )
    with op.batch_alter_table("holds") as holds:
        holds.add_column(sa.Column("word_id", NUMBER))
        holds.create_foreign_key("fk_holds_word_id", "watched_words", ["word_id"], ["id"], ondelete="SET NULL")
        holds.create_index("ix_holds_word_id", ["word_id"])


def downgrade() -> None:
    with op.batch_alter_table("holds") as holds:
        holds.drop_index("ix_holds_word_id")
        holds.drop_constraint("fk_holds_word_id", type_="foreignkey")
        holds.drop_column("word_id")
    op.drop_table("watched_words")
