"""passkeys, codes of an app, recovery codes, and links that work once"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def whose(table: str, *, nullable: bool = False, key: bool = False) -> sa.Column[int]:
    foreign = sa.ForeignKey("moderators.id", name=f"fk_{table}_moderator_id", ondelete="CASCADE")
    return sa.Column("moderator_id", NUMBER, foreign, nullable=nullable, primary_key=key)


def upgrade() -> None:
    op.add_column("moderators", sa.Column("handle", sa.String(64)))
    op.create_index("ix_moderators_handle", "moderators", ["handle"], unique=True)
    op.create_table(
        "passkeys",
        sa.Column("id", NUMBER, primary_key=True),
        whose("passkeys"),
        sa.Column("credential", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(64), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("used", MOMENT),
        sa.UniqueConstraint("credential", name="uq_passkeys_credential"),
    )
    op.create_index("ix_passkeys_moderator_id", "passkeys", ["moderator_id"])
    op.create_table(
        "spent_challenges",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("spent", MOMENT, nullable=False),
    )
    op.create_table(
        "authenticators",
        whose("authenticators", key=True),
        sa.Column("secret", sa.String(255), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", NUMBER, primary_key=True),
        whose("recovery_codes"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.UniqueConstraint("digest", name="uq_recovery_codes_digest"),
    )
    op.create_index("ix_recovery_codes_moderator_id", "recovery_codes", ["moderator_id"])
    campaign = sa.ForeignKey("campaigns.id", name="fk_account_links_campaign_id", ondelete="CASCADE")
    op.create_table(
        "account_links",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("campaign_id", NUMBER, campaign),
        whose("account_links", nullable=True),
        sa.Column("clears_factors", sa.Boolean(), nullable=False),
        sa.Column("label", sa.String(64), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("made_by", NUMBER, sa.ForeignKey("moderators.id", name="fk_account_links_made_by")),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("ended", MOMENT),
        sa.UniqueConstraint("digest", name="uq_account_links_digest"),
    )


def downgrade() -> None:
    for table in ("account_links", "recovery_codes", "authenticators", "spent_challenges", "passkeys"):
        op.drop_table(table)
    op.drop_index("ix_moderators_handle", "moderators")
    op.drop_column("moderators", "handle")
