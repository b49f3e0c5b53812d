"""A PostgreSQL database copied in one snapshot, and put back in one transaction.

Rows go by COPY, the tables they go into are made by our migrations: the site's own account suffices for both, no
program of PostgreSQL's has to be installed beside the site, and what one version of the server wrote any other reads.
"""

import os
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy import Connection, Engine, text

from billboard.backups import belongings
from billboard.backups.manifests import BackupBroken
from billboard.backups.tables import LEFT_OUT, REVISION, Copied
from billboard.infra import migrations

# Columns that are worked out from others are no rows' own.
COLUMNS = text(
    """SELECT c.table_name, c.column_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
    ORDER BY c.table_name, c.ordinal_position"""
)
REFERENCES = text(
    """SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conrelid != confrelid"""
)
SEQUENCES = text(
    """SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence
    FROM information_schema.columns WHERE table_schema = current_schema()
    AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL"""
)
FUNCTIONS = text(
    """SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""
)
TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")


def copy(engine: Engine, folder: Path) -> Copied:
    """Into a private folder."""
    archive = folder / "database.zip"
    os.close(os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    with (
        engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection,
        ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=3) as zipped,
    ):
        connection.execute(text("SET TRANSACTION READ ONLY"))
        revision, rows = migrations.present(connection), {}
        for name, columns in _columns(connection).items():
            with zipped.open(f"{name}.copy", "w", force_zip64=True) as file:
                file.write(f"{','.join(columns)}\n".encode())
                rows[name] = _copy_out(connection, name, columns, file)
        return Copied(archive, revision, rows, belongings.of(connection))


def put_back(archive: Path, engine: Engine, revision: str, rows: Mapping[str, int]) -> None:
    """All that is there goes. Raises BackupBroken; then nothing has changed."""
    with engine.connect() as connection, connection.begin():
        _clear(connection)
        migrations.upgrade_within(connection, revision)
        _empty(connection)
        try:
            with ZipFile(archive) as zipped:
                for name in _ordered(connection, rows):
                    if (found := _copy_in(connection, name, zipped)) != rows[name]:
                        raise BackupBroken(f"The table {name} has {found} rows, and had {rows[name]}.")
        except (BadZipFile, KeyError) as error:
            raise BackupBroken(f"The copy of the database is damaged: {error}.") from None
        _set_sequences(connection)
        migrations.upgrade_within(connection)
        connection.execute(text("UPDATE leases SET holder = ''"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def check(archive: Path, rows: Mapping[str, int]) -> None:
    """Every table is there with as many rows as it had. Raises BackupBroken."""
    try:
        with ZipFile(archive) as zipped:
            for name, number in rows.items():
                with zipped.open(f"{name}.copy") as file:
                    found = sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b"")) - 1
                if found != number:  # COPY writes a line for each row: a line's end within one is spelt \n
                    raise BackupBroken(f"The table {name} has {found} rows, and had {number}.")
    except (BadZipFile, KeyError, EOFError) as error:
        raise BackupBroken(f"The copy of the database is damaged: {error}.") from None


def is_empty(connection: Connection) -> bool:
    return not list(connection.execute(TABLES))


def _columns(connection: Connection) -> dict[str, list[str]]:
    """Of every table whose rows are kept."""
    found = dict[str, list[str]]()
    for name, column in connection.execute(COLUMNS):
        if name not in LEFT_OUT and name != REVISION:
            found.setdefault(name, []).append(column)
    return found


def _copy_out(connection: Connection, name: str, columns: list[str], file: Any) -> int:
    with _cursor(connection) as cursor:
        with cursor.copy(f"COPY {_quoted(name)} ({_list(columns)}) TO STDOUT") as rows:
            for piece in rows:
                file.write(piece)
        return int(cursor.rowcount)


def _copy_in(connection: Connection, name: str, zipped: ZipFile) -> int:
    with zipped.open(f"{name}.copy") as file, _cursor(connection) as cursor:
        columns = file.readline().decode().strip().split(",")
        with cursor.copy(f"COPY {_quoted(name)} ({_list(columns)}) FROM STDIN") as rows:
            while piece := file.read(1 << 20):
                rows.write(piece)
        return int(cursor.rowcount)


def _ordered(connection: Connection, rows: Mapping[str, int]) -> Iterator[str]:
    """Each table after those that its rows name."""
    order = TopologicalSorter[str](dict.fromkeys(rows, ()))
    for name, other in connection.execute(REFERENCES):
        if name in rows and other in rows:
            order.add(name, other)
    return iter(list(order.static_order()))


def _clear(connection: Connection) -> None:
    for (name,) in connection.execute(TABLES).all():
        connection.exec_driver_sql(f"DROP TABLE {_quoted(name)} CASCADE")
    for (signature,) in connection.execute(FUNCTIONS).all():
        connection.exec_driver_sql(f"DROP FUNCTION {signature} CASCADE")


def _empty(connection: Connection) -> None:
    """Of the rows that migrations make."""
    for name in _columns(connection):
        if connection.exec_driver_sql(f"SELECT 1 FROM {_quoted(name)} LIMIT 1").first():  # noqa: S608
            connection.exec_driver_sql(f"DELETE FROM {_quoted(name)}")  # noqa: S608


def _set_sequences(connection: Connection) -> None:
    for name, column, sequence in connection.execute(SEQUENCES).all():
        most = f"SELECT coalesce(max({_quoted(column)}), 0) + 1 FROM {_quoted(name)}"  # noqa: S608
        connection.execute(text(f"SELECT setval(:sequence, ({most}), false)"), {"sequence": sequence})


def _cursor(connection: Connection) -> Any:
    """psycopg's own, on the connection's transaction."""
    return connection.connection.driver_connection.cursor()  # type: ignore[union-attr]


def _list(columns: list[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
