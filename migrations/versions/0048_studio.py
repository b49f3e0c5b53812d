"""templates that are made in the browser

Drafts, versions of what was published, what is offered, and the number by which every process learns of a change.
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "studio_templates",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=True),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_studio_templates_campaign_id"),
        sa.PrimaryKeyConstraint("id", name="pk_studio_templates"),
        sa.UniqueConstraint("slug", name="uq_studio_templates_slug"),
    )
    op.create_index("ix_studio_templates_campaign_id", "studio_templates", ["campaign_id"])
    op.create_table(
        "studio_versions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("template_id", NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("toml", sa.Text(), nullable=False),
        sa.Column("folder", sa.String(128), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("moderator_id", NUMBER, nullable=True),
        sa.Column("published", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["studio_templates.id"], name="fk_studio_versions_template_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_studio_versions_moderator_id"),
        sa.PrimaryKeyConstraint("id", name="pk_studio_versions"),
        sa.UniqueConstraint("template_id", "number", name="uq_studio_versions_template_id_number"),
    )
    op.create_table(
        "template_offers",
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("availability", sa.String(16), nullable=False),
        sa.Column("fresh_until", MOMENT, nullable=True),
        sa.Column("batch_id", NUMBER, nullable=True),
        sa.Column("changed", MOMENT, nullable=False),
        sa.Column("moderator_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_template_offers_moderator_id"),
        sa.PrimaryKeyConstraint("slug", name="pk_template_offers"),
    )
    edition = op.create_table(
        "catalogue_edition",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_edition"),
    )
    op.bulk_insert(edition, [{"id": 1, "number": 0}])
    op.create_table(
        "studio_drafts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("folder", sa.String(128), nullable=False),
        sa.Column("moderator_id", NUMBER, nullable=True),
        sa.Column("campaign_id", NUMBER, nullable=True),
        sa.Column("template_id", NUMBER, nullable=True),
        sa.Column("share", sa.String(64), nullable=True),
        sa.Column("claim", sa.String(64), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("updated", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderators.id"], name="fk_studio_drafts_moderator_id"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_studio_drafts_campaign_id"),
        sa.ForeignKeyConstraint(["template_id"], ["studio_templates.id"], name="fk_studio_drafts_template_id"),
        sa.PrimaryKeyConstraint("id", name="pk_studio_drafts"),
        sa.UniqueConstraint("code", name="uq_studio_drafts_code"),
        sa.UniqueConstraint("share", name="uq_studio_drafts_share"),
        sa.UniqueConstraint("claim", name="uq_studio_drafts_claim"),
    )
    for name in ("moderator_id", "campaign_id", "template_id"):
        op.create_index(f"ix_studio_drafts_{name}", "studio_drafts", [name])
    op.create_index("ix_studio_drafts_state", "studio_drafts", ["state", "updated"])


def downgrade() -> None:
    for name in ("studio_drafts", "catalogue_edition", "template_offers", "studio_versions", "studio_templates"):
        op.drop_table(name)
