"""by which edition of the search's words a poster was indexed

A job finds the words of those that are older while the walls work.
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("posters", sa.Column("words_edition", sa.String(8), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("posters", "words_edition")
