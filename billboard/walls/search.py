"""Finding posters by their words: what is indexed besides them, and how each database is asked."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Search:
    """How a database finds the newest posters that have every word of `query`, before the row `before`.

    Both index the same tokens (`core.text.searching`), so they find the same posters. A token is letters, digits and
    marks alone, so that quoting it is enough. Orders other than new see the newest 500 matches; the page says so.
    """

    found: str
    quoting: tuple[str, str]  # around a word, between words

    def query(self, tokens: Sequence[str]) -> str:
        quote, joiner = self.quoting
        return joiner.join(f"{quote}{token}{quote}" for token in tokens)


SEARCHES = {
    "sqlite": Search(
        """SELECT rowid FROM poster_words WHERE poster_words MATCH :query AND rowid < :before
        ORDER BY rowid DESC LIMIT 500""",
        ('"', " "),
    ),
    "postgresql": Search(
        """SELECT id FROM posters WHERE tokens @@ CAST(:query AS tsquery) AND id < :before
        ORDER BY id DESC LIMIT 500""",
        ("'", " & "),
    ),
}


def template_token(slug: str) -> str:
    """A search token that no typed word can be: with it, words within one template are found like any words."""
    return "\ue000" + slug.replace("-", "\ue001")


def campaign_token(number: int) -> str:
    """The same for the campaign with this row's number."""
    return f"\ue002{number}"
