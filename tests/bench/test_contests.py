"""The bench of orders: what it reads and refuses, that its wall is the site's, and the aims in miniature.

The folder beside is made up: two contests of sixty captions.
"""

import math
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bench.contests import attacks, crowd, files, freshness, orders, picture, telling, winners
from bench.contests.crowd import World
from bench.contests.files import Contest
from billboard.core.rank import appeal
from billboard.core.rank.appeal import Evidence
from billboard.walls.evidence import share_of_one_network
from tests.paths import ROOT

FOLDER = ROOT / "tests/bench/contests"


@pytest.fixture(scope="module")
def contests() -> list[Contest]:
    return files.read_folder(FOLDER)


@pytest.fixture(scope="module")
def small(contests: list[Contest]) -> World:
    return crowd.world(contests, days=5, posters=120, views=7_200, seed=1)


def test_lines_with_enough_ratings_are_the_truth(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("funny,somewhat,unfunny\n10,10,20\n1,1,37\n0,50,50\n")
    (contest,) = files.read_folder(tmp_path)
    assert contest.name == "one"
    assert contest.appeal.tolist() == [0.25, 0.0]
    assert contest.ratings.tolist() == [40, 100]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "does not begin with a line that names the columns unfunny, somewhat, funny"),
        ("unfunny,funny\n1,2\n", "does not begin with a line that names the columns"),
        ("unfunny,somewhat,funny\n30,30\n", "has 2 columns in line 2 and 3 in its first"),
        ("unfunny,somewhat,funny\n30,30,-1\n", "has something other than counts in line 2"),
        ("unfunny,somewhat,funny\n30,3.5,20\n", "has something other than counts in line 2"),
        ("unfunny,somewhat,funny\n3,3,3\n", "has no line with 40 ratings"),
        ("unfunny,somewhat,funny\n30,30,0\n", "nobody found anything funny"),
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "broken.csv").write_text(text)
    with pytest.raises(files.Broken, match=sentence) as refused:
        files.read_folder(tmp_path)
    assert "broken.csv" in str(refused.value)


def test_bytes_that_are_no_text_and_folders_without_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(files.Broken, match="has no csv files"):
        files.read_folder(tmp_path)
    with pytest.raises(files.Broken, match="is not a folder"):
        files.read_folder(tmp_path / "nowhere")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(files.Broken, match=r"bytes\.csv cannot be read"):
        files.read_folder(tmp_path)


def test_what_is_believed_of_many_at_once_is_what_the_site_believes_of_each() -> None:
    chance = np.random.default_rng(3)
    liked = chance.integers(0, 500, size=300)
    looks = liked * chance.integers(0, 40, size=300)
    prior = chance.uniform(0.01, 0.3, size=300)
    for many, believe in ((orders.beliefs, appeal.belief), (orders.wary_beliefs, appeal.wary)):
        means, deviations = many(looks, liked, prior)
        for each in range(300):
            believed = believe(Evidence(int(looks[each]), int(liked[each])), float(prior[each]))
            assert means[each] == pytest.approx(believed.mean, rel=1e-12)
            assert deviations[each] == pytest.approx(believed.deviation, rel=1e-12)


def test_this_walls_pool_is_the_greatest_bounds_of_the_site(small: World) -> None:
    wall, order = crowd.Wall(small), orders.ThisWall(1.0)
    for step in range(crowd.STEPS):
        crowd.visit(wall, order, step)
    up = wall.up((crowd.STEPS - 1) * crowd.STEP)
    for number in range(0, up, 7):
        believed = appeal.wary(Evidence(int(wall.looks[number]), int(wall.votes[number])), order.prior[number])
        bound = appeal.bound(believed, small.arrived[number])
        assert order.hot[number] == pytest.approx(bound, rel=1e-12)
    assert order.of_hour.sum(axis=0).tolist() == [wall.looks.sum(), wall.votes.sum()]
    assert order.of_template.sum(axis=0).tolist() == [wall.looks.sum(), wall.votes.sum()]


def test_every_order_fills_its_page_with_each_poster_once(small: World) -> None:
    for name, make in orders.ORDERS.items():
        wall, order = crowd.Wall(small), make(1.0)
        for step in range(crowd.STEPS):
            page = crowd.visit(wall, order, step).tolist()
            up = wall.up(step * crowd.STEP)
            assert len(page) == len(set(page)) == min(up, crowd.SEEN), name
            assert all(number < up for number in page), name
        assert (wall.votes <= wall.looks).all()


def test_a_bound_by_kullback_and_leibler_is_as_far_as_it_may_be() -> None:
    p, q = np.array([0.0, 0.1, 0.5]), np.array([0.2, 0.3, 0.5])
    expected = [math.log(1 / 0.8), 0.1 * math.log(1 / 3) + 0.9 * math.log(0.9 / 0.7), 0.0]
    assert orders.divergence(p, q) == pytest.approx(expected, abs=1e-9)


def test_correlations_of_ranks_share_ties() -> None:
    assert crowd.spearman([1, 2, 3], [10, 20, 40]) == pytest.approx(1)
    assert crowd.spearman([1, 1, 2, 3], [4, 4, 3, 2]) == pytest.approx(-1)
    assert crowd.spearman([1, 1], [1, 2]) == 0


def test_the_same_seed_tells_the_same(small: World) -> None:
    assert freshness.run_one((small, orders.OURS, 1.0)) == freshness.run_one((small, orders.OURS, 1.0))


def test_at_equal_freshness_this_wall_gives_nearly_what_an_oracle_does_and_is_just(small: World) -> None:
    ours, before = (freshness.run_one((small, name, 1.0)) for name in (orders.OURS, orders.BEFORE))
    with ThreadPoolExecutor(1) as workers:
        lines = freshness.turned(small, ["oracle"], (before.age, ours.age), workers)
    best, at_before = (freshness.at(lines["oracle"], each.age) for each in (ours, before))
    assert best
    assert at_before
    assert ours.yield_ >= 0.9 * best.yield_
    assert ours.yield_ / best.yield_ > before.yield_ / at_before.yield_
    assert ours.justice >= 0.85
    assert ours.best == 1
    assert ours.unseen == 0
    assert ours.least >= 25
    assert ours.young >= 1 / 3
    drawn = picture.draw(lines, (before.age, ours.age))
    assert drawn.count("<svg") == drawn.count("</svg>") == 1
    assert ">oracle</text>" in drawn
    assert "| oracle | " in telling.freshness(lines, (ours.age,))


def test_cookies_of_one_address_and_a_whole_48_are_one_network() -> None:
    counted = {name: attacks.networks(addresses) for name, addresses in attacks.ATTACKERS.items()}
    assert list(counted.values()) == [1, 1, 10, 500]


def test_a_lie_adds_what_the_site_counts_of_it_and_no_more(small: World) -> None:
    wall, order = crowd.Wall(small), orders.ThisWall(1.0)
    for step in range(crowd.STEPS):
        crowd.visit(wall, order, step)
    one = np.array([int(np.argmax(wall.looks))])
    looks, votes = int(wall.looks[one[0]]), int(wall.votes[one[0]])
    attacks.lie(wall, order, attacks.Aim.RIVAL, one, 1)
    assert (wall.looks[one[0]], wall.votes[one[0]]) == (looks + share_of_one_network(looks), votes)
    attacks.lie(wall, order, attacks.Aim.OWN, one, 1)
    assert wall.votes[one[0]] == votes + share_of_one_network(votes)


def test_without_a_lie_nothing_moves(small: World) -> None:
    wall, order = crowd.Wall(small), orders.ThisWall(1.0)
    for step in range(crowd.STEPS):
        crowd.visit(wall, order, step)
    nobody = (attacks.Aim.RIVAL, np.zeros(0, np.int64), 10)
    plain, lied = (attacks.day_after(wall, order, crowd.STEPS, 0, lies) for lies in (None, nobody))
    assert (plain == lied).all()


def test_the_best_three_are_found_with_a_fifth_of_the_votes_that_equal_exposure_needs() -> None:
    appeals = np.random.default_rng(1).gamma(3, 0.02, size=1500).clip(0, 0.6)
    contest = Contest("many", appeals, np.full(len(appeals), 2000))
    found = [winners.needed((contest, seed)) for seed in range(3)]
    assert all(each.drawn and each.evenly for each in found)
    assert sum(each.drawn or 0 for each in found) <= sum(each.evenly or 0 for each in found) / 5
    assert "| many | 1,500 |" in telling.winners(found)


def test_posters_that_ratings_do_not_tell_from_the_third_are_right_too() -> None:
    contest = Contest("made up", np.array([0.5, 0.4, 0.30, 0.29, 0.1]), np.array([900, 900, 900, 900, 900]))
    assert winners.right_ones(contest).tolist() == [True, True, True, True, False]


def test_tables_are_put_where_a_document_has_their_place(tmp_path: Path) -> None:
    document = "before <!-- orders -->old<!-- /orders --> after"
    assert telling.put_in(document, "orders", "new") == "before <!-- orders -->\n\nnew\n\n<!-- /orders --> after"
    with pytest.raises(ValueError, match="has no"):
        telling.put_in(document, "attacks", "new")


def test_the_command_reads_any_folder_and_refuses_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bench.contests import __main__ as command

    folder = shutil.copytree(FOLDER, tmp_path / "any")
    plain = ["contests", str(folder), "--short", "4", "--posters", "100", "--views", "2000", "--only", "orders"]
    monkeypatch.setattr("sys.argv", [*plain, "--workers", "1"])
    command.main()
    told = capsys.readouterr().out
    assert all(f"| {name} |" in told.replace("**", "") for name in orders.ORDERS)
    (folder / "bad.csv").write_text("a,b,c\n")
    with pytest.raises(SystemExit, match=r"bad\.csv does not begin"):
        command.main()
