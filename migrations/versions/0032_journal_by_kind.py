"""the journal is read by kind"""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_log_lines_kind", "log_lines", ["kind", "number"])


def downgrade() -> None:
    op.drop_index("ix_log_lines_kind", "log_lines")
