"""Where the pictures of a template lie."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PIL import Image

from billboard.core.boxes import Size

LONGEST = 120  # characters of a picture's name


class ArtSource(Protocol):
    @property
    def passing(self) -> bool:
        """Whether there may be any number of such templates, so that what is decoded of them is not kept for ever."""

    def path(self, name: str) -> Path:
        """Of the picture with that name; the same for the same bytes. It may not be there yet."""

    def problem(self, name: str, size: Size) -> str:
        """What is wrong with that picture, which should be so large; empty for nothing."""

    def bring(self, path: Path) -> None:
        """See to it that the picture can be opened there. Raises StoreUnavailable."""


@dataclass(frozen=True, slots=True)
class ArtFolder:
    """A folder of `artwork/`."""

    folder: Path
    passing: bool = False

    def path(self, name: str) -> Path:
        return self.folder / name

    def problem(self, name: str, size: Size) -> str:
        path = self.folder / name
        if path.parent != self.folder or len(name) > LONGEST or not path.is_file():
            return f"there is no picture {path.name[:LONGEST]!r} beside the template.toml"
        return picture_problem(path, size)

    def bring(self, path: Path) -> None:
        """It is there."""


def picture_problem(path: Path, size: Size) -> str:
    """What keeps a file from being art of that size, in words; empty for nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=["JPEG"]) as image:
                found, mode = image.size, image.mode
    except (OSError, Image.DecompressionBombError, Image.DecompressionBombWarning, ValueError, SyntaxError) as error:
        return f"{path.name!r} is not a JPEG: {error}"
    if found != size or mode != "RGB":
        return f"{path.name!r} is {found[0]}x{found[1]} {mode}; {size[0]}x{size[1]} RGB is wanted"
    return ""
