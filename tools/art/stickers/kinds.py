"""Every drawing there is, by its sticker's slug."""

from __future__ import annotations

from collections.abc import Callable

from brushes import Drawing
from papered import speech_bubble
from sprayed import crown, halo, horns

KINDS: dict[str, Callable[[], Drawing]] = {
    "crown": crown,
    "halo": halo,
    "horns": horns,
    "speech-bubble": speech_bubble,
}
