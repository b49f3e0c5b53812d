"""What operators write in Markdown can do no harm."""

import pytest

from billboard.web.markdown import rendered
from tests.html import Html


def test_paragraphs_lists_links_and_headings_are_what_they_look_like() -> None:
    html = rendered("# Us\n\nWe *are* **here**.\n\n- one\n- two\n\n[More](https://example.org/a?b=1&c=2)")
    assert "<h3>Us</h3>" in html
    assert "<p>We <em>are</em> <strong>here</strong>.</p>" in html
    assert html.count("<li>") == 2
    link = next(attributes for tag, attributes in Html(html).elements if tag == "a")
    assert link == {"href": "https://example.org/a?b=1&c=2", "rel": "noopener noreferrer nofollow"}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "![x](https://elsewhere.example/pixel.png)",
        '[x](https://a.example "\\" onmouseover=\\"alert(1)")',
        "<style>*{display:none}</style>",
        "[x]: javascript:alert(1)\n\n[x]",
        "<a href='https://a.example' target=_blank onclick=alert(1)>x</a>",
        "<svg/onload=alert(1)>",
        "```\n</code></pre><script>alert(1)</script>\n```",
        "\x00<b>",
    ],
)
def test_nothing_else_comes_through(text: str) -> None:
    for tag, attributes in Html(rendered(text)).elements:
        assert tag in {"p", "a", "pre", "code"}
        assert attributes.keys() <= {"href", "title", "rel"}
        assert not (attributes.get("href") or "").lower().startswith(("javascript", "data"))
