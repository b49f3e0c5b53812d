"""What the form of a campaign's desk sent, its picture among it: nothing of it is lost where something is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import g, request

from billboard.campaigns import headers
from billboard.campaigns.plans import CampaignProblems
from billboard.infra.signing import sign, unsign
from billboard.web.forms import typed
from billboard.web.site import current_site

FIELDS = ("slug", "title", "introduction", "accent", "opens", "closes", "moderation", "imprint")
KEPT = "header_kept"  # the field that says which picture came with the form before
CHOOSE_AGAIN = "The picture that you chose is no longer there: pictures of forms wait for an hour. Choose it again."


@dataclass(frozen=True)
class Sent:
    fields: Mapping[str, str]
    chosen: Sequence[str]  # slugs of templates
    header: str = ""  # the folder of the picture that came with this form, or with the one before
    problem: str = ""  # what is wrong with the picture

    @property
    def sealed_header(self) -> str:
        return sign(self.header, _purpose(), current_site().secret_keys) if self.header else ""


def read() -> Sent:
    """The picture is put into the store at once, where nobody sees it: it is collected unless a campaign gets it.

    Raises StoreUnavailable.
    """
    fields, problem = {name: typed(name) for name in FIELDS}, ""
    header, store = unsign(typed(KEPT), _purpose(), current_site().secret_keys) or "", current_site().store
    file = request.files.get("header")
    if file and file.filename:
        try:
            header = headers.put(store, file.read())
        except CampaignProblems as refused:
            header, problem = "", refused.message
    elif header and not headers.is_there(store, header):
        header, problem = "", CHOOSE_AGAIN
    return Sent(fields, request.form.getlist("templates"), header, problem)


def _purpose() -> str:
    """Of one person's forms alone."""
    return f"header of a campaign {g.moderator.id}"
