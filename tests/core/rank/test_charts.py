import pytest

from billboard.core.rank import charts


@pytest.mark.parametrize(("value", "end"), [(0, 1), (1, 1), (3, 4), (9, 10), (99, 100), (101, 200), (6001, 8000)])
def test_a_scale_ends_at_the_next_round_number(value: int, end: int) -> None:
    assert charts.ceiling(value) == end


def test_columns_are_as_tall_as_their_values_and_stay_in_the_drawing() -> None:
    chart = charts.columns([(str(day), day * 10) for day in range(30)])
    heights = [bar.height for bar in chart.bars]
    assert heights == sorted(heights)
    assert heights[29] / heights[10] == pytest.approx(2.9, rel=0.01)
    for bar in chart.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= chart.width
        assert 0 <= bar.y <= bar.y + bar.height <= chart.height
    assert [name.text for name in chart.names] == ["0", "15", "29"]
    assert chart.peak is not None
    assert chart.peak.text == "290"


@pytest.mark.parametrize("values", [[], [("now", 0)], [("now", 5)], [("a", 0), ("b", 0)]])
def test_a_chart_of_little_or_nothing_is_drawn(values: list[tuple[str, int]]) -> None:
    assert len(charts.columns(values).bars) == len(charts.rows(values).bars) == len(values)


def test_rows_share_one_scale() -> None:
    longest, half = charts.rows([("biscuit", 10), ("queue", 5)]).bars
    assert half.width == pytest.approx(longest.width / 2)
    assert half.y > longest.y + longest.height


@pytest.mark.parametrize(("value", "told"), [(0, "0"), (1500, "1.5k"), (20_000, "20k"), (2_000_000, "2m")])
def test_figures_of_the_scale_are_short(value: int, told: str) -> None:
    assert charts.short(value) == told
