"""The address of a poster's PDF."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from billboard.core.catalogue.catalogue import Catalogue
from billboard.models import Poster
from tests.application import decide, parts, publish, sign_in
from tests.campaigns.campaigning import IMPRINT, campaign, enter
from tests.paths import ROOT


def change(app: Flask, code: str, **values: object) -> None:
    with parts(app).database.write() as session:
        session.query(Poster).filter_by(code=code).update(values)  # type: ignore[arg-type]


def test_a_poster_is_printed_with_its_address(lite: Flask) -> None:
    code = publish(lite, "Fewer potholes, more pot plants")
    answer = lite.test_client().get(f"/p/{code}/print.pdf?paper=letter")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="billboard-{code}-letter.pdf"'
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1"
    page = PdfReader(BytesIO(answer.data)).pages[0]
    assert [round(float(each)) for each in page.mediabox[2:]] == [792, 612]
    text = " ".join(page.extract_text().split()).casefold()
    assert "fewer potholes, more pot plants" in text
    assert f"localhost/p/{code}" in text


def test_whoever_has_the_print_is_told_so_without_another(lite: Flask) -> None:
    client = lite.test_client()
    address = f"/p/{publish(lite)}/print.pdf"
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"{address}?paper=a3", headers={"If-None-Match": etag}).status_code == 200


def test_a_template_that_was_changed_makes_another_print(lite: Flask) -> None:
    code, client = publish(lite), lite.test_client()
    address = f"/p/{code}/print.pdf"
    etag = client.get(address).headers["ETag"]
    site = parts(lite)
    template = next(iter(site.templates.values()))
    newer = Catalogue({**site.templates, template.slug: replace(template, version=template.version + 1)})
    lite.extensions["billboard"] = replace(site, templates=newer)
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_an_imprinted_poster_is_printed_as_type(lite: Flask) -> None:
    campaign(lite, imprint=IMPRINT)
    code = enter(lite, "Hands off the tin")
    pdf = lite.test_client().get(f"/p/{code}/print.pdf").data
    text = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert "hands off the tin" in text.casefold()
    assert IMPRINT in text


def test_a_poster_is_printed_in_whatever_format_it_is_set_in(lite: Flask) -> None:
    code, client = publish(lite, "Upright, like a lamp-post"), lite.test_client()
    address = f"/p/{code}/print.pdf"
    answer = client.get(f"{address}?paper=a4&sheet=6-sheet")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'inline; filename="billboard-{code}-6-sheet-a4.pdf"'
    page = PdfReader(BytesIO(answer.data)).pages[0]
    assert [round(float(each)) for each in page.mediabox[2:]] == [595, 842]
    assert "upright, like a lamp-post" in " ".join(page.extract_text().split()).casefold()
    etag = answer.headers["ETag"]
    assert client.get(f"{address}?sheet=6-sheet", headers={"If-None-Match": etag}).status_code == 304
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200
    assert '<option value="6-sheet">' in client.get(f"/p/{code}").text


def test_a_format_that_a_poster_is_not_set_in_is_refused_in_words(lite: Flask) -> None:
    code, client = publish(lite, "W" * 24, slug="travel-1930s"), lite.test_client()
    assert "Print one of 48-sheet" in client.get(f"/p/{code}/print.pdf?sheet=napkin").text
    assert client.get(f"/p/{code}/print.pdf?sheet=napkin").status_code == 400
    cramped = client.get(f"/p/{code}/print.pdf?sheet=square")
    assert (cramped.status_code, "finds no room on a square" in cramped.text) == (404, True)
    page = client.get(f"/p/{code}").text
    assert ['<option value="6-sheet">' in page, '<option value="square">' in page] == [True, False]
    change(lite, code, template="of-yesterday")
    assert client.get(f"/p/{code}/print.pdf?sheet=6-sheet").status_code == 404


def test_a_hidden_poster_is_not_printed(lite: Flask) -> None:
    code, moderator = publish(lite), sign_in(lite)
    client = lite.test_client()
    etag = client.get(f"/p/{code}/print.pdf").headers["ETag"]
    assert decide(moderator, code, "hide", "hate") == 303
    answer = client.get(f"/p/{code}/print.pdf", headers={"If-None-Match": etag})
    assert answer.status_code == 410
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_paper_nobody_makes_is_refused_with_those_there_are(lite: Flask) -> None:
    answer = lite.test_client().get(f"/p/{publish(lite)}/print.pdf?paper=napkin")
    assert answer.status_code == 400
    assert "napkin" in answer.text
    assert "hoarding" in answer.text


@pytest.mark.parametrize("values", [{"template_version": 9999}, {"template": "of-yesterday"}, {"variant": "beige"}])
def test_a_poster_that_would_be_set_otherwise_today_is_printed_as_it_was_pasted(
    lite: Flask, values: dict[str, object]
) -> None:
    code = publish(lite, "As it was")
    change(lite, code, **values)
    answer = lite.test_client().get(f"/p/{code}/print.pdf")
    assert answer.status_code == 200
    full = lite.test_client().get(f"/p/{code}.jpg").data
    assert full in answer.data
    assert "Printed from its picture" in PdfReader(BytesIO(answer.data)).pages[0].extract_text()
    assert "As it was" not in PdfReader(BytesIO(answer.data)).pages[0].extract_text()


def test_the_permalink_offers_every_paper(lite: Flask) -> None:
    code = publish(lite)
    page = lite.test_client().get(f"/p/{code}").text
    papers = re.findall(r'<option value="([a-z0-9-]+)">', page.partition('name="paper"')[2])
    assert papers[0] == "a4"
    assert {"a3", "letter", "hoarding"} <= set(papers)
    assert f'action="/p/{code}/print.pdf"' in page


def test_a_print_names_no_place_of_this_machine(lite: Flask) -> None:
    pdf = lite.test_client().get(f"/p/{publish(lite)}/print.pdf").data
    assert str(ROOT).encode() not in pdf
