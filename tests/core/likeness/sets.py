"""The sets of evasions and clean slogans in tests/data/watched.

Each kind of set is halved: one half was looked at while the matcher was written, the other was not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from tests.core.likeness import evading
from tests.core.likeness.evading import Evasion
from tests.paths import ARTWORK, ROOT

SETS = ROOT / "tests" / "data" / "watched"


class Half(Enum):
    SEEN = "seen"
    UNSEEN = "unseen"


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def described_entries() -> list[dict[str, Any]]:
    """The list that the sets are for, as its file describes it."""
    described: list[dict[str, Any]] = _read(SETS / "entries.toml")["entry"]
    return described


def written(half: Half) -> Iterator[Evasion]:
    """The evasions that were written by hand."""
    for kind, entries in _read(SETS / f"evasions-{half.value}.toml").items():
        for entry, texts in entries.items():
            yield from (Evasion(kind, entry, text) for text in texts)


def generated(half: Half) -> Iterator[Evasion]:
    """The evasions that are made by rule."""
    entries = [entry["text"] for entry in described_entries()]
    for alphabet in evading.SEEN if half is Half.SEEN else evading.UNSEEN:
        yield from evading.evasions(entries, alphabet)


def clean(half: Half) -> list[str]:
    """Slogans that hold nothing that is watched for, most of them chosen to look as if they did."""
    return (SETS / f"clean-{half.value}.txt").read_text(encoding="utf-8").splitlines()


def samples() -> list[str]:
    """What the templates' samples and the languages' sentences say: clean, too, and nobody's trap."""
    templates = map(_read, sorted(ARTWORK.glob("*/template.toml")))
    slogans = [
        "\n".join(text for text in sample.values() if isinstance(text, str))
        for template in templates
        for sample in template.get("sample", ())
    ]
    return slogans + [language["text"] for language in _read(ROOT / "tests" / "data" / "languages.toml")["language"]]
