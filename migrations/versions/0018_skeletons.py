"""what a slogan says beneath its spelling; a job finds it for the posters that there are"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("posters", sa.Column("skeleton", sa.BigInteger()))
    op.add_column("posters", sa.Column("skeleton_edition", sa.String(32), nullable=False, server_default=""))
    op.create_index("ix_posters_skeleton", "posters", ["skeleton"])


def downgrade() -> None:
    op.drop_index("ix_posters_skeleton", "posters")
    op.drop_column("posters", "skeleton_edition")
    op.drop_column("posters", "skeleton")
