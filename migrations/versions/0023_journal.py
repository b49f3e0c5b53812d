"""the journal, a chain of lines; the decisions that there are become its first"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
AT_ONCE = 1000  # decisions in memory
LINES = sa.table(
    "log_lines",
    sa.column("number"),
    sa.column("day"),
    sa.column("made", MOMENT),
    *(sa.column(name) for name in ("kind", "did", "moderator_id", "rule", "subject", "wall", "reason", "details")),
    *(sa.column(name) for name in ("decision_id", "snapshot_digest", "previous", "hash")),
)
DAYS = sa.table(
    "log_days",
    *(sa.column(name) for name in ("day", "kind", "did", "reason")),
    sa.column("by_rule"),
    sa.column("lines"),
)
DECISIONS = sa.text(
    """SELECT decisions.id, posters.code, moderator_id, action, reason, decisions.before, decisions.after, made,
    site_wide, undoes, coalesce(campaigns.slug, '') AS wall
    FROM decisions JOIN posters ON posters.id = poster_id LEFT JOIN campaigns ON campaigns.id = posters.campaign_id
    WHERE decisions.id > :after ORDER BY decisions.id LIMIT :at_once"""
).columns(made=MOMENT, site_wide=sa.Boolean())
SQLITE_TRIGGERS = tuple(
    f"""CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} BEGIN
        SELECT RAISE(ABORT, '{said}'); END"""
    for table, events, said in (
        ("log_lines", ("UPDATE", "DELETE"), "the log is only ever added to"),
        ("log_snapshots", ("UPDATE",), "a snapshot is erased or left as it is"),
    )
    for event in events
)
POSTGRESQL_TRIGGERS = (
    """CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the log is only ever added to'; END $$""",
    """CREATE FUNCTION refuse_change_of_snapshot() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'a snapshot is erased or left as it is'; END $$""",
    """CREATE TRIGGER log_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_lines
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log()""",
    """CREATE TRIGGER log_snapshots_unchanged BEFORE UPDATE OR TRUNCATE ON log_snapshots
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_snapshot()""",
)


def upgrade() -> None:
    op.create_table(
        "log_lines",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("did", sa.String(32), nullable=False),
        sa.Column("moderator_id", NUMBER, sa.ForeignKey("moderators.id")),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("wall", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("decision_id", NUMBER, sa.ForeignKey("decisions.id"), unique=True),
        sa.Column("snapshot_digest", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("ix_log_lines_day", "log_lines", ["day", "number"])
    op.create_index("ix_log_lines_subject", "log_lines", ["subject", "number"])
    op.create_table(
        "log_heads",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "log_snapshots",
        sa.Column("number", NUMBER, sa.ForeignKey("log_lines.number"), primary_key=True, autoincrement=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "log_days",
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("did", sa.String(32), primary_key=True),
        sa.Column("reason", sa.String(32), primary_key=True),
        sa.Column("by_rule", sa.Boolean(), primary_key=True),
        sa.Column("lines", sa.Integer(), nullable=False),
    )
    op.create_table(
        "log_waits",
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("bucket", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("cases", sa.Integer(), nullable=False),
    )
    op.create_index("ix_reports_made", "reports", ["made"])
    _bring_decisions()
    for statement in POSTGRESQL_TRIGGERS if op.get_bind().dialect.name == "postgresql" else SQLITE_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_reports_made", "reports")
    for table in ("log_waits", "log_days", "log_snapshots", "log_heads", "log_lines"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_log")
        op.execute("DROP FUNCTION refuse_change_of_snapshot")


def _bring_decisions() -> None:
    """As billboard.journal.chain does; written out here, because a migration stays as it was."""
    connection, number, last = op.get_bind(), 0, "0" * 64
    after, counted = 0, Counter[tuple[int, str, str]]()
    while rows := connection.execute(DECISIONS, {"after": after, "at_once": AT_ONCE}).all():
        lines = []
        for row in rows:
            number += 1
            lines.append(_line(row, number, last))
            last = lines[-1]["hash"]
            counted[lines[-1]["day"], row.action, row.reason] += 1
        connection.execute(sa.insert(LINES), lines)
        after = rows[-1].id
    for (day, did, reason), count in counted.items():
        told = {"day": day, "kind": "decision", "did": did, "reason": reason, "by_rule": False, "lines": count}
        connection.execute(sa.insert(DAYS), told)
    heads = sa.table("log_heads", sa.column("id"), sa.column("number"), sa.column("hash"))
    connection.execute(sa.insert(heads), {"id": 1, "number": number, "hash": last})


def _line(row: Any, number: int, previous: str) -> dict[str, Any]:
    made: datetime = row.made if row.made.tzinfo else row.made.replace(tzinfo=UTC)
    told = {"after": row.after, "before": row.before, "from_before_the_log": True, "site_wide": bool(row.site_wide)}
    details = _canonical(told | ({"undoes": row.undoes} if row.undoes else {}))
    texts: Sequence[str] = ("decision", row.action, "", row.code, row.wall, row.reason)
    hashed = [number, made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), *texts[:2], row.moderator_id, *texts[2:]]
    hashed += [details, row.id, "", previous]
    return {
        "number": number,
        "day": int(made.timestamp()) // 86400,
        "made": made if op.get_bind().dialect.name == "postgresql" else made.replace(tzinfo=None),
        "kind": "decision",
        "did": row.action,
        "moderator_id": row.moderator_id,
        "rule": "",
        "subject": row.code,
        "wall": row.wall,
        "reason": row.reason,
        "details": details,
        "decision_id": row.id,
        "snapshot_digest": "",
        "previous": previous,
        "hash": hashlib.sha256(_canonical(hashed).encode()).hexdigest(),
    }


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
