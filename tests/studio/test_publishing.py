"""Templates published while the site runs: whole or not at all, known at once, and of their version for ever."""

import io
import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from billboard.campaigns import campaigns
from billboard.core.errors import NotFound, Refused, StoreUnavailable
from billboard.models import LogLine, StudioTemplate, StudioVersion
from billboard.posters import pictures, posters
from billboard.studio import publishing
from billboard.studio.folders import TemplateFolder, TemplateRefused
from billboard.studio.slugs import slug_for
from billboard.web.site import Site, now
from tests.application import MakeApp, parts, publish, stored
from tests.campaigns.campaigning import campaign, enter
from tests.studio.publishing import put_up
from tests.studio.template_folders import TOML, jpeg, template_folder

SLUG = "fresh-paint"


def number_of(site: Site, slug: str) -> int:
    with site.database.read() as session:
        return session.scalars(select(StudioTemplate.id).where(StudioTemplate.slug == slug)).one()


def middle(picture: bytes) -> tuple[int, ...]:
    with Image.open(io.BytesIO(picture)) as opened:
        corner = opened.convert("RGB").getpixel((4, 4))
    assert isinstance(corner, tuple)
    return tuple(round(part / 32) for part in corner)


def test_a_published_template_is_a_template_like_any_other(app: Flask) -> None:
    assert put_up(app) == publishing.Published(SLUG, 1, [])
    client = app.test_client()
    for page in ("/make", "/gallery", "/sitemap-pages.xml", "/make/every?slogan=Hello", f"/make/{SLUG}"):
        assert SLUG in client.get(page).text, page
    assert client.get(f"/make/{SLUG}/sample.jpg").status_code == 200
    code = publish(app, "Mind the paint", slug=SLUG)
    assert client.get(f"/p/{code}.jpg").status_code == 200
    assert client.get(f"/p/{code}/print.pdf").status_code == 200
    assert client.get(f"/gallery?template={SLUG}").status_code == 200
    with parts(app).database.read() as session:
        line = session.scalars(select(LogLine).where(LogLine.subject == SLUG)).one()
    assert (line.kind.value, line.did, line.details) == ("template", "publish", '{"title":"Fresh paint","version":1}')


def test_another_process_has_it_within_two_seconds_and_keeps_what_it_knows_without_the_database(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = make_app(), make_app()
    assert SLUG not in parts(other).templates
    put_up(one)
    parts(other).studio.forget()  # a second goes by
    assert SLUG in parts(other).templates
    assert publish(other, "Round the corner", slug=SLUG)
    monkeypatch.setattr(parts(other).database, "engine", None)
    monkeypatch.setattr(parts(other).studio, "_look", None)
    assert SLUG in parts(other).templates


def test_a_new_version_is_for_new_posters_and_changes_none_that_hangs(lite: Flask) -> None:
    site, client = parts(lite), lite.test_client()
    put_up(lite, template_folder(colour="#d02020"))
    old = publish(lite, "Older", slug=SLUG)
    sample = client.get(f"/make/{SLUG}/sample.jpg?v=1").data
    early = client.get(f"/make/{SLUG}/sample.jpg?v=2")  # of a page that another process made
    assert "max-age=0" in early.headers["Cache-Control"]
    edited = put_up(lite, template_folder("Another title", colour="#2020d0"), template_id=number_of(site, SLUG))
    assert (edited.slug, edited.version) == (SLUG, 2)
    new = publish(lite, "Newer", slug=SLUG)
    assert middle(client.get(f"/make/{SLUG}/sample.jpg?v=2").data) != middle(sample)
    assert middle(client.get(f"/p/{new}.jpg").data) != middle(client.get(f"/p/{old}.jpg").data)
    with site.database.read() as session:
        designs = [posters.design_of(site.renderer, posters.find(session, code)) for code in (old, new)]
    assert [each.template.version for each in designs] == [1, 2]
    colours = [middle(site.renderer.full(each)) for each in designs]
    assert colours == [middle(client.get(f"/p/{code}.jpg").data) for code in (old, new)]
    renamed = template_folder().toml.replace('"headline"', '"shout"').replace("headline =", "shout =")
    put_up(lite, TemplateFolder(renamed, {"plain": jpeg()}), template_id=number_of(site, SLUG))
    assert "Older" in client.get(f"/p/{old}").text
    assert client.get(f"/make/{SLUG}?remix={old}").status_code == 200


def test_fresh_ones_hang_first_and_are_marked_until_their_time_is_over(lite: Flask) -> None:
    put_up(lite, template_folder("Zebra crossing"), fresh_until=now() + timedelta(hours=1))
    page = lite.test_client().get("/make").text
    assert page.index("zebra-crossing") < page.index("/make/the-queue")
    assert "New this morning" in page
    put_up(lite, template_folder("Yesterday"), fresh_until=now() - timedelta(hours=1))
    assert lite.test_client().get("/make").text.count("New this morning") == 1


def test_a_campaigns_template_is_offered_there_alone(lite: Flask) -> None:
    campaign(lite)
    with parts(lite).database.write() as session:
        home = campaigns.find(session, "biscuits")
        home.templates, number = ["home-front"], home.id
    put_up(lite, campaign_id=number)
    client = lite.test_client()
    assert SLUG not in client.get("/make").text
    assert client.get(f"/make/{SLUG}").status_code == 404
    assert SLUG in client.get("/make?campaign=biscuits").text
    assert SLUG in client.get("/c/biscuits").text
    assert client.get(f"/make/{SLUG}?campaign=biscuits").status_code == 200
    with pytest.raises(Refused, match="one campaign's own"):
        publish(lite, "Elsewhere", slug=SLUG)
    assert enter(lite, "At home", template_slug=SLUG)


@pytest.mark.parametrize(
    ("folder", "faults"),
    [
        (TemplateFolder("title = 3", {}), ["alt: is missing", "title: should be a text, not 3"]),
        (TemplateFolder(TOML.format(title="Fresh", ink="#102030"), {}), ["there is no picture 'plain.jpg'"]),
        (TemplateFolder(TOML.format(title="x", ink="#102030"), {"plain": b"GIF89a"}), ["is not a JPEG"]),
        (TemplateFolder(TOML.format(title="x", ink="#102030"), {"plain": jpeg(size=(40, 20))}), ["2400x1200 RGB"]),
        (TemplateFolder(TOML.format(title="x", ink="#102030"), {"../plain": jpeg()}), ["no name for a picture"]),
        (
            TemplateFolder(
                TOML.format(title="x", ink="#102030").replace("[60, 500]", "[1000, 1000]"), {"plain": jpeg()}
            ),
            ["default: headline:", "sample 1: headline:"],
        ),
    ],
)
def test_what_the_loader_does_not_take_leaves_nothing_behind(
    lite: Flask, folder: TemplateFolder, faults: list[str]
) -> None:
    with pytest.raises(TemplateRefused) as refused:
        put_up(lite, folder)
    assert all(any(fault in each for each in refused.value.faults) for fault in faults), refused.value.faults
    assert stored(lite) == set()


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


def test_a_store_or_a_database_that_fails_leaves_nothing_behind(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    site = parts(lite)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "_add_version", failing(RuntimeError()))
        with pytest.raises(RuntimeError):
            put_up(lite)
    assert stored(lite) == set()
    with monkeypatch.context() as patch:
        patch.setattr(type(site.store), "put", failing(StoreUnavailable("down")))
        with pytest.raises(StoreUnavailable):
            put_up(lite)
    assert SLUG not in site.templates
    with pytest.raises(NotFound):
        put_up(lite, template_id=4)


def test_a_version_that_can_no_longer_be_read_is_left_out_and_the_others_are_there(lite: Flask) -> None:
    site = parts(lite)
    put_up(lite)
    put_up(lite, template_folder("Second coat"))
    with site.database.write() as session:
        session.scalars(select(StudioVersion)).first().toml = "title = 3"  # type: ignore[union-attr]
        publishing.raise_edition(session)
    fresh = parts(lite).studio
    fresh._newest._known = type(fresh._newest._known)()  # as a process that has just started
    fresh.forget()
    assert "second-coat" in site.templates
    assert SLUG not in site.templates
    assert {"alt", "title"} <= {each.field for each in site.templates.left_out[SLUG]}
    assert lite.test_client().get("/make").status_code == 200


def test_pictures_that_were_brought_are_kept_whole_and_within_bounds(lite: Flask) -> None:
    site = parts(lite)
    put_up(lite)
    art = site.templates[SLUG].variants[0]
    path = art.file_in(site.templates[SLUG].layouts["48-sheet"].format)
    assert path.read_bytes() == jpeg()
    assert path.is_relative_to(site.studio.files.folder)
    other = path.with_name("f" * 64 + ".jpg")
    other.write_bytes(bytes(1 << 20))
    os.utime(other, (0, 0))
    path.unlink()
    site.studio.files._room = 1 << 20
    art.file_in(site.templates[SLUG].layouts["48-sheet"].format)
    assert (path.exists(), other.exists()) == (True, False)


def test_a_slug_is_made_of_the_title_and_nobody_elses() -> None:
    assert slug_for("The Café's — new “Ænd”", ()) == "the-cafes-new-nd"
    assert slug_for("The queue", {"the-queue", "the-queue-2"}) == "the-queue-3"
    assert slug_for("every", ()) == "every-2"
    assert slug_for("請勿排隊", ()) == "template"
    assert len(slug_for("x" * 300, {"x" * 56})) <= 64


def test_what_a_template_needs_is_no_orphan_and_what_a_failed_publish_left_is(lite: Flask) -> None:
    site = parts(lite)
    put_up(lite)
    site.store.put("studio/" + "0" * 32 + "/plain.jpg", jpeg())
    assert pictures.delete_orphans(site, older_than=now() + timedelta(hours=1)) == 1
    assert len(stored(lite)) == 1
    assert lite.test_client().get(f"/make/{SLUG}/sample.jpg").status_code == 200
