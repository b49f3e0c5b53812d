"""The forms of a page, filled in as somebody would who has little to say."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

TYPED = {"email": "somebody@example.org", "password": "a long enough one", "number": "1", "url": "https://a.example"}


class Forms(HTMLParser):
    """By the path that each is posted to."""

    def __init__(self, page: str, path: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self._path, self._fields, self._select = path, dict[str, str](), ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name, kind = said.get("name", ""), said.get("type", "text")
        if tag == "form":
            self._fields = {}
            if said.get("method", "get").lower() == "post":
                self.found[urlsplit(said.get("action", "")).path or self._path] = self._fields
        elif tag == "textarea" and name:
            self._fields[name] = "Some words"
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._fields.setdefault(self._select, said.get("value", ""))
        elif tag == "input" and name and kind not in ("submit", "file"):
            # Of several to choose from the first; a text as it stands there, or words.
            typed = said.get("value") or ("on" if kind in ("checkbox", "radio") else TYPED.get(kind, "Some words"))
            self._fields.setdefault(name, typed)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
