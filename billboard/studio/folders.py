"""A template as a folder of `artwork/` would hold it, in memory: checked by the loader that reads those."""

import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from billboard.core.catalogue.template_reading import FILE, Ground, read_folder
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import Refused
from billboard.core.picture.rendering import Renderer
from billboard.core.reading.template_trials import hard_to_read, without_room

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # of a picture, without ".jpg"
VERSION = re.compile(r"^version[ \t]*=.*$", re.MULTILINE)
LONGEST_NAME = 80


@dataclass(frozen=True)
class TemplateFolder:
    toml: str
    pictures: Mapping[str, bytes]  # JPEGs, by their names without ".jpg"

    @property
    def title(self) -> str:
        """As far as the text can be read."""
        try:
            title = tomllib.loads(self.toml).get("title")
        except (ValueError, RecursionError):
            return ""
        return title if isinstance(title, str) else ""

    def numbered(self, version: int) -> str:
        """The text with that version in it."""
        line, head = f"version = {version}", self.toml.partition("\n[")[0]
        if VERSION.search(head):
            return VERSION.sub(line, self.toml, count=1)
        return f"{line}\n{self.toml}"


class TemplateRefused(Refused):
    """A template that cannot be published as it stands: every fault of it in a sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("This template cannot be used yet. " + " ".join(f"{each.rstrip('.')}." for each in faults))
        self.faults = faults


@dataclass(frozen=True)
class Checked:
    template: PosterTemplate  # its art has gone again
    pictures: Mapping[str, bytes]  # those that it uses
    warnings: list[str]


def check(folder: TemplateFolder, slug: str, ground: Ground, renderer: Renderer) -> Checked:
    """Raises TemplateRefused."""
    if odd := [name for name in folder.pictures if not NAME.fullmatch(name) or len(name) > LONGEST_NAME]:
        raise TemplateRefused([f"{odd[0]!r} is no name for a picture: take small letters, digits and single hyphens"])
    with tempfile.TemporaryDirectory(prefix="billboard-template-") as place:
        home = Path(place, slug)
        home.mkdir()
        (home / FILE).write_text(folder.toml, encoding="utf-8")
        for name, data in folder.pictures.items():
            (home / f"{name}.jpg").write_bytes(data)
        reading = read_folder(home, ground)
        if not reading.template:
            raise TemplateRefused([each.sentence for each in reading.findings.faults])
        if crowded := list(without_room(renderer, reading.template)):
            raise TemplateRefused(crowded)
        warnings = [each.sentence for each in reading.findings.warnings]
        warnings += hard_to_read(renderer, reading.template)
    used = {path.stem for path in art_of(reading.template)}
    return Checked(reading.template, {name: folder.pictures[name] for name in sorted(used)}, warnings)


def art_of(template: PosterTemplate) -> Iterator[Path]:
    """Where each of its pictures lies."""
    for variant in template.variants:
        for layout in template.layouts.values():
            yield variant.art_in(layout.format)
