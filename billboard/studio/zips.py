"""Templates as zips: one that is a folder of `artwork/`, to take elsewhere, and one brought from there."""

import zipfile
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.catalogue.template_reading import FILE
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import NotFound, Refused, StoreUnavailable
from billboard.infra import apart
from billboard.infra.storage import MissingImage, key_of
from billboard.models import StudioTemplate, StudioVersion
from billboard.studio.art_files import MISSING
from billboard.studio.folders import TemplateFolder, art_of
from billboard.studio.parts import StudioParts
from billboard.studio.publishing import NO_SUCH

MOST_BYTES = 30 << 20
MADE = (1980, 1, 1, 0, 0, 0)  # of every file, so that the same template gives the same zip
TOO_HEAVY = "This zip is larger than 30 MB. A template’s folder is smaller: save its JPEGs at a lower quality."
NOT_READ = "This zip could not be read. Zip a template’s folder anew, and choose that."
JOB = apart.Job("billboard.core.darkroom.unpacking", "unzipped", NOT_READ)


def folder_of_zip(data: bytes) -> TemplateFolder:
    """What is in a zip that came from anywhere, its pictures encoded anew; nothing of it is checked as a template yet.
    Raises Refused in a sentence, and Busy."""
    if len(data) > MOST_BYTES:
        raise Refused(TOO_HEAVY)
    answer = apart.run(JOB, {}, [data])
    return TemplateFolder(answer.values["toml"], dict(zip(answer.values["names"], answer.files, strict=True)))


def zip_of(parts: StudioParts, slug: str) -> bytes:
    """A template's folder, as it would lie in `artwork/`. Raises NotFound and StoreUnavailable."""
    folder = folder_of(parts, slug)
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo(f"{slug}/{FILE}", MADE), folder.toml, zipfile.ZIP_DEFLATED)
        for name, data in sorted(folder.pictures.items()):  # JPEGs grow no smaller
            archive.writestr(zipfile.ZipInfo(f"{slug}/{name}.jpg", MADE), data)
    return file.getvalue()


def folder_of(parts: StudioParts, slug: str) -> TemplateFolder:
    """The newest version of a template of the studio, or one of artwork/."""
    house = parts.renderer.templates.artwork.templates.get(slug)
    if house:
        return _house_folder(house)
    with parts.database.read() as session:
        version = newest(session, slug)
    if version is None:
        raise NotFound(NO_SUCH)
    try:
        pictures = {name: parts.store.get(key_of(version.folder, name)) for name in version.files}
    except MissingImage:
        raise StoreUnavailable(MISSING) from None
    return TemplateFolder(version.toml, pictures)


def newest(session: Session, slug: str) -> StudioVersion | None:
    return session.scalar(
        select(StudioVersion)
        .join(StudioTemplate, StudioTemplate.id == StudioVersion.template_id)
        .where(StudioTemplate.slug == slug, StudioVersion.number == StudioTemplate.version)
    )


def _house_folder(template: PosterTemplate) -> TemplateFolder:
    art = {path.stem: path for path in art_of(template)}
    text = (template.variants[0].art.parent / FILE).read_text(encoding="utf-8")
    return TemplateFolder(text, {name: path.read_bytes() for name, path in art.items()})
