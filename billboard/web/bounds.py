"""How much a request may carry, by kind of route: what is larger is refused before anything looks into it."""

from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from types import MappingProxyType
from typing import IO, Any, NamedTuple, cast

from flask import Flask, Request, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge, RequestHeaderFieldsTooLarge, RequestURITooLarge
from werkzeug.formparser import FormDataParser

from billboard.core.picture.header_art import MOST_BYTES
from billboard.studio.darkroom import MOST_BYTES as MOST_OF_A_PHOTOGRAPH

LONGEST_ADDRESS = 8190  # bytes of path and query: as much as gunicorn reads
MOST_PARAMETERS = 100  # of a query; the editor's, all of its sticker rows filled in, has forty
MOST_OF_HEADERS = 32 * 1024  # bytes of all of them


class Bound(NamedTuple):
    """How large a form may be."""

    size: int  # bytes
    fields: int
    words: int | None = None  # bytes of it that are no files; all, where it takes none


BUTTON = Bound(8 * 1024, 20)  # a button and what it is about; a proof of work is a third of it
FORM = Bound(64 * 1024, 200)  # somebody's words; the longest slogans fill a tenth of it
DESK = Bound(256 * 1024, 6000)  # all that a page of the queue can tick, and as what each was seen; strokes of a brush
# And a picture. The library counts as words what it holds of a file, which is 64 KiB and what came since a line's end.
UPLOAD = Bound(MOST_BYTES + FORM.size, FORM.fields, words=2 * FORM.size)
PHOTOGRAPH = Bound(MOST_OF_A_PHOTOGRAPH + FORM.size, FORM.fields, words=1 << 20)
FOLDER = Bound(31 << 20, FORM.fields, words=1 << 20)  # and a zip
BOXES = Bound(128 * 1024, 600)  # a dozen boxes, with all that can be said of each
BOUNDS: Mapping[str, Bound] = MappingProxyType(  # by endpoint; of all others FORM
    dict.fromkeys(("campaign_desk.edit", "campaign_desk.new"), UPLOAD)
    | dict.fromkeys(("studio_new.begin", "studio_picture.replace", "studio_propose.begin"), PHOTOGRAPH)
    | dict.fromkeys(
        (
            "moderate.decide",
            "moderate.decide_many",
            "operate_settings.change",
            "operate_offered.change_templates",
            "studio_paint.paint",
        ),
        DESK,
    )
    | {"studio_templates.bring_in": FOLDER}
    | dict.fromkeys(("studio_boxes.save", "studio_formats.save", "studio_papers.save"), BOXES)
    | dict.fromkeys(("studio_pictures.figures", "studio_pictures.preview"), BOXES)
    | dict.fromkeys(
        (
            "claim.withdraw",
            "duel.judge",
            "looks.record",
            "preview_seal.give",
            "roundup.confirm",
            "roundup.leave",
            "sign_in.logout",
            "sign_in.passkey_options",
            "votes.cast",
        ),
        BUTTON,
    )
)


class _CountedFields(FormDataParser):
    """Counts the fields of a plain form before they are read, as the library does with those of one in parts."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        if mimetype == "application/x-www-form-urlencoded":
            body = stream.read()
            if self.max_form_parts is not None and body.count(b"&") >= self.max_form_parts:
                raise RequestEntityTooLarge
            stream = BytesIO(body)
        return super().parse(stream, mimetype, content_length, options)


class BoundedRequest(Request):
    form_data_parser_class = _CountedFields
    is_json = False  # this site reads none; Flask-WTF would, however deep it is

    @cached_property
    def fault(self) -> type[RequestURITooLarge | RequestHeaderFieldsTooLarge] | None:
        """Why nothing about it is looked at."""
        if len(self.path) + len(self.query_string) > LONGEST_ADDRESS:
            return RequestURITooLarge
        if self.query_string.count(b"&") >= MOST_PARAMETERS:
            return RequestURITooLarge
        if sum(len(value) for name, value in self.environ.items() if name.startswith("HTTP_")) > MOST_OF_HEADERS:
            return RequestHeaderFieldsTooLarge
        return None

    @cached_property
    def args(self) -> MultiDict[str, str]:
        return ImmutableMultiDict() if self.fault else super().args

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        return ImmutableMultiDict() if self.fault else super().cookies  # sessions are opened before a view is asked


def install(app: Flask) -> None:
    """Before whatever else reads a request."""
    app.request_class = BoundedRequest
    app.config.update(MAX_CONTENT_LENGTH=FORM.size, MAX_FORM_MEMORY_SIZE=FORM.size, MAX_FORM_PARTS=FORM.fields)
    app.before_request(_refuse_excess)


def _refuse_excess() -> None:
    asked = cast(BoundedRequest, request)
    if asked.fault:
        raise asked.fault
    bound = BOUNDS.get(asked.endpoint or "", FORM)
    asked.max_content_length, asked.max_form_parts = bound.size, bound.fields
    asked.max_form_memory_size = bound.words or bound.size
