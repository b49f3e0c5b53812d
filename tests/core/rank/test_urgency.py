"""The order of a moderator's queue: what is said, by how many that can be believed, and who sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billboard.core.rank.urgency import Exposure, Urgency, Voice, urgency

NEW = Voice(0, 0)


def asked(rank: int = 4, voices: list[Voice] | None = None, views: float = 10, waited: float = 5) -> Urgency:
    return urgency(
        rank,
        "Gives away somebody's private details",
        voices or [NEW],
        exposure=Exposure(round(views)),
        waited=waited,
        clock=30,
    )


def test_one_true_voice_stands_before_four_networks_that_report_ten_posters_each() -> None:
    brigade = [Voice(0, 0, reported_today=10)] * 4
    assert asked(voices=[NEW]).score > asked(voices=brigade).score


def test_sixty_false_voices_over_fifteen_posters_leave_a_lone_true_one_among_the_first() -> None:
    falsely = [asked(voices=[Voice(0, 0, reported_today=15)] * 4).score for _ in range(15)]
    truly = asked(voices=[NEW]).score
    assert sum(score >= truly for score in falsely) == 0


@pytest.mark.parametrize("filed", [1, 2, 5])  # by each network of each poster
@pytest.mark.parametrize("posters", [3, 4, 5, 13, 15])
def test_four_networks_that_report_the_same_three_posters_or_more_stand_behind_a_lone_voice(
    posters: int, filed: int
) -> None:
    brigade = [Voice(0, 0, reported_today=posters, filed_today=posters * filed)] * 4
    assert asked(voices=brigade, views=500, waited=600).score < asked(voices=[NEW], views=0, waited=0).score


def test_the_more_a_network_files_the_less_it_says_of_each() -> None:
    weights = [Voice(0, 0, *filed).weight for filed in ((1, 1), (2, 2), (2, 8), (3, 9))]
    assert weights == [1, 1 / 4, 1 / 16, 1 / 27]


def test_who_reports_one_slogan_and_nothing_else_is_one_voice_however_many_say_so_there() -> None:
    assert Voice(0, 0, reported_today=1, filed_today=40).weight == 1


def test_views_count_where_votes_are_few() -> None:
    assert Exposure(0, 400).points > Exposure(0, 40).points > Exposure(0, 0).points == 0
    assert Exposure(40, 0).points > Exposure(0, 40).points


def test_voices_that_moderators_agreed_with_weigh_more_and_those_they_did_not_less() -> None:
    assert asked(voices=[Voice(9, 1)]).score > asked(voices=[NEW]).score > asked(voices=[Voice(1, 9)]).score


def test_somebody_with_a_record_is_heard_on_every_poster_they_report() -> None:
    assert Voice(9, 0, reported_today=40).weight == Voice(9, 0).weight
    assert Voice(0, 9, reported_today=1).weight < 0.2


def test_somebody_new_who_erred_once_is_still_heard() -> None:
    assert asked(4, [Voice(0, 1)], waited=0).score > asked(3, [NEW] * 9, waited=0).score


def test_voices_add_up_by_logarithm() -> None:
    first = asked(voices=[NEW]).score - asked(voices=[Voice(0, 99)]).score
    tenth = asked(voices=[NEW] * 10).score - asked(voices=[NEW] * 9).score
    assert first > 4 * tenth > 0


VOICES = st.lists(
    st.builds(Voice, st.integers(0, 99), st.integers(0, 99), st.integers(1, 99), st.integers(1, 999)),
    min_size=1,
    max_size=200,
)


@given(VOICES, st.floats(0, 1e6), st.floats(0, 1e5))
def test_nothing_lifts_a_lighter_reason_over_a_graver_one_that_is_heard(
    voices: list[Voice], views: float, waited: float
) -> None:
    assert asked(3, voices, views, waited).score < asked(4, [NEW], 0, 0).score
    assert asked(3, voices, views, waited).score >= 0


def test_the_gravest_reason_from_four_networks_that_report_ten_posters_each_stands_behind_a_lighter_one() -> None:
    claimed = asked(4, [Voice(0, 0, reported_today=10)] * 4, views=500, waited=600)
    assert claimed.score < asked(3, [NEW], views=0, waited=0).score
    assert "too little to be believed outright" in claimed.because


@pytest.mark.parametrize(("views", "waited"), [(400, 5), (10, 25)])
def test_what_many_see_and_what_has_waited_long_comes_sooner(views: float, waited: float) -> None:
    assert asked(views=views, waited=waited).score > asked().score


def test_a_case_says_in_words_why_it_stands_where_it_does() -> None:
    found = asked(voices=[Voice(9, 1), Voice(0, 0, reported_today=12), NEW], views=120, waited=14)
    assert found.because == (
        "Reported as: gives away somebody's private details",
        "3 voices (weighing 2.7)",
        "1 with a good record",
        "1 without a record, shared out over many posters",
        "120 votes within the hour",
        "waiting 14 of 30 minutes",
    )
