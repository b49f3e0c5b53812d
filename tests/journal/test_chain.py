"""The form that is hashed is written down, so that anybody can compute it."""

import hashlib
from datetime import UTC, datetime

from billboard.journal import chain

MADE = datetime(2026, 11, 30, 16, 5, 9, 1, tzinfo=UTC)


def test_a_lines_hash_is_that_of_its_canonical_form() -> None:
    said = (
        '[7,"2026-11-30T16:05:09.000001Z","decision","hide",3,"","b4nan4","biscuits","hate","{\\"é\\":1}",12,"","'
        + "0" * 64
        + '"]'
    )
    texts = ("decision", "hide", "", "b4nan4", "biscuits", "hate")
    given = chain.hash_of(7, MADE, texts, 3, '{"é":1}', 12, "", chain.BEFORE_ALL)
    assert given == hashlib.sha256(said.encode()).hexdigest()


def test_canonical_json_has_one_form() -> None:
    assert chain.canonical({"b": [1, None], "a": "“é”\n"}) == '{"a":"“é”\\n","b":[1,null]}'
