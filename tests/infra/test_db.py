"""How the database is reached."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from billboard.infra.db import CONNECT, Database, open_engine


class Dialled(Exception):
    pass


@pytest.mark.parametrize(("query", "seconds"), [("", CONNECT), ("?connect_timeout=10", "10")])
def test_a_server_that_is_slow_to_answer_is_waited_for_as_long_as_its_url_says(query: str, seconds: int | str) -> None:
    engine = open_engine(f"postgresql+psycopg://somebody@127.0.0.1/billboard{query}")

    @event.listens_for(engine, "do_connect")
    def dial(_dialect: Any, _record: Any, _args: Any, parameters: dict[str, Any]) -> None:
        raise Dialled(parameters["connect_timeout"])

    with pytest.raises(Dialled) as dialled:
        engine.connect()
    assert dialled.value.args == (seconds,)


def test_nobody_else_on_the_machine_reads_a_sqlite_file_not_even_one_that_was_made_otherwise(tmp_path: Path) -> None:
    fresh, found = tmp_path / "made" / "here.db", tmp_path / "found.db"
    found.touch(0o644)
    for file in (fresh, found):
        database = Database(f"sqlite:///{file}")
        with database.write() as session:
            session.execute(text("CREATE TABLE words (word TEXT)"))
            assert {each.name: f"{each.stat().st_mode & 0o777:o}" for each in file.parent.glob(f"{file.name}*")} == {
                f"{file.name}{ending}": "600" for ending in ("", "-wal", "-shm")
            }
        database.engine.dispose()
    assert fresh.parent.stat().st_mode & 0o777 == 0o700, "pictures of hidden posters lie there, too"


def test_what_was_deleted_is_in_no_page_of_the_file_nor_of_its_log(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'billboard.db'}")
    with database.write() as session:
        session.execute(text("CREATE TABLE words (word TEXT)"))
        session.execute(text("INSERT INTO words VALUES ('unmistakable'), ('kept')"))
    with database.write() as session:
        session.execute(text("DELETE FROM words WHERE word = 'unmistakable'"))
    database.leave_nothing_behind()
    pages = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    database.engine.dispose()
    assert b"kept" in pages
    assert b"unmistakable" not in pages
