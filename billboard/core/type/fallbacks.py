"""The faces that stand in for what a slot's own face lacks, and which of them is most like it."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import regex

from billboard.core.errors import FontError
from billboard.core.text.language import Han
from billboard.core.text.scripts import CJK, CJK_MARKS

Weight = Literal["Regular", "Bold", "Black"]
WEIGHTS: tuple[Weight, ...] = ("Regular", "Bold", "Black")
# The darkness of a line of type: an upright stem's thickness over the advance of n. Noto Sans has 0.15 in Regular, 0.23
# in Bold and 0.29 in Black, its Condensed faces a little more; the bounds lie between.
BOLD_FROM, BLACK_FROM = 0.19, 0.275
NARROW_UNDER = 0.7  # the advance of n over the height of capitals; 0.87 in Noto Sans

_NAME = regex.compile(r"Noto(?P<family>Sans|Serif|Naskh)(?P<script>\w*)-(?P<width>Condensed)?(?P<weight>\w+)")
CJK_SCRIPTS = regex.compile(f"[{CJK}{CJK_MARKS}]")


class Look(NamedTuple):
    """How a face looks, as far as a stand-in can match it."""

    serif: bool
    narrow: bool
    weight: Weight


class FontFile(NamedTuple):
    path: Path
    number: int = 0  # of the face in a collection


@dataclass(frozen=True, slots=True)
class Fallbacks:
    serifs: frozenset[str]  # folders of fonts/ whose faces have serifs
    wrong: Mapping[str, frozenset[str]]  # characters that a face draws wrong
    looks: Mapping[str, Look]  # of each face that stands in for scripts other than these three:
    cjk: Mapping[Han, Mapping[str, Look]]
    cjk_files: Mapping[str, FontFile]

    def ranked(self, look: Look, han: Han) -> list[str]:
        """Every face that stands in, the likest first; characters of China, Japan and Korea from one country's."""

        def unlike(stem: str) -> tuple[object, ...]:
            other = looks[stem]
            # A serif weighs most; among the rest a little more ink is less wrong than too little.
            shade = WEIGHTS.index(other.weight) - WEIGHTS.index(look.weight)
            general = stem.startswith(("NotoSans-", "NotoSerif-"))
            return other.serif != look.serif, other.narrow != look.narrow, abs(shade), shade < 0, not general, stem

        looks = {**self.looks, **self.cjk.get(han, {})}
        return sorted(looks, key=unlike)


def read_fallbacks(folder: Path, stems: Collection[str], extra: Collection[Path] | None = None) -> Fallbacks:
    """What `folder`/faces.toml says of the faces beside it, `stems`, and of the system's.

    `extra` are the folders to look in for the system's faces instead of those written there. Raises FontError.
    """
    path = folder / "faces.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        cjk = data["cjk"]
        folders = [Path(each) for each in cjk["folders"]] if extra is None else list(extra)
        files = _system_faces(folders, cjk["families"], cjk["weights"], cjk["languages"])
        serifs = frozenset(data["serif"])
        wrong = {stem: frozenset(letters) for stem, letters in data["wrong"].items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise FontError(f"{path}: cannot be read as the list of stand-in faces: {error}") from error
    looks = {stem: _look(stem) for stem in stems}
    by_language: dict[Han, dict[str, Look]] = {
        han: {stem: _look(stem) for stem in files if stem.partition("-")[0].endswith(han)} for han in cjk["languages"]
    }
    return Fallbacks(serifs, wrong, looks, by_language, files)


def _look(stem: str) -> Look:
    found = _NAME.fullmatch(stem)
    weight = next((each for each in WEIGHTS if found and each == found["weight"]), None)
    if not found or not weight:
        raise FontError(f"{stem}: a stand-in face is named like NotoSansThai-Bold: Regular, Bold, Black or Condensed…")
    return Look(found["family"] != "Sans", found["width"] is not None, weight)


def _system_faces(
    folders: list[Path], families: list[str], weights: list[str], languages: list[Han]
) -> dict[str, FontFile]:
    """The collections that are installed: a face for each language in each, named like NotoSansCJKjp-Bold."""
    found: dict[str, FontFile] = {}
    for family in families:
        for weight in weights:
            name = f"{family}-{weight}.ttc"
            path = next((folder / name for folder in folders if (folder / name).is_file()), None)
            for index, han in enumerate(languages if path else ()):
                assert path
                found[f"{family}{han}-{weight}"] = FontFile(path, index)
    return found
