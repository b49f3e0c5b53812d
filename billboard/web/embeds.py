"""A poster for other sites: codes to paste into forums, pages and chats, oEmbed, and links that share it.

Each code has the escaping of its own language; a slogan is hostile until it is escaped, and inert (inert_text) besides,
as nobody knows how often it will be decoded.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from billboard.core.boxes import Size
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import BadRequest, NotFound
from billboard.core.picture.poster_card import CARD_SIZE
from billboard.core.picture.stored_pictures import FULL_SIZE, THUMB_SIZE
from billboard.posters.posters import is_code
from billboard.web.inert_text import inert
from billboard.web.site import absolute
from billboard.web.view_models import PosterView

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&:@$^=\"'])")
_PAGE = re.compile(r"/p/([^/.]+)(?:\.jpg|/embed|/[a-z0-9/-]+\.jpg)?/?")  # a poster's page, frame or picture
DEFAULT_PORTS = {"http": 80, "https": 443}
SMALL = (400, 200, 100)  # px of width beside the pictures that are stored
THUMBNAIL = SMALL[0]  # px of width of an oEmbed's thumbnail, at most
LICENCES = {"CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/"}
CACHE_AGE = 60  # seconds that a consumer may keep an oEmbed answer: the slogan in it is to go with the poster


@dataclass(frozen=True)
class Code:
    """Something to copy."""

    id: str
    label: str
    text: str


def codes(poster: PosterView) -> list[Code]:
    """The link first."""
    page, image, thumb = (absolute(each) for each in (poster.page, poster.image, poster.thumb))
    alt = inert(" ".join(poster.alt.split()))
    return [
        Code("link", "Link", page),
        Code("forum", "Forum code", f"[url={page}][img]{image}[/img][/url]"),
        Code("forum-small", "Forum code, small", f"[url={page}][img]{thumb}[/img][/url]"),
        Code(
            "html",
            "HTML",
            f'<a href="{escape(page)}"><img src="{escape(image)}" width="{THUMB_SIZE[0]}" height="{THUMB_SIZE[1]}"'
            f' alt="{escape(alt)}" loading="lazy"></a>',
        ),
        Code("frame", "HTML, framed with its votes", frame(poster)),
        Code("markdown", "Markdown", f"[![{markdown(alt)}]({image})]({page})"),
        Code("image", "Picture address", image),
    ]


def frame(poster: PosterView) -> str:
    source, title = escape(absolute(f"/p/{poster.code}/embed")), escape(inert(" ".join(poster.alt.split())))
    return (
        f'<iframe src="{source}" title="{title}" width="800" height="448" loading="lazy" frameborder="0"'
        ' style="border: 0; width: 100%; max-width: 800px; height: auto; aspect-ratio: 800 / 448"></iframe>'
    )


def markdown(text: str) -> str:
    """Text as CommonMark shows it literally: one line, ASCII punctuation escaped (section 2.4 of its specification)."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def share_links(poster: PosterView) -> Iterable[tuple[str, str]]:
    """Where a poster can be shared, and the address that does it: plain links, which call nobody until followed."""
    page, text = absolute(poster.page), " ".join(poster.slogan.split())[:200]
    both = f"{text} {page}"
    return (
        ("E-mail", f"mailto:?{_query(subject=text, body=page)}"),
        ("Text message", f"sms:?{_query(body=both)}"),
        ("WhatsApp", f"https://wa.me/?{_query(text=both)}"),
        ("Telegram", f"https://t.me/share/url?{_query(url=page, text=text)}"),
        ("Mastodon", f"https://mastodonshare.com/?{_query(text=text, url=page)}"),
        ("Bluesky", f"https://bsky.app/intent/compose?{_query(text=both)}"),
        ("Reddit", f"https://www.reddit.com/submit?{_query(url=page, title=text)}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?{_query(u=page)}"),
        ("X", f"https://x.com/intent/post?{_query(text=text, url=page)}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?{_query(url=page)}"),
    )


def _query(**fields: str) -> str:
    """With spaces as %20: in what is handed on to an app a plus stays one."""
    return urlencode(fields, quote_via=quote)


def code_in(address: str) -> str:
    """The code of the poster whose page, frame or picture has this address. Raises NotFound."""
    try:
        parts = urlsplit(address.strip())
        here = _host(parts) == _host(urlsplit(absolute("")))
    except ValueError:
        parts, here = urlsplit(""), False
    found = _PAGE.fullmatch(parts.path)
    if here and parts.scheme in DEFAULT_PORTS and found and is_code(found[1]):
        return found[1]
    raise NotFound("That is not the address of a poster here. Give the link of one, whole.")


def _host(parts: SplitResult) -> tuple[str | None, int | None]:
    """Without what makes no difference: case, and the scheme's own port, told or not. Raises ValueError."""
    port = parts.port
    return parts.hostname, None if port in DEFAULT_PORTS.values() else port


def oembed(poster: PosterView, *, site_name: str, width: int | None, height: int | None) -> dict[str, Any]:
    """An oEmbed photo (https://oembed.com, 2.3.4.1): the largest of the poster's pictures that the bounds allow."""
    for bound in (width, height):
        if bound is not None and bound < 1:
            raise BadRequest("maxwidth and maxheight are whole numbers of px, 1 at least.")
    if poster.covered is not None:
        return _oembed_of_covered(poster, site_name, width, height)
    (across, down), path = _largest(poster, width, height)
    answer = _photo(poster, site_name, inert(poster.slogan), path, (across, down))  # it ends up in an attribute
    (across, down), path = _largest(poster, min(THUMBNAIL, width or THUMBNAIL), height)
    return answer | {"thumbnail_url": absolute(path), "thumbnail_width": across, "thumbnail_height": down}


def _oembed_of_covered(poster: PosterView, site_name: str, width: int | None, height: int | None) -> dict[str, Any]:
    """Its neutral card, or where that finds no room a bare link. The address of the card shows the poster again once it
    is uncovered."""
    (across, down), title = CARD_SIZE, "Covered until somebody has looked"
    photo = _photo(poster, site_name, title, poster.card, CARD_SIZE)
    if across <= (width or across) and down <= (height or down):
        return photo
    return {name: value for name, value in photo.items() if name not in ("url", "width", "height")} | {"type": "link"}


def _photo(poster: PosterView, site_name: str, title: str, path: str, size: Size) -> dict[str, Any]:
    return {
        "version": "1.0",
        "type": "photo",
        "title": title,
        "url": absolute(path),
        "width": size[0],
        "height": size[1],
        "web_page": absolute(poster.page),
        "provider_name": site_name,
        "provider_url": absolute("/"),
        "cache_age": CACHE_AGE,
    }


def _largest(poster: PosterView, width: int | None, height: int | None) -> tuple[Size, str]:
    """Of a poster's pictures that no side is too long of: its size in px, and its path. Raises NotFound."""
    pictures = [
        (FULL_SIZE, poster.image),
        (THUMB_SIZE, poster.thumb),
        *(((each, each // 2), small(poster, each)) for each in SMALL),
    ]
    for (across, down), path in pictures:
        if across <= (width or across) and down <= (height or down):
            return (across, down), path
    raise NotFound(f"No picture of a poster is that small; the smallest is {SMALL[-1]} by {SMALL[-1] // 2} px.")


def small(poster: PosterView, width: int) -> str:
    return f"/p/{poster.code}/w{width}.jpg"


def linked_data(poster: PosterView, template: PosterTemplate | None, site_name: str) -> dict[str, Any]:
    """The poster for search engines (https://schema.org/ImageObject), with the licence and credit of its art."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ImageObject",
        "name": poster.slogan,
        "caption": poster.alt,
        "url": absolute(poster.page),
        "contentUrl": absolute(poster.image),
        "thumbnailUrl": absolute(poster.thumb),
        "width": FULL_SIZE[0],
        "height": FULL_SIZE[1],
        "encodingFormat": "image/jpeg",
        "datePublished": poster.published.isoformat(),
        "isPartOf": {"@type": "WebSite", "name": site_name, "url": absolute("/")},
        "acquireLicensePage": absolute("/about"),
    }
    if template:
        found |= {"creditText": template.credit, "license": LICENCES.get(template.licence, template.licence)}
    return found
