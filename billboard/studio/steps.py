"""The steps of a draft, from a photograph to a template, and which of them are done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from billboard.studio.documents import Document


@dataclass(frozen=True, slots=True)
class Step:
    """`slug` is in the address of its page: `/studio/d/<code>/<slug>`."""

    slug: str
    title: str
    done: Callable[[Document], bool]
    wants: Callable[[Document], bool] = lambda _: True  # whether there is what it is done to


def _has_photograph(document: Document) -> bool:
    return document.photograph is not None


def _has_board(document: Document) -> bool:
    return document.board is not None


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        each.slug: each
        for each in (
            Step("picture", "Picture", _has_photograph),
            Step("straighten", "Straighten", _has_board, _has_photograph),
            Step("paint", "Paint out", lambda document: document.painted is not None, _has_board),
            Step("boxes", "Boxes", lambda document: bool(document.boxes), _has_board),
            Step(
                "formats",
                "Colours and formats",
                lambda document: bool(document.colourings or document.formats),
                _has_board,
            ),
            Step(
                "papers",
                "Papers",
                lambda document: bool(document.papers.title and document.papers.alt and document.samples),
                _has_board,
            ),
            Step("publish", "Publish", lambda _: False, _has_board),
        )
    }
)
PROPOSE = Step("propose", "Propose", lambda _: False, _has_board)  # the last one of whoever has no account
NEEDED = ("picture", "straighten", "boxes", "papers", "publish")  # the others may be left out


def next_step(document: Document) -> Step:
    """Where somebody goes on who comes back to a draft."""
    return next(step for slug in NEEDED if not (step := STEPS[slug]).done(document))
