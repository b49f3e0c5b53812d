"""Templates as zips: what goes out comes in again, and what is hostile is refused in a sentence."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from billboard.core.errors import NotFound, Refused
from billboard.core.formats import FORTY_EIGHT
from billboard.studio import zips
from tests.application import parts, publish
from tests.studio.publishing import put_up
from tests.studio.template_folders import jpeg, template_folder

TOML = template_folder().toml


def zipped(files: dict[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_a_zip_of_one_sites_studio_is_a_template_of_anothers(lite: Flask) -> None:
    put_up(lite)
    sent = zips.zip_of(parts(lite), "fresh-paint")
    assert sent == zips.zip_of(parts(lite), "fresh-paint")
    with zipfile.ZipFile(io.BytesIO(sent)) as archive:
        assert archive.namelist() == ["fresh-paint/template.toml", "fresh-paint/plain.jpg"]
        assert archive.read("fresh-paint/plain.jpg") == jpeg()
        assert archive.read("fresh-paint/template.toml").startswith(b"version = 1\n")
    there = put_up(lite, zips.folder_of_zip(sent))
    assert there.slug == "fresh-paint-2"
    assert publish(lite, "Came by post", slug=there.slug)


def test_one_of_artwork_goes_out_as_it_lies_there_and_comes_in_again(lite: Flask) -> None:
    folder = zips.folder_of_zip(zips.zip_of(parts(lite), "keep-going"))
    assert len(folder.pictures) == 12
    there = put_up(lite, folder)
    assert (there.slug, there.version, there.warnings) == ("keep-going-2", 1, [])
    assert set(parts(lite).templates[there.slug].layouts) == {"48-sheet", "6-sheet", "square"}
    with pytest.raises(NotFound):
        zips.zip_of(parts(lite), "no-such")


def test_pictures_are_encoded_anew_and_what_systems_leave_in_zips_is_passed_over() -> None:
    said, file = b"not a pixel", io.BytesIO()
    Image.new("RGB", FORTY_EIGHT.art).save(file, "JPEG", comment=said)
    files: dict[str, bytes | str] = {"t/template.toml": TOML, "t/plain.jpg": file.getvalue()}
    files |= {"__MACOSX/t/._plain.jpg": "x", "t/.DS_Store": "x"}
    folder = zips.folder_of_zip(zipped(files))
    assert set(folder.pictures) == {"plain"}
    assert (said in file.getvalue(), said in folder.pictures["plain"]) == (True, False)


def lying(size: int) -> Callable[[bytes], bytes]:
    """Say of the first file in the central directory that it is so large."""

    def lie(data: bytes) -> bytes:
        at = data.index(b"PK\x01\x02")
        return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]

    return lie


HOSTILE: dict[str, bytes] = {
    "no zip": b"\x89PNG not a zip",
    "nothing": b"",
    "no toml": zipped({"plain.jpg": jpeg()}),
    "a bomb": zipped({"template.toml": TOML, "plain.jpg": bytes(200 << 20)}),
    "a bomb of text": zipped({"template.toml": "a = 1\n" * (1 << 20)}),
    "many bombs": zipped({"template.toml": TOML, **{f"a{n}.jpg": bytes(11 << 20) for n in range(20)}}),
    "many files": zipped({"template.toml": TOML, **{f"a{n}.jpg": b"" for n in range(20_000)}}),
    "a way out": zipped({"template.toml": TOML, "../../etc/passwd.jpg": b""}),
    "an absolute path": zipped({"template.toml": TOML, "/tmp/plain.jpg": b""}),
    "another kind of file": zipped({"template.toml": TOML, "run.py": b"import os"}),
    "a picture and more": zipped({"template.toml": TOML, "plain.jpg": jpeg() + b"<script>"}),
    "no picture": zipped({"template.toml": TOML, "plain.jpg": b"<svg/>"}),
    "text that is none": zipped({"template.toml": b"\xff\xfe"}),
    "a size that is none": lying(0)(zipped({"template.toml": TOML})),
    "cut off": zipped({"template.toml": TOML, "plain.jpg": jpeg()})[:-30],
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_zip_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        zips.folder_of_zip(data)
    assert refused.value.message.endswith(".")


def test_a_zip_that_is_too_heavy_is_not_looked_into() -> None:
    with pytest.raises(Refused, match="30 MB"):
        zips.folder_of_zip(bytes(zips.MOST_BYTES + 1))
