"""How the database is reached."""

from typing import Any

import pytest
from sqlalchemy import event

from billboard.infra.db import CONNECT, open_engine


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
