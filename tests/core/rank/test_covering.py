"""When reports cover a poster: enough networks, whoever has how many cookies, and never four."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billboard.core.rank.covering import ESTABLISHED, FEWEST, FREELY, Heard, Terms, judge, weight
from billboard.core.rank.urgency import Voice

TERMS = Terms(FEWEST, an_hour=60, network_an_hour=8)
STRANGER, TRUSTED, LIAR = Heard(Voice(0, 0)), Heard(Voice(5, 0)), Heard(Voice(0, 5))
VOICES = st.builds(Voice, st.integers(0, 9), st.integers(0, 9), st.integers(1, 60))
HEARD = st.builds(Heard, VOICES, st.integers(0, 12))


def test_five_strangers_cover_where_nobody_has_a_record() -> None:
    assert judge([[STRANGER] * 5], TERMS).is_covered
    assert not judge([[STRANGER] * 4], TERMS).is_covered


@given(st.lists(st.lists(HEARD, max_size=FEWEST - 1), max_size=4), st.integers(1, 50), st.integers(0, 99))
def test_fewer_than_five_networks_never_cover_whatever_their_record_their_days_and_the_settings(
    days: list[list[Heard]], networks: int, on_record: int
) -> None:
    assert not judge(days, replace(TERMS, networks=networks), on_record=on_record).is_covered


def test_who_speaks_before_midnight_and_after_it_is_not_counted_twice() -> None:
    assert not judge([[STRANGER] * 4, [STRANGER] * 4], TERMS).is_covered
    assert judge([[STRANGER] * 4, [STRANGER] * 5], TERMS).is_covered


def test_voices_that_moderators_disagreed_with_do_not_count() -> None:
    assert not judge([[STRANGER] * 4 + [LIAR] * 50], TERMS).is_covered
    assert weight(Voice(0, 1), established=False) < weight(Voice(1, 1), established=False) < 1
    assert weight(Voice(3, 3), established=False) < weight(Voice(4, 3), established=False)


def test_a_voice_that_reports_everything_in_sight_says_less_unless_it_has_a_record() -> None:
    busy = Heard(Voice(0, 0, FREELY + 1))
    assert not judge([[busy] * 5], TERMS).is_covered
    assert judge([[busy] * 6], TERMS).is_covered
    assert judge([[Heard(Voice(9, 0, 60))] * 5], TERMS).is_covered


def test_strangers_weigh_half_once_moderators_know_who_reports() -> None:
    assert not judge([[STRANGER] * 9], TERMS, on_record=ESTABLISHED).is_covered
    assert judge([[STRANGER] * 10], TERMS, on_record=ESTABLISHED).is_covered
    assert judge([[TRUSTED] * 5], TERMS, on_record=ESTABLISHED).is_covered


def test_a_set_of_networks_covers_so_many_in_an_hour_and_all_of_them_together_so_many() -> None:
    spent = Heard(Voice(0, 0), helped=8)
    assert not judge([[spent] * 9], TERMS).is_covered
    assert judge([[replace(spent, helped=7)] * 9], TERMS).is_covered
    assert judge([[spent, *[STRANGER] * 5]], TERMS).is_covered
    assert not judge([[STRANGER] * 9], replace(TERMS, an_hour=3), covered=3).is_covered
    assert judge([[STRANGER] * 9], replace(TERMS, an_hour=3), covered=2).is_covered


@pytest.mark.parametrize("networks", [1, 5, 7, 20])
def test_operators_may_ask_for_more_networks_and_never_for_fewer(networks: int) -> None:
    fewest = max(FEWEST, networks)
    assert judge([[STRANGER] * fewest], replace(TERMS, networks=networks)).is_covered
    assert not judge([[STRANGER] * (fewest - 1)], replace(TERMS, networks=networks)).is_covered


@given(VOICES, st.booleans())
def test_a_voice_weighs_between_nothing_and_one(voice: Voice, established: bool) -> None:
    assert 0 <= weight(voice, established=established) <= 1
