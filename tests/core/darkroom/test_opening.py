"""Whatever is chosen as a picture: what is opened and how it looks then, and what is refused."""

import resource
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from billboard.core.darkroom.opening import LONGEST, encoded, opened
from billboard.core.errors import Refused
from billboard.infra.apart import Job, run
from tests.hostile_pictures import honest, hostile, with_segment

RED, GREEN, BLUE = (250, 20, 20), (20, 200, 20), (20, 20, 250)


def saved(picture: Image.Image, format_: str = "PNG", **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, format_, **options)
    return file.getvalue()


def of_swapped_primaries() -> bytes:
    """A colour profile by which red is blue."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = (int.from_bytes(profile[at + 4 : at + 8], "big") for at in map(profile.index, (b"rXYZ", b"bXYZ")))
    profile[red : red + 20], profile[blue : blue + 20] = profile[blue : blue + 20], profile[red : red + 20]
    return bytes(profile)


def near(found: object, wanted: tuple[int, int, int], by: int = 12) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def test_hostile_files_are_opened_or_refused_in_words_and_nothing_else() -> None:
    files = [hostile(number) for number in range(150)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    job = Job("tests.hostile_pictures", "opened_each", "died", seconds=60)
    said = run(job, {}, [each.data for each in files]).values["said"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 << 10
    outcomes = ["refused" if isinstance(each, str) else "opened" for each in said]
    wrong = [
        (number, file.kind, outcome)
        for number, (file, outcome) in enumerate(zip(files, outcomes, strict=True))
        if file.outcome not in ("either", outcome)
    ]
    assert wrong == []
    assert all(each.endswith(".") and len(each) > 40 for each in said if isinstance(each, str))
    assert {"opened", "refused"} == set(outcomes)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_four_kinds_of_pictures_are_opened(format_: str) -> None:
    assert opened(honest(format_)).size == (320, 200)


def test_a_picture_is_turned_upright_and_says_nothing_any_more() -> None:
    lying = Image.new("RGB", (300, 200), RED)
    lying.paste(BLUE, (0, 0, 300, 100))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "A phone", {1: "N", 2: (52.0, 30.0, 0.0)}
    data = encoded(opened(saved(lying, "JPEG", quality=95, exif=exif)))
    with Image.open(BytesIO(data)) as upright:
        assert upright.size == (200, 300)
        assert near(upright.getpixel((20, 150)), RED)
        assert near(upright.getpixel((180, 150)), BLUE)
        assert not upright.getexif()
        assert set(upright.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_let_through_lies_on_white_and_of_a_film_the_first_picture_is_taken() -> None:
    through = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    through.paste((*RED, 255), (0, 0, 200, 100))
    for format_ in ("PNG", "WEBP"):
        picture = opened(saved(through, format_, **({"lossless": True} if format_ == "WEBP" else {})))
        assert near(picture.getpixel((100, 150)), (255, 255, 255))
        assert near(picture.getpixel((100, 50)), RED)
    palette = saved(through.convert("P"), "PNG", transparency=through.convert("P").getpixel((100, 150)))
    assert near(opened(palette).getpixel((100, 150)), (255, 255, 255))
    first, second = (Image.new("RGB", (200, 200), colour) for colour in (GREEN, BLUE))
    film = saved(first, "PNG", save_all=True, append_images=[second])
    assert near(opened(film).getpixel((100, 100)), GREEN)


def test_colours_come_out_as_they_were_meant() -> None:
    red = Image.new("RGB", (200, 200), RED)
    for format_ in ("PNG", "JPEG", "WEBP"):
        assert near(opened(saved(red, format_, icc_profile=of_swapped_primaries())).getpixel((9, 9)), BLUE, by=40)
        assert near(opened(saved(red, format_, icc_profile=b"no profile")).getpixel((9, 9)), RED)
    printed = opened(saved(Image.new("CMYK", (200, 200), (0, 255, 255, 0)), "JPEG", quality=95))
    assert near(printed.getpixel((100, 100)), (255, 0, 0), by=40)
    fine = opened(saved(Image.new("I;16", (200, 200), 32_896), "PNG"))
    assert near(fine.getpixel((100, 100)), (128, 128, 128))
    grey = opened(saved(Image.new("L", (200, 200), 77), "JPEG", quality=95))
    assert near(grey.getpixel((100, 100)), (77, 77, 77))


def test_large_pictures_become_smaller_and_too_large_ones_are_refused() -> None:
    assert opened(saved(Image.new("L", (5000, 1000)))).size == (LONGEST, 819)
    for size in ((8000, 6300), (90, 400), (2000, 150)):
        with pytest.raises(Refused, match=r"megapixels|px on its short side|as long as it is wide"):
            opened(saved(Image.new("1", size)))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "file is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"%PDF-1.4\n", "a PDF"),
        (b"%!PS-Adobe-3.0\n", "is PostScript"),
        (b"GIF89a\1\0\1\0\0\0\0", "a GIF"),
        (b"\0\0\0\x20ftypavif\0\0\0\0", "an AVIF"),
        (honest("JPEG") + b"PK\x03\x04" + bytes(30), "Two things"),
        (honest("PNG") + b"<script>alert(1)</script>", "Two things"),
        (with_segment(0xFE, b"<?php echo 1;"), "Two things"),
        (honest("JPEG")[:-900], "ends too early"),
        (honest("PNG")[:-40], "ends too early"),
        (honest("WEBP")[:-20], "ends too early"),
        (honest("HEIF")[:-20], "ends too early"),
        (b"words and words", "none of the pictures"),
    ],
)
def test_a_refusal_says_what_it_is_and_what_to_do(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        opened(data)
    assert "JPEG" in refused.value.message or "again" in refused.value.message
