"""HTML taken apart, for tests that look at pages, letters and feeds."""

from html.parser import HTMLParser


class Html(HTMLParser):
    """The elements of a piece of HTML with their attributes, in its order, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data
