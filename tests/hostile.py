"""Words that mean harm, a way to send them all, and what a page may not make of them."""

from html.parser import HTMLParser

from flask.testing import FlaskClient

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "${7*7} #{7*7}",
    "%s %n %x %00 %0d%0a",
    "\r\nSet-Cookie: a=b\r\n\r\n<b>",
    "'; DROP TABLE posters; --",
    "[img]x[/img][/url]",
    "](javascript:alert(1))",
    "--><!--",
    "]]>",
    "&lt;script&gt; &amp; &#x3c;",
    "\\u003cscript\\u003e \\",
    "<\u200bscript>",
    "nul \x00 byte",
    "bell \x07 escape \x1b[31m",
    "over \u202e ride \u2066 isolate",
    "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308algo",
    "tag \U000e0041\U000e0042",
    "lone \ud800 half",
    "private \ue000 \U000f0000 non \ufffe",
    "line\u2028para\u2029sep\x85nel",
    "\ufeffbom",
    "🏳️‍🌈👩‍👩‍👧‍👦🇬🇧1️⃣",
    "ﷺ" * 10,
    "🅰" * 20,
    "a" * 500,
    "W" * 60,
    "\n" * 300,
    " ",
    "\u3164",
    "ب" * 70,
    "مرحبا <b>hello</b> שלום",
    "नमस्ते ไทย 中文 한국어",
    "A\u0300" * 30,
    "0" * 70,
    "-" * 70,
    "…" * 30,
]


class Reader(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.handlers: list[str] = []
        self.tags: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, value in attrs if name.startswith("on")]
        self.handlers += [
            value
            for name, value in attrs
            if value and value.strip().lower().startswith("javascript:") and name in ("href", "src", "action")
        ]
        if tag == "script":
            self.scripts.append(dict(attrs).get("src") or dict(attrs).get("type") or "inline")


def harmless(page: str) -> None:
    """No script but the site's own runs, and no element that only a visitor could have brought is there."""
    reader = Reader(page)
    assert reader.handlers == []
    assert all(script.startswith("/static/") or script.endswith("json") for script in reader.scripts)
    assert not {"b", "iframe", "object"} & set(reader.tags)


def send(client: FlaskClient, address: str, form: dict[str, str]) -> tuple[int, str, str]:
    """Post a form, lone surrogates too, which a client of Flask's would not encode; status, page and Location."""
    body = "&".join(
        f"{name}=" + "".join(f"%{byte:02X}" for byte in value.encode("utf-8", "surrogatepass"))
        for name, value in form.items()
    )
    response = client.post(address, data=body, content_type="application/x-www-form-urlencoded")
    return response.status_code, response.text, response.headers.get("Location", "")
