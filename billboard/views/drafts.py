"""Drafts: what somebody has typed so far, good or not."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from billboard.core.catalogue.designs import Design, read_design
from billboard.core.catalogue.stickers import write_stickers
from billboard.core.catalogue.templates import PosterTemplate, Variant
from billboard.core.errors import Gone, NotFound, Refused, SloganProblems
from billboard.core.formats import FORTY_EIGHT, Format
from billboard.core.reading.driveby import remarks, summary
from billboard.core.reading.overlay import covered, spoken
from billboard.core.reading.readability import measure
from billboard.posters import posters
from billboard.posters.publishing import Parent
from billboard.views.draft_context import DraftContext, read_context
from billboard.web import previews, sticker_controls
from billboard.web.site import current_site


@dataclass(frozen=True)
class Draft:
    """What the editor's form says. It is read once, and only when somebody asks what it comes to."""

    template: PosterTemplate
    variant: Variant
    typed: Mapping[str, str]  # by slot
    stickers: str
    format: Format = FORTY_EIGHT  # the format it is looked at in
    context: DraftContext = field(default_factory=DraftContext)

    @property
    def parent(self) -> Parent | None:
        parent = self.context.parent
        return Parent(parent.poster.code, parent.kinship) if parent else None

    @property
    def preview_url(self) -> str:
        stickers = {sticker_controls.FIELD: self.stickers} if self.stickers else {}
        shown = {"sheet": self.format.slug} if self.format is not FORTY_EIGHT else {}
        campaign = {"campaign": self.context.campaign.slug} if self.context.campaign else {}
        sealed = {previews.FIELD: previews.seal()}
        query = urlencode({**self.typed, **stickers, "variant": self.variant.slug, **shown, **campaign, **sealed})
        return url_for("maker.preview", slug=self.template.slug) + "?" + query

    @property
    def every_url(self) -> str:
        """Where its words are tried on every template."""
        return url_for(
            "every.grid",
            slogan=" ".join(self.typed[self.template.main.name].split()),
            template=self.template.slug,
            variant=self.variant.slug,
            _external=False,
            **self.context.fields,
        )

    @cached_property
    def _read(self) -> Design | SloganProblems:
        catalogue = current_site().renderer.sticker_catalogue
        try:
            design = read_design(catalogue, self.template, self.variant, self.typed, self.stickers)
        except SloganProblems as refusal:
            return refusal
        return replace(design, imprint=self.context.imprint)

    @property
    def design(self) -> Design:
        """Raises SloganProblems."""
        if isinstance(self._read, SloganProblems):
            raise self._read
        return self._read

    @cached_property
    def fault(self) -> Refused | None:
        """Why it cannot be set in the format it is looked at in."""
        try:
            current_site().renderer.set(self.design, self.format)
        except Refused as refused:
            return in_format(refused, self.format)
        return None


def read_draft(template: PosterTemplate, fields: Mapping[str, str]) -> Draft:
    layout = template.layouts.get(fields.get("sheet", ""))
    return Draft(
        template=template,
        variant=next((each for each in template.variants if each.slug == fields.get("variant")), template.variants[0]),
        typed={slot.name: fields.get(slot.name, "") for slot in template.slots},
        stickers=sticker_controls.field(
            current_site().renderer.sticker_catalogue, fields, template.layout(FORTY_EIGHT.slug).focus
        ),
        format=layout.format if layout else FORTY_EIGHT,
        context=read_context(fields, template),
    )


def remixed(template: PosterTemplate, code: str) -> dict[str, str]:
    """The fields of another poster of this template, to go on from; nothing where there is none."""
    site = current_site()
    with site.database.read() as session, suppress(NotFound, Gone):
        design = posters.design_of(site.renderer, posters.find_live(session, code))
        if design.template.slug == template.slug:  # of whatever version
            return {
                **{slot.name: design.slogan.get(slot.name, "") for slot in template.slots},
                "variant": design.variant.slug,
                sticker_controls.FIELD: write_stickers(design.stickers),
            }
    return {}


def in_format(refused: Refused, format_: Format) -> Refused:
    """What is wrong in another format than the one that is pasted says so."""
    if format_ is FORTY_EIGHT or not isinstance(refused, SloganProblems):
        return refused
    return SloganProblems({name: f"As a {format_.title.lower()}: {text}" for name, text in refused.problems.items()})


def driveby_of(draft: Draft) -> dict[str, Any]:
    """What the drive-by test finds in a draft; nothing in one that cannot be set."""
    renderer = current_site().renderer
    try:
        design = draft.design
        texts = renderer.set(design).texts
    except Refused:
        return {}
    art = renderer.art(draft.variant, FORTY_EIGHT.half[0])
    said = spoken(renderer.sticker_catalogue, design.stickers)
    hidden = covered(renderer.book, renderer.sticker_catalogue, texts, design.stickers)
    found = measure(renderer.book, texts, FORTY_EIGHT.art[0], draft.variant.inks, art, said, hidden)
    return {"remarks": remarks(found), "summary": summary(found)} if found else {}
