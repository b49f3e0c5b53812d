"""Pictures of drafts: kept for as long as a draft shows them, and no longer."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from billboard.models import DraftState, StudioDraft, StudioTemplate, StudioVersion
from billboard.studio import draft_pictures, drafts, orphans
from billboard.studio.documents import Document
from tests.application import NOW, parts, sign_in, stored, token
from tests.studio.drafting import drafted, jpeg


def version_of(template: int) -> StudioVersion:
    files = {"noon": "0" * 64}
    return StudioVersion(template_id=template, number=1, toml="", folder="studio/aa", files=files, published=NOW)


def test_what_nothing_shows_is_deleted_when_it_is_an_hour_old(lite: Flask) -> None:
    site = parts(lite)
    with site.database.write() as session:
        draft = drafted(session, site.store, None)
        gone = drafted(session, site.store, None)
        session.delete(gone)
        template = StudioTemplate(slug="of-ours", version=1, created=NOW)
        session.add(template)
        session.flush()
        session.add(version_of(template.id))
    for name in ("studio/aa/noon.jpg", "studio/aa/left.jpg", "studio/bb/noon.jpg"):  # published, and left of a publish
        site.store.put(name, jpeg())
    draft_pictures.keep(site.store, draft.folder, "board", jpeg(), 120, 90)  # of a step that was done again
    soon = datetime.now(UTC) - timedelta(hours=1)
    assert orphans.delete_orphans(site, older_than=soon) == 0
    assert orphans.delete_orphans(site, older_than=datetime.now(UTC) + timedelta(minutes=1)) == 6
    [photograph] = draft_pictures.pictures_of(drafts.document_of(draft))
    kept = {f"{draft.folder}/{photograph.name}{end}.jpg" for end in ("", "-screen")}
    assert {key for key in stored(lite) if key.startswith("studio/")} == kept | {"studio/aa/noon.jpg"}


def test_drafts_that_nobody_touched_for_90_days_go_but_not_those_that_are_still_needed(lite: Flask) -> None:
    site = parts(lite)
    with site.database.write() as session:
        codes = [drafted(session, site.store, None).code for _ in range(4)]
        named = {draft.code: draft for draft in session.query(StudioDraft)}
        named[codes[1]].state = DraftState.PROPOSED
        named[codes[3]].state = DraftState.PUBLISHED
        named[codes[2]].updated = NOW + timedelta(days=2)
    with site.database.write() as session:
        assert drafts.forget(session, NOW + timedelta(days=91)) == 1
        assert {draft.code for draft in session.query(StudioDraft)} == {*codes[1:]}


def test_deleting_a_draft_takes_its_pictures_from_the_store(lite: Flask) -> None:
    client, site = sign_in(lite), parts(lite)
    with site.database.write() as session:
        draft = drafted(session, site.store, None)
    page = client.get("/studio/drafts").text
    answer = client.post(f"/studio/d/{draft.code}/delete", data={"csrf_token": token(page)})
    assert answer.headers["Location"] == "/studio/drafts"
    assert client.get(f"/studio/d/{draft.code}").status_code == 404
    assert not {key for key in stored(lite) if key.startswith(drafts.FOLDER)}


def test_a_screen_gets_a_smaller_picture_of_the_same(lite: Flask) -> None:
    store = parts(lite).store
    picture = draft_pictures.keep(store, "studio/drafts/a", "photograph", jpeg(4000, 3000), 4000, 3000)
    whole, small = (draft_pictures.fetch(store, "studio/drafts/a", picture, on_screen=each) for each in (False, True))
    assert len(small) < len(whole) / 3
    assert draft_pictures.pictures_of(Document(photograph=picture)) == [picture]
