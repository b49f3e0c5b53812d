"""The files under fonts/, and the system's for Chinese, Japanese and Korean: where each face lives and what it has."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]  # published without types

from billboard.core.cached_method import cached_method
from billboard.core.errors import FontError
from billboard.core.type.anchors import Anchors, read_anchors
from billboard.core.type.emoji import EMOJI
from billboard.core.type.fallbacks import FontFile, read_fallbacks


class FontFiles:
    """Faces go by their stems, the names of their files without the ending.

    `system` are the folders to look for the system's faces in; by default those named in fonts/fallback/faces.toml.
    """

    def __init__(self, fonts: Path, system: Collection[Path] | None = None) -> None:
        self._files: dict[str, FontFile] = {}
        for path in sorted(fonts.rglob("*.[to]tf")):
            if other := self._files.get(path.stem):
                raise FontError(
                    f"{path}: there is a font of this name already, {other.path}; names are unique over {fonts}"
                )
            self._files[path.stem] = FontFile(path)
        self.stems = frozenset(self._files)
        standing_in = {stem for stem, file in self._files.items() if file.path.parent.name == "fallback"} - {EMOJI}
        if not standing_in or EMOJI not in self.stems:
            raise FontError(f"{fonts}: the fallback faces and {EMOJI}.ttf are missing from {fonts / 'fallback'}")
        self.fallbacks = read_fallbacks(fonts / "fallback", standing_in, system)
        self._files |= self.fallbacks.cjk_files
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._anchors: list[Anchors] = []

    def file(self, stem: str) -> FontFile:
        """Where a face lives."""
        if stem not in self._files:
            raise FontError(f"there is no font called {stem!r} under fonts/")
        return self._files[stem]

    def is_slots_own(self, stem: str) -> bool:
        """Whether a face is none of those that stand in for others."""
        return stem not in self.fallbacks.looks and stem not in self.fallbacks.cjk_files

    @cached_method()
    def covered(self, stem: str) -> frozenset[str]:
        """The characters that a face has and draws right; the faces of one collection have the same."""
        mapped, wrong = self._mapped(self.file(stem).path), self.fallbacks.wrong.get(stem)
        return mapped - wrong if wrong else mapped

    @cached_method()
    def _mapped(self, path: Path) -> frozenset[str]:
        # By HarfBuzz, which makes no name for each of 45,000 glyphs; weights of a family have the same characters.
        mapped = frozenset(sys.intern(chr(each)) for each in hb.Face(hb.Blob.from_file_path(str(path))).unicodes)
        return self._sets.setdefault(mapped, mapped)

    @cached_method()
    def anchors(self, stem: str) -> Anchors:
        """Where accents have their place on letters."""
        file = self.file(stem)
        anchors = read_anchors(hb.Face(hb.Blob.from_file_path(str(file.path)), file.number))
        # Weights of a family mostly have the same.
        known = next((each for each in self._anchors if each == anchors), None)
        if known is None:
            self._anchors.append(anchors)
        return known or anchors

    def warm(self, stems: Collection[str]) -> None:
        """Read where accents stand in faces, so that forked workers share it."""
        for stem in stems:
            self.anchors(stem)
