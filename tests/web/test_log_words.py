"""The public log has words for all that is written down."""

import ast
from collections.abc import Iterator
from datetime import timedelta

import pytest

from billboard.infra.config import ROOT
from billboard.journal.reading import PRIVATE, Count
from billboard.models import Action, Kind
from billboard.web import log_words


def acts() -> Iterator[tuple[Kind, str]]:
    """What the program records, as far as it stands in the place where it is recorded."""
    for path in (ROOT / "billboard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Act":
                match node.args:
                    case [ast.Attribute(attr=kind), ast.Constant(value=str(did)), *_]:
                        yield Kind[kind], did


def test_every_act_that_the_public_may_read_of_has_words() -> None:
    known = {*acts(), *((Kind.DECISION, action.value) for action in Action)}
    assert len(known) > len(Action)
    assert sorted(each for each in known if each[0] not in PRIVATE and each not in log_words.DID) == []


def test_what_has_none_is_told_by_its_kind() -> None:
    assert log_words.told(Kind.BLOCK, "run_out") == "Block: run out"


def test_what_is_done_alike_is_summed_with_the_most_first() -> None:
    counts = [
        Count(Kind.DECISION, did, reason, False, n)
        for did, reason, n in (("hide", "hate", 2), ("approve", "", 4), ("hide", "spam", 1))
    ]
    assert log_words.summed(counts) == [("Looked at, and left up", 4), ("Hidden", 3)]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0.2, "under a minute"), (1, "1 minute"), (119, "119 minutes"), (120, "2 hours"), (4320, "3 days")],
)
def test_durations_are_told_roughly(minutes: float, said: str) -> None:
    assert log_words.duration(timedelta(minutes=minutes)) == said
