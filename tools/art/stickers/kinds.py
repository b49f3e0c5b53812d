"""Every drawing there is, by its sticker's slug."""

from __future__ import annotations

from collections.abc import Callable

from brushes import Drawing
from inked import monocle, moustache, stamp, tooth
from papered import speech_bubble
from sprayed import crown, halo, horns
from vinyls import clown_nose, eye_patch, googly_eyes, quiff, rosette

KINDS: dict[str, Callable[[], Drawing]] = {
    "clown-nose": clown_nose,
    "crown": crown,
    "eye-patch": eye_patch,
    "googly-eyes": googly_eyes,
    "halo": halo,
    "horns": horns,
    "monocle": monocle,
    "moustache": moustache,
    "quiff": quiff,
    "rosette": rosette,
    "speech-bubble": speech_bubble,
    "stamp": stamp,
    "tooth": tooth,
}
