"""a search token for the campaign of a poster"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TOKEN = 0xE002  # before the campaign's number


def upgrade() -> None:
    _set_words(f"words || ' ' || {_char()} || campaign_id")


def downgrade() -> None:
    _set_words(f"replace(words, ' ' || {_char()} || campaign_id, '')")


def _char() -> str:
    return f"char({TOKEN})" if op.get_bind().dialect.name == "sqlite" else f"chr({TOKEN})"


def _set_words(words: str) -> None:
    op.execute(f"UPDATE posters SET words = {words} WHERE campaign_id IS NOT NULL")  # noqa: S608 nothing of a visitor's
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            """UPDATE poster_words SET words = (SELECT words FROM posters WHERE id = poster_words.rowid)
            WHERE rowid IN (SELECT id FROM posters WHERE campaign_id IS NOT NULL)"""
        )
