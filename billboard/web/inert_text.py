"""Text for markup that travels inside other markup: feeds, letters, codes to paste, titles that oEmbed tells.

Readers decode more often than they should: feedparser turns `&#34;` into a quotation mark before it parses, others
unescape all of a content once more. Escaping is no help there, as each decoding takes a layer of it off. So whatever
could open a tag, end an attribute or begin a character reference is written as what looks the same and never does.
"""

import re

JOINER = "\u2060"  # WORD JOINER: no width, and no letter, so that `<` and `&` before it are themselves
MARKUP = re.compile(r"<(?=[A-Za-z/!?>])|&(?=[A-Za-z#])")  # HTML, 13.2.5.6 and 13.2.5.72; `<>` is SGML's
CURLED = (('"', "“", "”"), ("'", "‘", "’"))


def inert(text: str) -> str:
    """The same to the eye but for straight quotation marks, which are curled. It is still to be escaped."""
    for straight, opening, closing in CURLED:
        text = re.sub(rf"(?<!\S){straight}", opening, text).replace(straight, closing)
    return MARKUP.sub(rf"\g<0>{JOINER}", text)
