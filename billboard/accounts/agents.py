"""What a browser calls itself, shortened to words by which its owner knows it again.

No version, no model and nothing else of the header is kept: a list of devices needs no more.
"""

from collections.abc import Sequence

# The first that is found counts: most pretend to be one that stands below.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Vivaldi", "Vivaldi"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)


def in_words(header: str) -> str:
    browser, system = _first(BROWSERS, header), _first(SYSTEMS, header)
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else "An unknown browser")


def _first(known: Sequence[tuple[str, str]], header: str) -> str:
    return next((name for mark, name in known if mark in header), "")
