"""Atom feeds (RFC 4287), built as a tree, so that no slogan can break out of its element."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
MEDIA = "http://search.yahoo.com/mrss/"  # a namespace's name; nothing is fetched from it
TYPE = "application/atom+xml"
BEFORE_THE_FIRST = datetime(2010, 1, 1, tzinfo=UTC)  # when a feed without entries was updated: it has to say something
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by XML 1.0, even as a reference

ElementTree.register_namespace("", ATOM)
ElementTree.register_namespace("media", MEDIA)


@dataclass(frozen=True)
class Picture:
    address: str  # of a JPEG
    thumb: str
    thumb_size: tuple[int, int]  # px


@dataclass(frozen=True)
class Entry:
    page: str  # its permalink, and so its id
    title: str
    content: str  # HTML
    category: tuple[str, str, str]  # term, label, the scheme it belongs to
    picture: Picture
    published: datetime


@dataclass(frozen=True)
class Feed:
    """Every address is whole, with scheme and host."""

    id: str  # the address of its first page
    address: str  # its own
    page: str  # the same as a web page
    title: str
    subtitle: str
    author: str
    author_page: str
    icon: str
    entries: Sequence[Entry]
    next: str = ""  # the address of its next page, which has older entries (RFC 5005, 3)


def write(feed: Feed) -> bytes:
    """The feed as a UTF-8 document. What XML cannot hold becomes U+FFFD, as a reader expects of lost characters."""
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(max((entry.published for entry in feed.entries), default=BEFORE_THE_FIRST)))
    _link(root, "self", feed.address, TYPE)
    _link(root, "first", feed.id, TYPE)
    if feed.next:
        _link(root, "next", feed.next, TYPE)
    _link(root, "alternate", feed.page, "text/html")
    author = ElementTree.SubElement(root, f"{{{ATOM}}}author")
    _text(author, "name", feed.author)
    _text(author, "uri", feed.author_page)
    _text(root, "icon", feed.icon)
    _text(root, "generator", "Billboard")
    for entry in feed.entries:
        _entry(root, entry)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _entry(root: ElementTree.Element, entry: Entry) -> None:
    element = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
    _text(element, "id", entry.page)
    _text(element, "title", entry.title)
    _text(element, "published", _moment(entry.published))
    _text(element, "updated", _moment(entry.published))  # a poster never changes; votes are no news
    _link(element, "alternate", entry.page, "text/html")
    _link(element, "enclosure", entry.picture.address, "image/jpeg")
    term, label, scheme = entry.category
    category = {"term": xml_text(term), "label": xml_text(label), "scheme": xml_text(scheme)}
    ElementTree.SubElement(element, f"{{{ATOM}}}category", category)
    _text(element, "content", entry.content).set("type", "html")
    width, height = map(str, entry.picture.thumb_size)
    thumb = {"url": xml_text(entry.picture.thumb), "width": width, "height": height}
    ElementTree.SubElement(element, f"{{{MEDIA}}}thumbnail", thumb)


def xml_text(text: str) -> str:
    return NOT_IN_XML.sub("\ufffd", text)


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = xml_text(text)
    return element


def _link(parent: ElementTree.Element, relation: str, address: str, kind: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "type": kind, "href": xml_text(address)})


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
