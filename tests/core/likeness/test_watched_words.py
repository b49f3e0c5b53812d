"""The measured tables: what docs/watched-words.md says of the sets is what they give, and is good enough."""

import pytest

from bench.watched_words import tables
from tests.core.likeness.proving import Score, false_alarms, recall, total, watch_list
from tests.core.likeness.sets import Half, clean, generated, samples, written
from tests.paths import ROOT

LEAST_RECALL = 0.95
MOST_ALARMS = 0.01


@pytest.mark.parametrize("half", Half)
def test_evasions_are_found(half: Half) -> None:
    assert total(recall(written(half))).share >= LEAST_RECALL
    assert total(recall(generated(half))).share >= LEAST_RECALL


def test_clean_slogans_are_let_pass() -> None:
    assert false_alarms(clean(Half.UNSEEN)).share <= MOST_ALARMS
    assert false_alarms(samples()) == Score(0, len(samples()))


def test_the_sets_are_large_enough_to_say_something_and_have_nothing_in_common() -> None:
    seen, unseen = ({evasion.text for evasion in written(half)} for half in Half)
    assert min(len(seen), len(unseen)) >= 300
    assert not seen & unseen
    assert not set(clean(Half.SEEN)) & set(clean(Half.UNSEEN))
    assert len(clean(Half.SEEN)) + len(clean(Half.UNSEEN)) >= 1_500


def test_every_entry_of_the_list_is_one_that_a_moderator_may_make() -> None:
    for entry in watch_list().entries:
        entry.check()


def test_the_tables_in_the_documents_are_what_the_sets_give() -> None:
    assert tables() in (ROOT / "docs" / "watched-words.md").read_text(encoding="utf-8")
