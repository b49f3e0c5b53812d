"""Addresses as people and programs mangle them: what one was meant to be.

Links are read off prints and out loud, typed in capitals, and pasted with the sentence's full stop, a bracket, or a
forum's tags behind them. An address that leads nowhere is tried again without all that; whoever asked is sent there.
"""

import re
import unicodedata
from urllib.parse import quote, unquote

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

LONGEST = 300  # characters: what is longer is no link of ours, mangled or not
# What forum software puts behind an address, or makes of what stood there; an address of ours has none of these.
_BEHIND = re.compile(r"(?:&(?:amp;|quot;|#\d+;|lt;|gt;)?|[\[<\"“”«»`|\\^{}]).*", re.DOTALL)
_ESCAPED_SLASHES = re.compile(r"\\?/+")
_TAIL = re.compile(r"[\s/.,;:!?)\]}>'’*_~…。、，）」』】]+$")
_POSTER = re.compile(r"/p/([^/]+)(.*)", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(r"([^.]+)(.*)", re.DOTALL)  # the code, and what makes it a picture's address
_LOOKALIKES = str.maketrans("авекмнорстухѕјԁѵ", "abekmhopctyxsjdv")  # of another keyboard
_APART = re.compile(r"[\s\u2010-\u2015_-]+")  # how codes are parted when they are read out


def mended(app: Flask, path: str) -> str | None:
    """The path that was meant, percent-encoded, where a page answers there and it is another than this; else none."""
    if len(path) > LONGEST:
        return None
    meant = path
    for _ in range(2):  # some programs escape what was escaped
        meant = unquote(meant)
    meant = _TAIL.sub("", _BEHIND.sub("", _ESCAPED_SLASHES.sub("/", meant))) or "/"
    for candidate in (_with_code(meant), meant, meant.lower()):
        if candidate != path and _answers(app, candidate):
            return quote(candidate)
    return None


def _with_code(path: str) -> str:
    """The address of a poster with its code as codes are written: small Latin letters and digits without gaps."""
    found = _POSTER.fullmatch(path)
    code = _CODE.fullmatch(found[1]) if found else None
    if not (found and code):
        return path
    letters = unicodedata.normalize("NFKC", code[1]).lower().translate(_LOOKALIKES)
    return f"/p/{_APART.sub('', letters)}{code[2].lower()}{found[2].lower()}"


def _answers(app: Flask, path: str) -> bool:
    """Whether a page of ours has this address; whether there is such a poster is another question."""
    try:
        app.url_map.bind("localhost").match(path, "GET")
    except (RequestRedirect, HTTPException):
        return False
    return True
