"""Templates as the studio publishes them, small to make: one flat colouring, one format, one slot."""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

from PIL import Image

from billboard.core.formats import FORTY_EIGHT
from billboard.studio.folders import TemplateFolder

TOML = """
title = "{title}"
alt = "A sheet of one colour."
credit = "Made for a test"
licence = "CC BY 4.0"

[[variant]]
slug = "plain"
title = "Plain"
art = "plain.jpg"
[variant.inks]
ink = "{ink}"

[[slot]]
name = "headline"
label = "Headline"
box = [100, 100, 2200, 1000]
font = "Anton-Regular"
size = [60, 500]
ink = "ink"
limit = 60
default = "Read this"
required = true

[[sample]]
headline = "And this"
"""


@cache
def jpeg(colour: str = "#d8d2c4", size: tuple[int, int] = FORTY_EIGHT.art) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def template_folder(title: str = "Fresh paint", colour: str = "#d8d2c4", ink: str = "#102030") -> TemplateFolder:
    return TemplateFolder(TOML.format(title=title, ink=ink), {"plain": jpeg(colour)})


def zipped() -> bytes:
    """One of them as a zip."""
    folder, file = template_folder(), BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("t/template.toml", folder.toml)
        for name, data in folder.pictures.items():
            archive.writestr(f"t/{name}.jpg", data)
    return file.getvalue()
