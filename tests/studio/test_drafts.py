"""Drafts of templates: who finds them, and that nobody writes over what another has changed."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound, Outdated, Refused
from billboard.infra.db import Database
from billboard.models import Campaign, DraftState, Scope
from billboard.studio import drafts
from billboard.studio.documents import Document, Papers, Picture
from tests.application import NOW


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    database = Database(sqlite_url)
    with database.write() as session:
        yield session
    database.engine.dispose()


def titled(title: str) -> Document:
    return Document(papers=Papers(title=title))


def test_a_change_is_kept_for_whoever_saw_what_stands(session: Session) -> None:
    draft = drafts.begin(session, now=NOW, by=None)
    drafts.change(session, draft.code, None, 1, lambda _: titled("The long queue"), now=NOW)
    with pytest.raises(Outdated, match="another window"):
        drafts.change(session, draft.code, None, 1, lambda _: titled("The short one"), now=NOW)
    assert (drafts.document_of(draft).papers.title, draft.edition) == ("The long queue", 2)


def test_what_would_not_hold_is_refused_and_changes_nothing(session: Session) -> None:
    draft = drafts.begin(session, now=NOW, by=None)
    broken = Document.model_construct(photograph=Picture.model_construct(name="../x", width=1, height=1))
    with pytest.raises(Refused):
        drafts.change(session, draft.code, None, 1, lambda _: broken, now=NOW)
    assert drafts.document_of(draft) == Document()


def test_what_is_published_or_declined_is_changed_no_more(session: Session) -> None:
    draft = drafts.begin(session, now=NOW, by=None)
    draft.state = DraftState.DECLINED
    with pytest.raises(Refused, match="done with"):
        drafts.change(session, draft.code, None, 1, lambda each: each, now=NOW)


@pytest.mark.parametrize(("scope", "found"), [(None, True), ("own", True), ("other", False), ("none", False)])
def test_a_campaigns_drafts_are_found_by_whoever_looks_after_it(
    session: Session, scope: str | None, found: bool
) -> None:
    campaign = Campaign(slug="a", title="A", introduction="", accent="#000000", templates=[], created=NOW)
    session.add(campaign)
    session.flush()
    code = drafts.begin(session, now=NOW, by=None, campaign_id=campaign.id).code
    seen: dict[str | None, Scope] = {
        None: None,
        "own": frozenset({campaign.id}),
        "other": frozenset({campaign.id + 1}),
        "none": frozenset(),
    }
    if found:
        assert drafts.find(session, code, seen[scope]).code == code
    else:
        with pytest.raises(NotFound):
            drafts.find(session, code, seen[scope])


def test_a_private_link_shows_the_draft_until_another_is_made(session: Session) -> None:
    draft = drafts.begin(session, now=NOW, by=None)
    first, second = drafts.share(draft), drafts.share(draft)
    session.flush()
    assert drafts.shared(session, second) is draft
    for secret in (first, "", "nonsense"):
        with pytest.raises(NotFound):
            drafts.shared(session, secret)
