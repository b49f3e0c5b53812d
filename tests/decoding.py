"""Words that would be markup to a reader who decodes once too often, and all that such readers may make of them."""

from collections.abc import Iterator
from html import unescape

EVIL = "http://evil.example/a.png"
ATTACKS = [
    f'x" src="{EVIL}" title="',
    f"x' src='{EVIL}' title='",
    f"<img src={EVIL}>",
    f"</p></a><IMG/src={EVIL}>",
    f"&#34; src=&#34;{EVIL}&#34; a=&#34;",
    f"&quot src={EVIL} a=&quot",
    f"&lt;img src={EVIL}&gt;",
    f"&amp;lt;img src={EVIL}&amp;gt;",
    f"&#x26;#60;img src={EVIL}>",
    "</title></textarea></script><svg onload=alert(1)>",
    "<!--",
    "<><?php <![CDATA[",
]
LAYERS = range(4)  # how often a reader decodes before it parses; none is right


def layers(html: str) -> Iterator[str]:
    for _ in LAYERS:
        yield html
        html = unescape(html)
