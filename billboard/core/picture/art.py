"""Decoded art, and its blank encodings, kept within a bound.

The half size, which previews, thumbnails and small pictures are drawn on, is kept of every 48-sheet of `artwork/`: a
hundred of them are 130 MB, shared by forked workers. Everything larger or rarer comes and goes, and so does the half
size of templates of which there may be any number.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from billboard.core.catalogue.templates import Variant
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.picture.splicing import Tiled
from billboard.core.weighted_cache import WeightedCache

ROOM = 48 << 20  # bytes of art that comes and goes
PASSING = 40 << 20  # of half sizes that do: 31 of them


class ArtCache:
    def __init__(self, room: int = ROOM) -> None:
        self._halves: dict[Path, Image.Image] = {}
        self._others = WeightedCache[Image.Image](room)
        self._passing = WeightedCache[Image.Image](PASSING)
        self._tiled = WeightedCache[Tiled](room // 2)
        self._locks: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)

    def warm(self, variants: Iterable[Variant]) -> None:
        """Decode every variant's 48-sheet."""
        # Decoding leaves the interpreter to others; both cores of a small machine are worth having at the start.
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda variant: self.art(variant, FORTY_EIGHT.half[0]), variants))

    def art(self, variant: Variant, width: int, format_: Format = FORTY_EIGHT) -> Image.Image:
        """A variant's art in a format, RGB, `width` px across, shared: copy before drawing."""
        path = variant.art_in(format_)
        kept = self._kept(path, width, format_)
        if kept is None:
            with self._locks[path]:
                kept = self._kept(path, width, format_) or self._decoded(variant, width, format_)
        return kept

    def tiled(
        self,
        variant: Variant,
        width: int,
        format_: Format,
        quality: int,
        dressed: Callable[[Image.Image], Image.Image] | None = None,
    ) -> Tiled:
        """The art as encoded tiles; `dressed` makes more of it first, always the same at one width and quality."""

        def make() -> tuple[Tiled, int]:
            art = self.art(variant, width, format_)
            tiled = Tiled(dressed(art) if dressed else art, quality)
            return tiled, tiled.weight

        return self._tiled.get((variant.art_in(format_), width, quality), make)

    def kept_tiled(self, variant: Variant, width: int, format_: Format, quality: int) -> Tiled | None:
        """The same where it is at hand."""
        return self._tiled.kept((variant.art_in(format_), width, quality))

    def _kept(self, path: Path, width: int, format_: Format) -> Image.Image | None:
        if format_ is FORTY_EIGHT and width == format_.half[0]:
            return self._half(path)
        return self._others.kept((path, width))

    def _half(self, path: Path) -> Image.Image | None:
        return self._halves.get(path) or self._passing.kept(path)

    def _decoded(self, variant: Variant, width: int, format_: Format) -> Image.Image:
        path, height = variant.art_in(format_), width * format_.art[1] // format_.art[0]
        if width < format_.half[0] and format_ is FORTY_EIGHT and (known := self._half(path)):
            return self._keep(path, known.resize((width, height), Image.Resampling.BICUBIC))
        with Image.open(variant.file_in(format_), formats=["JPEG"]) as opened:
            full = opened.convert("RGB").resize(format_.full, Image.Resampling.BICUBIC)
        half = full.reduce(2)
        if format_ is FORTY_EIGHT:
            self._keep_half(variant, half)
        if width == format_.half[0]:
            return half if format_ is FORTY_EIGHT else self._keep(path, half)
        if width != format_.full[0]:
            full = full.resize((width, height), Image.Resampling.BICUBIC)
        return self._keep(path, full)

    def _keep_half(self, variant: Variant, half: Image.Image) -> None:
        if variant.source.passing:
            self._passing.get(variant.art, lambda: (half, half.width * half.height * 4))
        else:
            self._halves[variant.art] = half

    def _keep(self, path: Path, picture: Image.Image) -> Image.Image:
        return self._others.get((path, picture.width), lambda: (picture, picture.width * picture.height * 4))
