from billboard.core.rank.ranking import SECONDS_PER_TENFOLD, hot


def test_ten_times_the_votes_make_up_for_half_a_day() -> None:
    assert hot(100, 0) == hot(10, SECONDS_PER_TENFOLD)


def test_no_vote_counts_as_one() -> None:
    assert hot(0, 1000) == hot(1, 1000)
