"""campaigns"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OURS = "campaign_id IS NOT NULL"
INDEXES = {
    "campaign_hot": (["campaign_id", "hot", "id"], f"status = 'live' AND {OURS}"),
    "campaign_top": (["campaign_id", "votes", "id"], f"status = 'live' AND {OURS}"),
    "campaign_top_hour": (["campaign_id", "hour", "votes", "id"], f"status = 'live' AND {OURS}"),
    "campaign_top_day": (["campaign_id", "day", "votes", "id"], f"status = 'live' AND {OURS}"),
    "thread": (["campaign_id", "number"], OURS),
    "campaign_all": (["campaign_id", "id"], OURS),
    "in_wait": (["id"], "status = 'waiting'"),
}


def upgrade() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("slug", sa.String(64), nullable=False, unique=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("accent", sa.String(7), nullable=False),
        sa.Column("templates", sa.JSON(), nullable=False),
        sa.Column("opens", MOMENT),
        sa.Column("closes", MOMENT),
        sa.Column("premoderated", sa.Boolean(), nullable=False),
        sa.Column("imprint", sa.String(200), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("header", sa.String(128), nullable=False),
        sa.Column("posted", sa.Integer(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
    )
    op.create_table(
        "campaign_moderators",
        sa.Column("campaign_id", NUMBER, sa.ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "moderator_id", NUMBER, sa.ForeignKey("moderators.id", ondelete="CASCADE"), primary_key=True, index=True
        ),
    )
    op.add_column("moderators", sa.Column("site_wide", sa.Boolean(), nullable=False, server_default=sa.true()))
    # Written out, for Alembic's own way on SQLite copies the table and loses its triggers.
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE posters ADD COLUMN campaign_id INTEGER REFERENCES campaigns (id)")
    else:
        op.add_column("posters", sa.Column("campaign_id", NUMBER))
        op.create_foreign_key("fk_posters_campaign_id", "posters", "campaigns", ["campaign_id"], ["id"])
    op.add_column("posters", sa.Column("number", sa.Integer()))
    op.add_column("posters", sa.Column("imprint", sa.String(200), nullable=False, server_default=""))
    for name, (columns, where) in INDEXES.items():
        chosen = sa.text(where)
        op.create_index(
            f"ix_posters_{name}",
            "posters",
            columns,
            unique=name == "thread",
            postgresql_where=chosen,
            sqlite_where=chosen,
        )
    _taken_down("status NOT IN ('live', 'waiting')")


def downgrade() -> None:
    _taken_down("status != 'live'")
    for name in INDEXES:
        op.drop_index(f"ix_posters_{name}", "posters")
    # A poster that waits was never up: what did not know of waiting must not show it.
    op.execute("UPDATE posters SET status = 'hidden' WHERE status = 'waiting'")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS posters_words")
        with op.batch_alter_table("posters") as posters:
            for column in ("campaign_id", "number", "imprint"):
                posters.drop_column(column)
        op.execute(
            """CREATE TRIGGER posters_words AFTER INSERT ON posters BEGIN
                INSERT INTO poster_words (rowid, words) VALUES (new.id, new.words); END"""
        )
    else:
        for column in ("campaign_id", "number", "imprint"):
            op.drop_column("posters", column)
    op.drop_column("moderators", "site_wide")
    op.drop_table("campaign_moderators")
    op.drop_table("campaigns")


def _taken_down(where: str) -> None:
    op.drop_index("ix_posters_taken_down", "posters")
    chosen = sa.text(where)
    op.create_index("ix_posters_taken_down", "posters", ["id"], postgresql_where=chosen, sqlite_where=chosen)
