"""A template that comes as a zip: one folder's template.toml and JPEGs, each picture encoded anew.

The zip may have been made by anybody: what it says of itself is not believed, and bounds hold for what comes out of it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from billboard.core.darkroom.opening import encoded, opened
from billboard.core.errors import Refused

MOST_FILES, MOST_TEXT, MOST_PICTURE, MOST_ALL = 120, 256 << 10, 12 << 20, 80 << 20  # bytes but the first
QUALITY = 90
PICTURE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.jpg")
TOML = "template.toml"
LITTER = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)")  # that systems leave in zips
NO_ZIP = "This file is no zip that can be read. Choose one that was exported from a studio, or zip a template’s folder."
NO_TOML = "There is no template.toml in this zip. Zip a template’s folder: its template.toml and its JPEGs."
TOO_MANY = f"There are more than {MOST_FILES} files in this zip. Zip one template’s folder alone."
TOO_LARGE = "What is in this zip is too large for a template."
ODD = "“{0}” is no part of a template. A template.toml is, and JPEGs named by small letters, digits and hyphens are."


def unzipped(values: dict[str, Any], files: list[bytes]) -> tuple[dict[str, Any], Sequence[bytes]]:
    """A job of a process apart: the template's text and the names of its pictures, and those. Raises Refused."""
    try:
        with zipfile.ZipFile(BytesIO(files[0])) as archive:
            text, pictures = _read(archive)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # whatever is wrong with it
        raise Refused(NO_ZIP) from error
    names = sorted(pictures)
    return {"toml": text, "names": names}, [_anew(name, pictures[name]) for name in names]


def _read(archive: zipfile.ZipFile) -> tuple[str, dict[str, bytes]]:
    found = [each for each in archive.infolist() if not each.is_dir() and not LITTER.search(each.filename)]
    if len(found) > MOST_FILES:
        raise Refused(TOO_MANY)
    tops = [each for each in found if each.filename.rpartition("/")[2] == TOML]
    if not tops:
        raise Refused(NO_TOML)
    folder = min(tops, key=lambda each: (each.filename.count("/"), each.filename)).filename.removesuffix(TOML)
    text, pictures, room = "", dict[str, bytes](), MOST_ALL
    for each in found:
        name = each.filename.removeprefix(folder)
        if not each.filename.startswith(folder) or not (name == TOML or PICTURE.fullmatch(name)):
            raise Refused(ODD.format(each.filename[:80]))
        data = _bytes(archive, each, min(room, MOST_TEXT if name == TOML else MOST_PICTURE))
        room -= len(data)
        if name == TOML:
            text = data.decode("utf-8")
        else:
            pictures[name.removesuffix(".jpg")] = data
    return text, pictures


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(info) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Refused(TOO_LARGE)
    return data


def _anew(name: str, data: bytes) -> bytes:
    try:
        return encoded(opened(data), QUALITY)
    except Refused as refused:
        raise Refused(f"{name}.jpg: {refused.message}") from refused
