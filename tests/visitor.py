"""Somebody at a running site, without a browser: keeps cookies, and says where a post comes from."""

import http.cookiejar
import re
import ssl
import time
import urllib.request
from collections.abc import Mapping
from email.message import Message
from html import unescape
from http.client import HTTPResponse
from typing import Any, NamedTuple
from urllib.parse import urlencode

from urllib3 import encode_multipart_formdata

NO_COOKIES = http.cookiejar.DefaultCookiePolicy(allowed_domains=[])


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    """`site` is the address that requests go to. Headers of None are not sent: `Visitor(url, Referer=None)`."""

    def __init__(
        self, site: str, trust: ssl.SSLContext | None = None, *, cookies: bool = True, **headers: str | None
    ) -> None:
        self.site = site
        self.headers: dict[str, str | None] = {
            "Referer": site + "/",
            "Origin": site,
            "Sec-Fetch-Site": "same-origin",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        self.cookies = http.cookiejar.CookieJar(None if cookies else NO_COOKIES)
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trust), urllib.request.HTTPCookieProcessor(self.cookies), _Answers
        )

    def ask(self, path: str, **fields: str) -> Answer:
        """GET, or POST where there are fields."""
        data = urlencode(fields).encode() if fields else None
        return self._send(urllib.request.Request(self.site + path, data))

    def fill_in(self, page: str, post_to: str = "", **fields: str) -> Answer:
        """Post a page's form with its hidden fields."""
        return self.ask(post_to or page, **{**hidden(self.ask(page).text), **fields})

    def decide(self, page: str, poster: str, **fields: str) -> Answer:
        """Send a decision about a poster, by its path, as a page of the desk shows it."""
        text, code = self.ask(page).text, poster.rpartition("/")[2]
        seen = re.findall(rf'name="seen" value="({code}:[^"]*)"', text)[0]
        return self.ask(f"/moderate{poster}", **{**hidden(text), "seen": seen, **fields})

    def upload(self, page: str, files: Mapping[str, bytes], **fields: str) -> Answer:
        """The same with files, by the names of their fields."""
        sent: dict[str, str | tuple[str, bytes]] = {**hidden(self.ask(page).text), **fields}
        sent.update((name, (name, data)) for name, data in files.items())
        body, kind = encode_multipart_formdata(sent)
        return self._send(urllib.request.Request(self.site + page, body, {"Content-Type": kind}))

    def _send(self, request: urllib.request.Request) -> Answer:
        for name, value in self.headers.items():
            if value is not None and (request.data or name == "Referer"):
                request.add_header(name, value)
        with self.opener.open(request, timeout=30) as answer:
            return Answer(answer.status, answer.headers, answer.read())


def maker(visitor: Visitor) -> tuple[str, dict[str, str]]:
    """The first template's page, and words for all of its slots."""
    address = re.findall(r'href="(/make/[a-z-]+)', visitor.ask("/make").text)[0]
    slots = re.findall(r'<(?:input|textarea)[^>]*name="([a-z_]+)"[^>]*data-slot', visitor.ask(address).text)
    return address, {name: f"Paste {time.time_ns() % 1000}" for name in slots}


def paste(visitor: Visitor) -> str:
    """Publish a poster; its path."""
    address, words = maker(visitor)
    answer = visitor.fill_in(address, **words)
    assert answer.status == 303, answer.text
    return answer.headers["Location"].removeprefix(visitor.site)


def hidden(page: str) -> dict[str, str]:
    """The token and the key of a page's form."""
    found = {}
    for name in ("csrf_token", "key"):
        if tag := re.search(rf'<input[^>]*name="{name}"[^>]*>', page):
            value = re.search(r'value="([^"]*)"', tag[0])
            found[name] = unescape(value[1]) if value else ""
    return found


class _Answers(urllib.request.HTTPErrorProcessor):
    """Every answer is an answer: no redirect is followed and no status raised."""

    def http_response(self, request: urllib.request.Request, response: HTTPResponse) -> Any:
        return response

    https_response = http_response
