"""where huey keeps the jobs that were asked for; on SQLite it has a file of its own"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# What huey.storage.PostgresStorage would make for itself, which the site's role in the database may not be allowed to.
TABLES = {
    "kv": "queue text NOT NULL, key text NOT NULL, value bytea NOT NULL, PRIMARY KEY (queue, key)",
    "counter": "queue text NOT NULL, key text NOT NULL, value bigint NOT NULL DEFAULT 0, PRIMARY KEY (queue, key)",
    "task": "id bigserial PRIMARY KEY, queue text NOT NULL, data bytea NOT NULL, priority float8 NOT NULL DEFAULT 0.0",
    "schedule": "id bigserial PRIMARY KEY, queue text NOT NULL, data bytea NOT NULL, timestamp float8 NOT NULL",
}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE huey_{name} ({columns})")
    op.execute("CREATE INDEX huey_task_queue_priority_id ON huey_task (queue, priority DESC, id)")
    op.execute("CREATE INDEX huey_schedule_queue_timestamp ON huey_schedule (queue, timestamp)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"DROP TABLE huey_{name}")
