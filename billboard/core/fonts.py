"""The faces there are."""

from __future__ import annotations

from pathlib import Path


class FontBook:
    """All faces under `fonts/`, opened when first wanted and kept."""

    def __init__(self, fonts: Path) -> None:
        self.paths = {path.stem: path for path in sorted(fonts.rglob("*.[to]tf"))}

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(self.paths)
