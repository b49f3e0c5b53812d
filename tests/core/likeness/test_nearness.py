import sqlite3
from contextlib import closing

from billboard.core.likeness.nearness import BANDS, NEAR, bands, likeness, trigrams
from billboard.core.likeness.skeleton import skeleton
from tests.core.likeness.sets import Half, clean

FOUND = "select poster_id from skeleton_bands where band in ({}) group by 1 order by count(*) desc limit 200"


def misspelt(text: str, place: int) -> str:
    """A text with two of its letters changed."""
    letters = list(text)
    for index in (place % len(text), (place * 7 + 3) % len(text)):
        letters[index] = "x"
    return "".join(letters)


def test_trigrams_know_where_a_skeleton_begins_and_ends() -> None:
    assert trigrams("abc") == {"^ab", "abc", "bc$"}
    assert trigrams("a") == {"^a$"}
    assert trigrams("") == frozenset()


def test_likeness_is_the_share_of_letters_that_stay() -> None:
    assert likeness("hatethem", "hatethem") == 1
    assert likeness("hatethem", "hatethen") == 7 / 8
    assert likeness("abc", "xyz") == 0
    assert likeness("", "") == 1


def test_floods_are_compared_by_their_beginnings() -> None:
    assert likeness("a" * 600 + "b" * 20_000, "a" * 600 + "c" * 20_000) == 1


def test_bands_fit_their_columns() -> None:
    found = bands("hatethem")
    assert len(set(found)) == BANDS
    assert all(-(2**63) <= band < 2**63 for band in found)
    assert bands("hatethem") == found
    assert bands("") == ()


def test_a_database_finds_what_is_near_by_its_bands() -> None:
    skeletons = [each for each in map(skeleton, clean(Half.SEEN)) if len(each) >= 16]
    rows = [(band, index) for index, each in enumerate(skeletons) for band in bands(each)]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("create table skeleton_bands (band, poster_id, primary key (band, poster_id)) without rowid")
        database.executemany("insert into skeleton_bands values (?, ?)", rows)
        sought = [(index, misspelt(each, index)) for index, each in enumerate(skeletons)]
        near = [(index, each) for index, each in sought if likeness(skeletons[index], each) >= NEAR]
        query = FOUND.format(",".join("?" * BANDS))
        answers = [{found for (found,) in database.execute(query, bands(each))} for _, each in near]
    assert sum(index in found for (index, _), found in zip(near, answers, strict=True)) >= 0.98 * len(near)
    # What is to be compared in the end is little of all there is.
    assert sum(map(len, answers)) / len(answers) < 0.02 * len(skeletons)
