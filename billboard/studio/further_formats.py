"""Further formats of a draft: cropped about the motif or mounted on a ground, with the boxes laid anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from billboard.core.darkroom import laying
from billboard.core.darkroom.values import Motif
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format
from billboard.studio import layouts
from billboard.studio.documents import Document, FormatPlan, Place

NARROW = 20  # art px: the motif where nobody said what it is, so that any crop holds it


def others(document: Document) -> Sequence[Format]:
    """Every format but the board's own."""
    return [each for each in FORMATS.values() if each is not layouts.home_of(document)]


def crop_about_motif(document: Document, format_: Format) -> layouts.Crop | None:
    """As much of the board as the format holds, about the motif; none where a format is only ever mounted."""
    home = layouts.home_of(document)
    motif = layouts.motif_of(document) or Motif(home.art[0] // 2, home.art[1] // 2, NARROW)
    if format_ is FORTY_EIGHT:
        return None
    return laying.drafted(home, format_, Motif(motif.x, motif.y, min(motif.width, NARROW)))


def planned(document: Document, format_: Format, how: str, places: Mapping[str, Place]) -> FormatPlan:
    """`how` is "crop", "mount" or "leave"; `places` are where boxes lie, of which those are kept that do not lie there
    by themselves."""
    crop = crop_about_motif(document, format_) if how == "crop" else None
    plan = FormatPlan(accepted=how != "leave", crop=crop)
    if how == "leave":
        return plan
    bare = document.model_copy(update={"formats": {**document.formats, format_.slug: plan}})
    laid = layouts.places_on(bare, format_)
    kept = {name: place for name, place in places.items() if name in laid and place != laid[name]}
    return plan.model_copy(update={"places": kept})
