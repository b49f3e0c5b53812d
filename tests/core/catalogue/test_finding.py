"""Templates are found by what people call them."""

from collections.abc import Mapping

import pytest

from billboard.core.catalogue.finding import answers, words_of
from billboard.core.catalogue.templates import PosterTemplate


def found(artwork: Mapping[str, PosterTemplate], query: str) -> set[str]:
    return {slug for slug, template in artwork.items() if answers(template, query)}


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("trains are late", "rail-apology"),
        ("train", "rail-apology"),
        ("the railway", "travel-1930s"),
        ("dog", "missing-cat"),
        ("politics", "the-candidate"),
        ("Monday", "notification"),
        ("movies", "film-poster"),
        ("queues", "the-queue"),
        ("elect", "former-voter"),
        ("NEWSPAPERS", "tabloid"),
        ("landlords", "eviction-notice"),
        ("holiday at the sea", "travel-1930s"),
    ],
)
def test_a_template_is_found_by_what_it_is_about(artwork: Mapping[str, PosterTemplate], query: str, slug: str) -> None:
    assert slug in found(artwork, query)


@pytest.mark.parametrize("query", ["late", "plat", "rain"])
def test_the_middle_of_a_word_is_no_word(artwork: Mapping[str, PosterTemplate], query: str) -> None:
    wrong = {slug for slug in found(artwork, query) if not any(w.startswith(query) for w in words_of(artwork[slug]))}
    assert wrong == set()
    assert "spray" not in found(artwork, "late")  # of whose blurb “template” is a word


def test_little_words_narrow_nothing(artwork: Mapping[str, PosterTemplate]) -> None:
    for query in ("", "the", "is the"):
        assert found(artwork, query) == {*artwork}
    assert found(artwork, "zzzz") == set()
