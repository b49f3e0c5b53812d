from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billboard.core.rank import fairness
from billboard.core.rank.fairness import AHEAD, arrange, caps_for, first_page, newcomers_on, reach

SIZE = 24
CAPS = caps_for(SIZE)


@dataclass(frozen=True)
class Poster:
    id: int
    template: str = "t"
    motto: str | None = None
    origin: str | None = None


posters = st.lists(
    st.tuples(
        st.sampled_from("tttttuvwxyz"), st.sampled_from([None, None, "m", "n"]), st.sampled_from([None, "o", "p"])
    ),
    max_size=300,
).map(lambda rows: [Poster(number, *row) for number, row in enumerate(rows)])


def walk(heat: list[Poster], newcomers: list[Poster] | None = None) -> list[list[Poster]]:
    """All pages, as a reader's cursor leads through them."""
    pages: list[list[Poster]] = []
    waiting: list[Poster] = []
    rest = heat
    if newcomers is not None:
        found, chosen = first_page(rest[: reach(SIZE, 0)], newcomers, size=SIZE, caps=CAPS)
        rest = [each for each in rest if each not in chosen]
        pages, waiting, rest = [found.page], found.waiting, rest[found.used :]
        assert len(waiting) <= AHEAD
    while waiting or rest:
        found = arrange(waiting, rest[: reach(SIZE, len(waiting))], size=SIZE, caps=CAPS)
        pages.append(found.page)
        waiting, rest = found.waiting, rest[found.used :]
        assert len(waiting) <= AHEAD
    return pages


@given(posters, st.lists(st.integers(0, 299), max_size=24, unique=True), st.booleans())
def test_a_walk_shows_every_poster_once_on_full_pages(heat: list[Poster], needy: list[int], beginning: bool) -> None:
    newcomers = [heat[number] for number in needy if number < len(heat)] if beginning else None
    pages = walk(heat, newcomers=newcomers)
    assert sorted(each.id for page in pages for each in page) == [each.id for each in heat]
    assert all(len(page) == SIZE for page in pages[:-1])


@given(posters)
def test_a_cap_gives_way_only_where_nothing_else_is_in_sight(heat: list[Poster]) -> None:
    first = arrange((), heat[: reach(SIZE, 0)], size=SIZE, caps=CAPS)
    counts = {name: Counter(getattr(each, name) for each in first.page) for name in ("template", "motto", "origin")}

    def full(each: Poster, past: int) -> bool:
        """Whether a cap is reached, or passed by so many, for what a poster is told apart by."""
        marks = [(name, getattr(each, name)) for name in counts]
        return any(v is not None and counts[name][v] >= getattr(CAPS, name) + past for name, v in marks)

    if any(full(each, 1) for each in first.page):
        assert all(full(each, 0) for each in first.waiting)


def test_what_is_over_a_cap_slips_to_the_next_page_in_its_order() -> None:
    flood = [Poster(number, "flood") for number in range(6)]
    others = [Poster(10 + number, f"t{number}") for number in range(60)]
    first, second, *_ = walk(flood + others)
    assert [each.id for each in first[:5]] == [0, 1, 2, 3, 10]
    assert [each.id for each in second[:3]] == [4, 5, 30]


@pytest.mark.parametrize(("mark", "most"), [("template", 4), ("motto", 2), ("origin", 3)])
def test_one_template_slogan_or_creator_has_a_few_places_of_a_page(mark: str, most: int) -> None:
    flood = [Poster(n, **{"template": f"f{n}", mark: "same"}) for n in range(20)]
    others = [Poster(100 + n, f"t{n}") for n in range(200)]
    for page in walk(flood + others)[:5]:
        assert sum(getattr(each, mark) == "same" for each in page) == most


def test_a_wall_of_one_template_has_no_cap_on_templates() -> None:
    heat = [Poster(number) for number in range(40)]
    assert arrange((), heat, size=SIZE, caps=caps_for(SIZE, one_template=True)).page == heat[:SIZE]


def test_where_caps_give_way_that_of_slogans_is_the_last() -> None:
    heat = [Poster(number, motto="same") for number in range(20)] + [Poster(20 + number) for number in range(30)]
    page = arrange((), heat, size=SIZE, caps=CAPS).page
    assert sum(each.motto == "same" for each in page) == CAPS.motto


def test_newcomers_stand_third_eighth_and_so_on_and_heat_has_the_rest() -> None:
    heat = [Poster(number, f"t{number}") for number in range(100)]
    newcomers = [Poster(1000 + number, f"n{number}") for number in range(9)]
    page = first_page(heat, newcomers, size=SIZE, caps=CAPS)[0].page
    assert [each.id for each in page if each.id >= 1000] == [1000, 1001, 1002, 1003]
    assert [place for place, each in enumerate(page) if each.id >= 1000] == [2, 7, 12, 17]
    assert [each.id for each in page if each.id < 1000] == list(range(20))


def test_whom_heat_puts_on_the_page_takes_no_newcomers_place() -> None:
    heat = [Poster(number, f"t{number}") for number in range(100)]
    arranged, chosen = first_page(heat, [heat[0], heat[50]], size=SIZE, caps=CAPS)
    assert chosen == [heat[50]]
    assert arranged.page[0] == heat[0]
    assert arranged.page[2] == heat[50]


def test_one_creator_or_slogan_has_one_newcomers_place() -> None:
    heat = [Poster(number, f"t{number}") for number in range(100)]
    flood = [Poster(1000 + number, f"n{number}", origin="flood") for number in range(5)]
    flood += [Poster(2000 + number, f"m{number}", motto="same") for number in range(5)]
    assert [each.id for each in first_page(heat, flood, size=SIZE, caps=CAPS)[1]] == [1000, 2000]


@pytest.mark.parametrize("size", [1, 2, 3, 9, 24, 50])
def test_pages_of_every_size_have_room_for_heat_and_newcomers(size: int) -> None:
    heat = [Poster(number, f"t{number}") for number in range(200)]
    arranged, chosen = first_page(heat, heat[100:110], size=size, caps=caps_for(size))
    assert len(arranged.page) == size
    assert len(chosen) == newcomers_on(size) <= size


def test_slogans_that_differ_in_dress_alone_have_one_motto() -> None:
    same = {fairness.motto(text) for text in ("Mind the BISCUITS!", "mind the biscuit", "Mínd — the biscuits…")}
    assert len(same) == 1
    assert fairness.motto("Mind the gap") not in same
    assert fairness.motto("!!!") is None
