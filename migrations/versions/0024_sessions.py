"""each sign-in is a session of its own, kept here; whoever was signed in signs in once more"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column(
            "moderator_id",
            NUMBER,
            sa.ForeignKey("moderators.id", name="fk_sign_ins_moderator_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("half", sa.Boolean(), nullable=False),
        sa.Column("means", sa.String(32), nullable=False),
        sa.Column("agent", sa.String(64), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.Column("proven", MOMENT, nullable=False),
        sa.UniqueConstraint("digest", name="uq_sign_ins_digest"),
    )
    op.create_index("ix_sign_ins_moderator_id", "sign_ins", ["moderator_id"])
    op.add_column("moderators", sa.Column("seen", MOMENT))
    op.add_column("moderators", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.drop_column("moderators", "session_version")


def downgrade() -> None:
    op.add_column("moderators", sa.Column("session_version", sa.Integer(), nullable=False, server_default="1"))
    op.drop_column("moderators", "failures")
    op.drop_column("moderators", "seen")
    op.drop_table("sign_ins")
