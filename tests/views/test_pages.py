"""The URL contract, page by page."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from billboard.core.errors import StoreUnavailable
from tests.application import MakeApp, main_slot, parts, publish, token
from tests.html import Html
from tests.publishing import filled_form, first, seal

PAGES = ["/", "/gallery", "/gallery?sort=new", "/gallery?sort=top&period=week", "/gallery?q=potholes", "/make"]
PAGES += ["/numbers", "/log", "/about", "/about/hot", "/about/rules", "/about/privacy"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_for_everybody_are_the_same_bytes_for_every_visitor(lite: Flask, path: str) -> None:
    code = publish(lite)
    voter, stranger = lite.test_client(), lite.test_client()
    voter.post(f"/p/{code}/vote", data={"value": "1"})
    for address in (path, f"/p/{code}"):
        seen, fresh = voter.get(address), stranger.get(address)
        assert seen.data == fresh.data
        assert "Set-Cookie" not in seen.headers
        assert "Vary" not in seen.headers
        assert "csrf_token" not in seen.text
        assert "public" in seen.headers["Cache-Control"]
        again = stranger.get(address, headers={"If-None-Match": fresh.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == fresh.headers["ETag"]


@pytest.mark.parametrize("path", ["/make/{slug}", "/p/{code}/report", "/p/{code}/vote", "/votes?ids={code}"])
def test_a_visitors_own_pages_are_never_shared(lite: Flask, path: str) -> None:
    response = lite.test_client().get(path.format(slug=first(lite), code=publish(lite)))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


def test_publishing_redirects_to_the_permalink(client: FlaskClient, app: Flask) -> None:
    response = client.post(f"/make/{first(app)}", data=filled_form(app, client))
    assert response.status_code == 303
    assert re.fullmatch(r"/p/[a-z0-9]+", response.headers["Location"])
    page = client.get(response.headers["Location"])
    assert page.status_code == 200


def test_pressing_publish_twice_makes_one_poster(client: FlaskClient, app: Flask) -> None:
    form = filled_form(app, client)
    first_answer, second = (client.post(f"/make/{first(app)}", data=form) for _ in range(2))
    assert first_answer.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize("breakage", ["stale token", "too long", "store", "database", "limit"])
def test_words_are_kept_whatever_fails(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, breakage: str) -> None:
    app = make_app(publish_limit="1 per minute" if breakage == "limit" else "100 per minute")
    client, slug = app.test_client(), first(app)
    slot = main_slot(parts(app).templates[slug])
    words = "My own precious words"
    form = filled_form(app, client, **{slot.name: words})
    status = {"stale token": 422, "too long": 422, "store": 503, "database": 503, "limit": 429}[breakage]
    if breakage == "stale token":
        form["csrf_token"] = "stale"
    elif breakage == "too long":
        words = form[slot.name] = "words " * 200
    elif breakage == "store":

        def down(*_: object) -> None:
            raise StoreUnavailable("The store is down.")

        monkeypatch.setattr(parts(app).store, "put", down)
    elif breakage == "database":
        with parts(app).database.write() as session:
            session.connection().exec_driver_sql("ALTER TABLE posters RENAME TO gone")
    else:
        client.post(f"/make/{slug}", data=form)
        form[slot.name] = words = "A second thought"
    response = client.post(f"/make/{slug}", data=form)
    assert response.status_code == status
    assert words.strip() in response.text
    assert ("Retry-After" in response.headers) == (status in (429, 503))


def test_the_preview_button_answers_with_a_picture_and_without_a_row(client: FlaskClient, app: Flask) -> None:
    slot = main_slot(next(iter(parts(app).templates.values())))
    response = client.post(f"/make/{first(app)}", data=filled_form(app, client, preview="1", **{slot.name: "Look"}))
    assert response.status_code == 200
    source = re.search(r'src="(/make/[^"]*preview\.jpg\?[^"]*Look[^"]*)"', response.text)
    assert source is not None
    picture = client.get(source.group(1).replace("&amp;", "&"))
    assert Image.open(io.BytesIO(picture.data)).size == (800, 400)
    assert 'href="/p/' not in client.get("/gallery").text


def test_a_preview_is_for_this_sites_pages_alone(lite: Flask) -> None:
    client, slug = lite.test_client(), first(lite)
    address = f"/make/{slug}/preview.jpg"
    fields = {**parts(lite).templates[slug].defaults, "seal": seal(client)}
    for site in ("cross-site", "same-site", "none"):
        assert client.get(address, query_string=fields, headers={"Sec-Fetch-Site": site}).status_code == 403
    response = client.get(address, query_string=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 200
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_preview_that_cannot_be_drawn_says_why_by_slot(lite: Flask) -> None:
    slug = first(lite)
    slot = main_slot(parts(lite).templates[slug]).name
    client = lite.test_client()
    asked = {slot: "\u202eback", "seal": seal(client)}
    response = client.get(f"/make/{slug}/preview.jpg", query_string=asked)
    assert response.status_code == 422
    assert "U+202E" in response.json["problems"][slot]  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "size"), [("{}.jpg", (1600, 800)), ("{}/thumb.jpg", (800, 400)), ("{}/card.jpg", (1200, 630))]
)
def test_pictures_are_baseline_jpegs_of_fixed_size(client: FlaskClient, app: Flask, path: str, size: object) -> None:
    response = client.get("/p/" + path.format(publish(app)))
    picture = Image.open(io.BytesIO(response.data))
    assert (picture.format, picture.size) == ("JPEG", size)
    assert "progressive" not in picture.info
    assert not picture.getexif()


def test_a_picture_answers_head_range_and_etag(lite: Flask) -> None:
    client, address = lite.test_client(), f"/p/{publish(lite)}.jpg"
    whole = client.get(address)
    head = client.head(address)
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(whole.data)))
    part = client.get(address, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.data) == (206, whole.data[100:200])
    assert client.get(address, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


def test_a_download_is_named(lite: Flask) -> None:
    code = publish(lite)
    response = lite.test_client().get(f"/p/{code}.jpg?download=1")
    assert response.headers["Content-Disposition"] == f'attachment; filename="billboard-{code}.jpg"'


def test_a_permalink_names_its_card_by_absolute_address(make_app: MakeApp) -> None:
    app = make_app(site_url="https://posters.example")
    code = publish(app, 'Say "cheese" & <smile>')
    page = app.test_client().get(f"/p/{code}").text
    assert f'content="https://posters.example/p/{code}/card.jpg"' in page
    assert f'href="https://posters.example/p/{code}"' in page
    assert "<smile>" not in page
    assert "Say &#34;cheese&#34; &amp; &lt;smile&gt;" in page


def test_a_vote_by_form_leads_to_a_page_that_can_take_it_back(client: FlaskClient, app: Flask) -> None:
    code = publish(app)
    response = client.post(f"/p/{code}/vote", data={"value": "1"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/p/{code}/vote")
    assert 'value="0"' in client.get(f"/p/{code}/vote").text
    client.post(f"/p/{code}/vote", data={"value": "0"})
    assert client.get(f"/votes?ids={code}").json == {"voted": []}


def test_a_vote_by_script_answers_json(client: FlaskClient, app: Flask) -> None:
    code = publish(app)
    headers = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
    response = client.post(f"/p/{code}/vote", data={"value": "1"}, headers=headers)
    assert response.json == {"voted": True, "votes": 1}
    assert "HttpOnly" in response.headers["Set-Cookie"]
    assert "SameSite=Lax" in response.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Referer": "https://elsewhere.example/page"},
        {"Origin": "null"},
    ],
)
def test_a_vote_from_another_site_is_refused(lite: Flask, headers: dict[str, str]) -> None:
    code = publish(lite)
    assert lite.test_client().post(f"/p/{code}/vote", data={"value": "1"}, headers=headers).status_code == 403


def test_a_report_needs_a_reason_and_keeps_the_note(client: FlaskClient, app: Flask) -> None:
    code = publish(app)
    form = {"csrf_token": token(client.get(f"/p/{code}/report").text), "note": "It is about my nan"}
    refused = client.post(f"/p/{code}/report", data=form)
    assert refused.status_code == 422
    assert "It is about my nan" in refused.text
    assert client.post(f"/p/{code}/report", data={**form, "reason": "harassment"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nothing/here", 404),
        ("get", "/p/nonesuch", 404),
        ("get", "/p/nonesuch.jpg", 404),
        ("get", "/make/nonesuch", 404),
        ("get", "/gallery?template=nonesuch", 404),
        ("get", "/gallery?sort=nonesuch", 400),
        ("get", "/gallery?after=nonesuch", 400),
        ("get", "/gallery?after=%00", 400),
        ("put", "/gallery", 405),
        ("post", "/p/nonesuch/vote", 400),
        ("get", "/p/%00", 404),
        ("get", "/p/%ED%A0%80", 404),
        ("get", "/gallery?q=%00", 200),
        ("get", "/gallery?q=%ED%A0%80", 200),
        ("get", "/votes?ids=%00,%27", 200),
    ],
)
def test_what_goes_wrong_has_a_page_of_its_own(client: FlaskClient, method: str, path: str, status: int) -> None:
    response = getattr(client, method)(path)
    assert response.status_code == status
    if status >= 400:
        assert "<main" in response.text
        assert response.headers["Cache-Control"] == "private, no-store"


def test_a_form_that_is_too_large_gets_413(lite: Flask) -> None:
    client = lite.test_client()
    form = filled_form(lite, client)
    assert client.post(f"/make/{first(lite)}", data={**form, "extra": "x" * 80_000}).status_code == 413


def test_an_unexpected_fault_is_a_page_with_a_number(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("billboard.walls.walls.wall_page", lambda *_, **__: 1 / 0)
    response = lite.test_client().get("/gallery", headers={"X-Request-ID": "number-12345"})
    assert response.status_code == 500
    assert "number-12345" in response.text


def test_a_database_that_is_gone_is_a_503_page(lite: Flask) -> None:
    with parts(lite).database.write() as session:
        session.connection().exec_driver_sql("ALTER TABLE posters RENAME TO gone")
    response = lite.test_client().get("/gallery")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"


def test_every_page_has_a_strict_policy(lite: Flask) -> None:
    client, code = lite.test_client(), publish(lite)
    for path in [*PAGES, f"/p/{code}", f"/p/{code}/report", f"/make/{first(lite)}", "/moderate/login", "/nothing"]:
        response = client.get(path)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        nonces = set(re.findall(r'nonce="([^"]*)"', response.text))
        assert nonces <= {""} if "public" in response.headers["Cache-Control"] else len(nonces) <= 1
        for found in nonces - {""}:
            assert f"'nonce-{found}'" in policy
        attributes = {name for _, each in Html(response.text).elements for name in each}
        assert not {name for name in attributes if name == "style" or name.startswith("on")}
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_machines_questions_are_answered(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = lite.test_client()
    assert client.get("/healthz").data == b"ok\n"
    assert client.get("/readyz").json == {"database": "ok", "store": "ok"}
    assert "billboard_requests_total" in client.get("/metrics").text

    def down() -> None:
        raise StoreUnavailable("down")

    monkeypatch.setattr(parts(lite).store, "check", down)
    response = client.get("/readyz")
    assert (response.status_code, response.json) == (503, {"database": "ok", "store": "down"})


def test_a_static_file_is_kept_for_ever_by_its_hash_and_asked_for_again_without(lite: Flask) -> None:
    client = lite.test_client()
    hashed = re.search(r'href="(/static/css/base\.css\?v=[0-9a-f]+)"', client.get("/").text)
    assert hashed is not None
    wrong = "/static/css/base.css?v=0123456789"
    for address, kept in ((hashed.group(1), "immutable"), ("/static/css/base.css", "no-cache"), (wrong, "no-cache")):
        with client.get(address) as response:
            assert kept in response.headers["Cache-Control"]


def test_templates_are_found_by_word(lite: Flask) -> None:
    client = lite.test_client()
    template = next(iter(parts(lite).templates.values()))
    assert template.title in client.get("/make", query_string={"q": template.tags[0].upper()}).text
    assert "/make/" + template.slug not in client.get("/make?q=zzzzz").text
