"""From a photograph to a board on three formats, each step in a process apart."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from billboard.core.boxes import Corners
from billboard.core.darkroom.values import Motif, Straightened, TextBox
from billboard.core.errors import Refused
from billboard.core.formats import FORMATS, FORTY_EIGHT, SIX
from billboard.studio import darkroom
from billboard.studio.documents import Filling

SEEN: Corners = (180, 120), (1010, 170), (980, 600), (200, 560)


@pytest.fixture(scope="module")
def photograph() -> bytes:
    """A blue poster, with a white word and a yellow sun, on a grey wall."""
    picture = Image.new("RGB", (1200, 800), (118, 116, 112))
    draw = ImageDraw.Draw(picture)
    draw.polygon(SEEN, fill=(20, 60, 150), outline=(10, 10, 10))
    draw.rectangle((300, 250, 620, 330), fill="white")
    draw.ellipse((760, 300, 900, 440), fill=(250, 210, 40))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def board(photograph: bytes) -> Straightened:
    opened = darkroom.open_picture(photograph)
    assert (opened.width, opened.height) == (1200, 800)
    guess = darkroom.guess(opened.data)
    assert guess.found
    away = [abs(a - b) for one, two in zip(guess.corners, SEEN, strict=True) for a, b in zip(one, two, strict=True)]
    assert max(away) < 8
    return darkroom.straighten(opened.data, guess.corners)


def pixels(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def most_red(data: bytes, box: tuple[int, int, int, int]) -> float:
    """Of a part of a picture, 0 to 255: white has much of it, blue has none."""
    least_and_most = pixels(data).crop(box).getchannel("R").getextrema()
    return float(least_and_most[1])  # type: ignore[arg-type]


def test_a_photograph_becomes_a_board_of_the_nearest_format(board: Straightened) -> None:
    assert board.format is FORTY_EIGHT
    assert 850 < board.across < 880, "of its upright sides, which are seen best"
    assert (board.width, board.height) == pixels(board.data).size
    assert board.width <= board.across + 1, "never upscaled"
    assert not board.enough


def test_words_are_painted_out_of_it(board: Straightened) -> None:
    place = (70.0, 80.0), (500.0, 270.0)
    assert most_red(board.data, (70, 80, 500, 270)) > 200
    filled = darkroom.fill(board.data, [Filling(kind="box", points=place, how="mend")])
    assert (filled.width, filled.height) == (board.width, board.height)
    assert most_red(filled.data, (70, 80, 500, 270)) < 60


def test_calm_places_colourings_and_formats_are_offered(board: Straightened) -> None:
    areas = darkroom.calm(board.data, board.format)
    assert areas
    assert all(each.contrast >= 3 for each in areas)
    looks = darkroom.colours(board.data, ["as-it-is", "night"], 300)
    assert {name: pixels(data).width for name, data in looks.items()} == {"as-it-is": 300, "night": 300}
    assert darkroom.colour(board.data, "night", 300) == looks["night"]
    box = TextBox("headline", (300, 300, 900, 300), (60, 200), 2)
    made = darkroom.formats(board.data, board.format, [box], Motif(1900, 620, 500))
    assert {slug: pixels(each.data).size for slug, each in made.items()} == {
        slug: each.art for slug, each in FORMATS.items()
    }
    assert made["48-sheet"].boxes == (box,)
    assert made["6-sheet"].crop is not None
    assert made["6-sheet"].motif is not None
    mounted = darkroom.formats(board.data, board.format, [box], crops={"6-sheet": None})[SIX.slug]
    assert mounted.crop is None


def test_what_cannot_be_done_is_refused_in_words(board: Straightened) -> None:
    with pytest.raises(Refused, match="larger than 30 MB"):
        darkroom.open_picture(bytes((30 << 20) + 1))
    with pytest.raises(Refused, match="crossed"):
        darkroom.straighten(board.data, ((700, 10), (10, 10), (10, 400), (700, 400)))
    with pytest.raises(Refused, match="no such colouring"):
        darkroom.colour(board.data, "plaid")
    with pytest.raises(Refused, match="outside the board"):
        darkroom.fill(board.data, [Filling(kind="brush", points=((-500, -500),), radius=20)])
