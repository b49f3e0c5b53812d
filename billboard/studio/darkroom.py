"""The darkroom as the pages call it: each function works in a process apart and is bounded in memory and time.

Pictures go in and come out as the bytes of JPEGs. Whatever cannot be done is Refused with a sentence for whoever asked;
Busy where everybody at once asks. The values are `billboard.core.darkroom.values`: Opened, Guess, Straightened,
CalmArea, TextBox, Motif and Formatted. Without a process, and cheap: `billboard.core.darkroom.recipes` (names, titles
of ready-made colourings, and what becomes of an ink) and `billboard.core.darkroom.laying` (boxes from one format to
another).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from billboard.core.boxes import Corners
from billboard.core.darkroom.values import (
    CalmArea,
    Formatted,
    Guess,
    Motif,
    Opened,
    Rectangle,
    Straightened,
    TextBox,
)
from billboard.core.errors import Refused
from billboard.core.formats import FORMATS, Format
from billboard.infra import apart
from billboard.studio.documents import Filling

MODULE = "billboard.core.darkroom.jobs"
MOST_BYTES = 30 << 20
USUAL, LONGER = 20.0, 40.0  # seconds at most, of one step, and of many areas on a busy machine
TOO_HEAVY = "This picture is larger than 30 MB. Save it smaller, or as a JPEG, and choose it again."
NO_PICTURE = "This file could not be opened as a picture. Save it anew as a JPEG, and choose that."
NO_WORK = "That took longer than one picture may. Try it with a smaller area, or a smaller picture."


def open_picture(data: bytes) -> Opened:
    """Whatever somebody chose, as a picture that is safe to keep: JPEG, PNG, WebP and HEIC up to 30 MB and 50
    megapixels; turned upright, in sRGB, on white where it let through, at most 4096 px long, with nothing in it but
    pixels. Raises Refused with what to do instead."""
    if len(data) > MOST_BYTES:
        raise Refused(TOO_HEAVY)
    answer = _run("opened", {}, [data], failed=NO_PICTURE)
    return Opened(answer.files[0], answer.values["width"], answer.values["height"])


def guess(picture: bytes) -> Guess:
    """Where the four corners of the poster in an opened picture may be. Never refuses a picture that was opened."""
    values = _run("guessed", {}, [picture]).values
    return Guess(_corners(values["corners"]), values["found"])


def straighten(picture: bytes, corners: Corners, format_: Format | None = None) -> Straightened:
    """What lies between four corners of an opened picture (px; top left, top right, bottom right, bottom left), as a
    board of the format whose shape is nearest, or of that format. A plain crop is four corners too. Raises Refused for
    corners that make no board (crossed, in a line, outside, tiny)."""
    answer = _run("straightened", {"corners": corners, "format": format_.slug if format_ else None}, [picture])
    values = answer.values
    chosen = FORMATS[values["format"]]
    return Straightened(answer.files[0], values["width"], values["height"], chosen, values["across"])


def fill(board: bytes, fillings: Sequence[Filling]) -> Opened:
    """The clean board with areas painted out, one after the other: take the last one away to undo it. It is as large as
    the board. Raises Refused for an area that lies outside or leaves nothing to fill it from."""
    areas = [each.model_dump(mode="json") for each in fillings]
    answer = _run("filled", {"areas": areas}, [board], seconds=LONGER)
    return Opened(answer.files[0], answer.values["width"], answer.values["height"])


def calm(board: bytes, format_: Format) -> list[CalmArea]:
    """Where text would be read well on a board, best first, six at most and perhaps none; art px of its format."""
    areas = _run("calmed", {"format": format_.slug}, [board]).values["areas"]
    return [CalmArea(_rectangle(each["box"]), each["ink"], each["light"], each["contrast"]) for each in areas]


def colour(board: bytes, recipe: str, width: int | None = None) -> bytes:
    """A board recoloured by one of `recipes.RECIPES`, by its name; `width` px across where it is only to be looked at.
    Inks follow by `recipes.recoloured`. Raises Refused for a recipe that there is not."""
    return _run("coloured", {"recipes": [recipe], "width": width}, [board]).files[0]


def colours(board: bytes, recipes: Sequence[str], width: int | None = None) -> dict[str, bytes]:
    """The same for several in one go: pictures to choose from."""
    return dict(zip(recipes, _run("coloured", {"recipes": list(recipes), "width": width}, [board]).files, strict=True))


def formats(
    board: bytes,
    format_: Format,
    boxes: Sequence[TextBox],
    motif: Motif | None = None,
    crops: Mapping[str, Rectangle | None] | None = None,
) -> dict[str, Formatted]:
    """A board on every format by slug, its own among them, each exactly as large as the format's art, with the boxes
    laid anew. `crops` says by slug what of the board is to be seen (art px of its format), or none to mount it on a
    ground of its edges; where it says nothing the format is cropped about the motif where that and enough of the board
    stays, else mounted; a 48-sheet of another format's board is always mounted unless a crop is given."""
    values: dict[str, Any] = {
        "format": format_.slug,
        "boxes": [[each.name, each.box, each.size, each.lines, each.rotation] for each in boxes],
        "motif": [motif.x, motif.y, motif.width] if motif else None,
        "crops": dict(crops or {}),
    }
    answer = _run("formatted", values, [board])
    return {
        slug: Formatted(
            FORMATS[slug],
            data,
            _rectangle(made["crop"]) if made["crop"] else None,
            tuple(
                TextBox(name, _rectangle(box), (size[0], size[1]), lines, rotation)
                for name, box, size, lines, rotation in made["boxes"]
            ),
            Motif(*made["motif"]) if made["motif"] else None,
        )
        for (slug, made), data in zip(answer.values["formats"].items(), answer.files, strict=True)
    }


def _run(
    function: str, values: Mapping[str, Any], files: Sequence[bytes], *, failed: str = NO_WORK, seconds: float = USUAL
) -> apart.Answer:
    return apart.run(apart.Job(MODULE, function, failed, seconds), values, files)


def _rectangle(found: Sequence[int]) -> Rectangle:
    x, y, width, height = found
    return x, y, width, height


def _corners(found: Sequence[Sequence[float]]) -> Corners:
    one, two, three, four = ((x, y) for x, y in found)
    return one, two, three, four
