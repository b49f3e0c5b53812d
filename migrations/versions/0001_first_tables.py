"""first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLES = ("reports", "votes", "decisions", "tallies", "posters", "moderators", "daily_keys")
POSTER_INDEXES = {
    "new": (["id"], "status = 'live'"),
    "hot": (["hot", "id"], "status = 'live'"),
    "top": (["votes", "id"], "status = 'live'"),
    "top_hour": (["hour", "votes", "id"], "status = 'live'"),
    "top_day": (["day", "votes", "id"], "status = 'live'"),
    "template_new": (["template", "id"], "status = 'live'"),
    "template_hot": (["template", "hot", "id"], "status = 'live'"),
    "template_top": (["template", "votes", "id"], "status = 'live'"),
    "template_top_hour": (["template", "hour", "votes", "id"], "status = 'live'"),
    "template_top_day": (["template", "day", "votes", "id"], "status = 'live'"),
    "queue": (["urgency", "id"], "open_reports > 0"),
    "taken_down": (["id"], "status != 'live'"),
}
# The same tokens on both sides, cut by the app: no parser of either database has a say.
SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE poster_words USING fts5(
        words, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'", detail = 'none')""",
    """CREATE TRIGGER posters_words AFTER INSERT ON posters BEGIN
        INSERT INTO poster_words (rowid, words) VALUES (new.id, new.words); END""",
)
POSTGRESQL_SEARCH = (
    """ALTER TABLE posters ADD COLUMN tokens tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED""",
    "CREATE INDEX ix_posters_tokens ON posters USING gin (tokens)",
    # How frequent a word is decides how it is looked up: keep count of some thousands of words.
    "ALTER TABLE posters ALTER COLUMN tokens SET STATISTICS 500",
)
# The log of decisions is only ever added to.
SQLITE_LOG = tuple(
    f"""CREATE TRIGGER decisions_{event.lower()} BEFORE {event} ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions are only ever added to'); END"""
    for event in ("UPDATE", "DELETE")
)
POSTGRESQL_LOG = (
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'decisions are only ever added to'; END $$""",
    """CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
)


def upgrade() -> None:
    op.create_table(
        "daily_keys",
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
    )
    op.create_table(
        "moderators",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("session_version", sa.Integer(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
    )
    op.create_table(
        "posters",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("submission", sa.String(64), nullable=False, unique=True),
        sa.Column("template", sa.String(64), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("variant", sa.String(32), nullable=False),
        sa.Column("slogan", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("image_key", sa.String(128), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("hot", sa.Float(53), nullable=False),
        sa.Column("published", MOMENT, nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("open_reports", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
    )
    for name, (columns, where) in POSTER_INDEXES.items():
        chosen = sa.text(where)
        op.create_index(f"ix_posters_{name}", "posters", columns, postgresql_where=chosen, sqlite_where=chosen)
    op.create_table(
        "tallies",
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("network", sa.String(32), primary_key=True),
        sa.Column("poster_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("votes", sa.Integer(), nullable=False),
    )
    op.create_table(
        "decisions",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id"), nullable=False, index=True),
        sa.Column("moderator_id", NUMBER, sa.ForeignKey("moderators.id"), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("before", sa.String(16), nullable=False),
        sa.Column("after", sa.String(16), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
    )
    op.create_table(
        "votes",
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("voter", sa.String(32), primary_key=True, index=True),
        sa.Column("cast", MOMENT, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("poster_id", NUMBER, sa.ForeignKey("posters.id", ondelete="CASCADE"), nullable=False),
        sa.Column("reporter", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("decision_id", NUMBER, sa.ForeignKey("decisions.id")),
        sa.UniqueConstraint("poster_id", "reporter", name="uq_reports_poster_id_reporter"),
    )
    for statement in _by_hand(SQLITE_SEARCH + SQLITE_LOG, POSTGRESQL_SEARCH + POSTGRESQL_LOG):
        op.execute(statement)


def downgrade() -> None:
    # Triggers and indexes go with their tables.
    for statement in _by_hand(("DROP TABLE poster_words",), ()):
        op.execute(statement)
    for table in TABLES:
        op.drop_table(table)
    for statement in _by_hand((), ("DROP FUNCTION refuse_change",)):
        op.execute(statement)


def _by_hand(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> tuple[str, ...]:
    return postgresql if op.get_bind().dialect.name == "postgresql" else sqlite
