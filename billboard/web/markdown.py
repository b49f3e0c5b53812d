"""What operators write in Markdown, as HTML that can do no harm: none of their own, no pictures, no odd addresses."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import nh3
from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# What the renderer makes of what it is let read; whatever else should come out of it, one day, is taken out again.
TAGS = {"p", "br", "hr", "h3", "h4", "h5", "ul", "ol", "li", "a", "em", "strong", "s", "blockquote", "code", "pre"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
DEEPER = 2  # levels by which headings stand below those of the page


@lru_cache(64)
def rendered(text: str) -> Markup:
    """Links lead away without telling from where, and give nobody a place in a search engine."""
    made = _reader().render(text)
    return Markup(  # noqa: S704 it has just been cleaned
        nh3.clean(
            made,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel="noopener noreferrer nofollow",
        )
    )


@cache
def _reader() -> "MarkdownIt":
    """Made where it is first needed: most workers render nothing of the kind for hours."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    reader.disable("image")
    reader.core.ruler.push("deeper", _put_headings_deeper)
    return reader


def _put_headings_deeper(state: "object") -> None:
    for token in state.tokens:  # type: ignore[attr-defined]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + DEEPER, 5)}"
