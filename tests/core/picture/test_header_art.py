"""Header art that was sent: cut and turned as it should be, and refused before it is decoded where it is too much."""

import io
from typing import Any

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from billboard.core.errors import Refused
from billboard.core.picture.header_art import MOST_BYTES, SIZE, TURNED, read_header

UNDONE = {
    Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270,
    Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90,
}
RED, GREEN, BLUE, WHITE = (220, 40, 40), (40, 160, 60), (40, 60, 200), (255, 255, 255)


def quartered(size: tuple[int, int]) -> Image.Image:
    """Red and green above blue and white."""
    small = Image.new("RGB", (2, 2))
    small.putdata([RED, GREEN, BLUE, WHITE])
    return small.resize(size, Image.Resampling.NEAREST)


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **more)
    assert buffer.tell() < MOST_BYTES
    return buffer.getvalue()


def corners(header: bytes) -> list[tuple[int, ...]]:
    with Image.open(io.BytesIO(header)) as shown:
        assert (shown.format, shown.mode, shown.size) == ("JPEG", "RGB", SIZE)
        across, down = (40, SIZE[0] - 40), (40, SIZE[1] - 40)
        found = [shown.getpixel((x, y)) for y in down for x in across]
    assert all(isinstance(each, tuple) for each in found)
    return found  # type: ignore[return-value]


def are(found: list[tuple[int, ...]], expected: list[tuple[int, int, int]]) -> bool:
    pairs = zip(found, expected, strict=True)
    return all(abs(a - b) <= 12 for one, other in pairs for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("size", [(800, 250), (1600, 500), (1601, 503), (4001, 1990), (900, 3000), (5000, 1590)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_middle_of_a_picture_of_any_shape_is_shown_whole(kind: str, size: tuple[int, int]) -> None:
    assert are(corners(read_header(saved(quartered(size), kind))), [RED, GREEN, BLUE, WHITE])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_its_camera_was(kind: str, orientation: int) -> None:
    stored = quartered((2000, 2000))
    if orientation in TURNED:
        turn = TURNED[orientation]
        stored = stored.transpose(UNDONE.get(turn, turn))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    assert are(corners(read_header(saved(stored, kind, exif=exif))), [RED, GREEN, BLUE, WHITE])


def test_how_wide_a_picture_is_is_asked_of_it_upright() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    upright = saved(quartered((700, 2000)), "JPEG", exif=exif)
    assert read_header(upright)
    with pytest.raises(Refused, match="narrower than 800 px"):
        read_header(saved(quartered((2000, 700)), "JPEG", exif=exif))


def test_what_is_clear_is_white() -> None:
    clear = quartered((1600, 500)).convert("RGBA")
    clear.putalpha(0)
    assert are(corners(read_header(saved(clear, "PNG"))), [WHITE] * 4)
    palette = quartered((1600, 500)).quantize(8)
    header = read_header(saved(palette, "PNG", transparency=palette.getpixel((0, 0))))
    assert are(corners(header), [WHITE, GREEN, BLUE, WHITE])


@pytest.mark.parametrize(
    ("kind", "mode", "pixels", "most"),
    [
        ("PNG", "RGB", 24.1, "24"),
        ("JPEG", "RGB", 12.9, "12.7"),
        ("JPEG", "CMYK", 10.7, "10.5"),
        ("WEBP", "RGB", 8.2, "8"),
    ],
)
def test_more_pixels_than_memory_is_spent_on_are_refused_with_their_number(
    kind: str, mode: str, pixels: float, most: str
) -> None:
    picture = Image.new(mode, (4000, round(pixels * 250)))
    with pytest.raises(Refused, match=f"a {kind} may have {most} million pixels at most"):
        read_header(saved(picture, kind))


def test_a_picture_as_a_telephone_takes_it_is_not_too_large() -> None:
    assert read_header(saved(Image.new("RGB", (4032, 3024)), "JPEG", progressive=True))


def test_texts_that_unpack_to_megabytes_are_refused() -> None:
    words = PngImagePlugin.PngInfo()
    for number in range(4):
        words.add_text(f"text {number}", "a" * 1_000_000, zip=True)
    with pytest.raises(Refused, match="broken"):
        read_header(saved(quartered((1600, 500)), "PNG", pnginfo=words))
