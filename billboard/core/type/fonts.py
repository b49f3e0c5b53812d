"""All the type there is, opened when first wanted and kept: a book of faces lives as long as the process."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PIL import features

from billboard.core.cached_method import cached_method
from billboard.core.errors import FontError
from billboard.core.text.language import Han
from billboard.core.type.emoji import EMOJI, EmojiFace
from billboard.core.type.face_choice import FaceChoice
from billboard.core.type.face_measures import FaceMeasures
from billboard.core.type.font_files import FontFiles
from billboard.core.type.shaping import Shaper


class FontBook:
    """The faces under `fonts`, and the system's for Chinese, Japanese and Korean in the folders `system`."""

    def __init__(self, fonts: Path, system: Collection[Path] | None = None) -> None:
        if not features.check("raqm"):
            raise FontError(
                "Pillow cannot shape text: Raqm does not load, most often because libfribidi0 is missing. "
                "Install it with: apt-get install -y libfribidi0"
            )
        self.files = FontFiles(fonts, system)
        self.shaper = Shaper(self.files)
        self.emoji = EmojiFace(self.files.file(EMOJI).path)
        self.measures = FaceMeasures(self.files, self.shaper, self.emoji)

    @cached_method()
    def faces(self, han: Han = "sc", foreign: frozenset[str] = frozenset()) -> FaceChoice:
        """What a text is set in."""
        return FaceChoice(self.measures, han, foreign)
