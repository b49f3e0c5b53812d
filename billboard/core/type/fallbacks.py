"""The faces that stand in for what a slot's own face lacks, and which of them is most like it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import regex

from billboard.core.errors import FontError
from billboard.core.text.language import Han
from billboard.core.text.scripts import CJK, CJK_MARKS
from billboard.core.toml_tables import Table, read_table

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
    table = read_table(folder / "faces.toml", FontError)
    serifs, drawn_wrong, cjk = frozenset(table.texts("serif")), table.table("wrong"), table.table("cjk")
    wrong = {stem: frozenset(drawn_wrong.text(stem)) for stem in drawn_wrong.names()}
    written = [Path(each) for each in cjk.texts("folders")]
    languages = _languages(cjk)
    folders = written if extra is None else list(extra)
    files = _system_faces(folders, cjk.texts("families"), cjk.texts("weights"), languages)
    for each in (table, cjk):
        each.done()
    looks = {stem: _look(stem) for stem in stems}
    by_language: dict[Han, dict[str, Look]] = {
        han: {stem: _look(stem) for stem in files if stem.partition("-")[0].endswith(han)} for han in languages
    }
    return Fallbacks(serifs, wrong, looks, by_language, files)


def _languages(cjk: Table) -> list[Han]:
    known: dict[str, Han] = {han: han for han in get_args(Han)}
    named = cjk.texts("languages")
    if unknown := [each for each in named if each not in known]:
        raise cjk.fault("languages", f"{unknown[0]!r} is not among {', '.join(known)}")
    return [known[each] for each in named]


def _look(stem: str) -> Look:
    found = _NAME.fullmatch(stem)
    weight = next((each for each in WEIGHTS if found and each == found["weight"]), None)
    if not found or not weight:
        raise FontError(f"{stem}: a stand-in face is named like NotoSansThai-Bold: Regular, Bold, Black or Condensed…")
    return Look(found["family"] != "Sans", found["width"] is not None, weight)


def _system_faces(
    folders: list[Path], families: Sequence[str], weights: Sequence[str], languages: list[Han]
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
