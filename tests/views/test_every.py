"""One slogan on every hoarding, and one poster in every format."""

import io
import re
from html import unescape

from flask import Flask
from PIL import Image

from tests.application import parts
from tests.publishing import seal

PICTURES = re.compile(r'src="(/make/[^"]*small\.jpg\?[^"]*)"')
CELLS = re.compile(r'<li data-slug="([^"]+)"><a class="blank" href="([^"]+)"')


def test_a_slogan_is_shown_on_every_template_that_takes_it(lite: Flask) -> None:
    client = lite.test_client()
    page = client.get("/make/every", query_string={"slogan": "Mind the tea"}).text
    pictures = [unescape(each) for each in PICTURES.findall(page)]
    assert len(pictures) == len(parts(lite).templates)
    for address in pictures:
        answer = client.get(address)
        assert Image.open(io.BytesIO(answer.data)).size == (400, 200)
        assert answer.headers["Cache-Control"].startswith("private")


def test_choosing_one_opens_the_editor_with_the_words_and_the_colouring_kept(lite: Flask) -> None:
    client = lite.test_client()
    template = list(parts(lite).templates.values())[2]
    query = {"slogan": "Mind the tea", "template": template.slug, "variant": template.variants[1].slug}
    links = dict(CELLS.findall(client.get("/make/every", query_string=query).text))
    editor = client.get(unescape(links[template.slug])).text
    assert "Mind the tea" in editor
    assert re.search(rf'value="{template.variants[1].slug}" checked', editor)
    for slot in template.slots:
        assert slot is template.main or not slot.default or slot.default.split("\n")[0] in unescape(editor)


def test_templates_that_refuse_the_slogan_come_last_with_their_sentence(lite: Flask) -> None:
    words = "We are very sorry about all of this, and so is the leaf, which has been spoken to"
    page = unescape(lite.test_client().get("/make/every", query_string={"slogan": words}).text)
    took = page.index('<ul class="contact"')
    for template in parts(lite).templates.values():
        if len(words) > template.main.limit:
            place = page.index(f">{template.title}</a> <span>“{template.main.label}” is ")
            assert place > took
            assert f"/make/{template.slug}/small.jpg" not in page


def test_words_that_no_template_could_take_are_refused_once(lite: Flask) -> None:
    answer = lite.test_client().get("/make/every", query_string={"slogan": "Bin \u202eday"})
    assert answer.status_code == 422
    assert answer.text.count("invisible direction mark") == 1
    assert "small.jpg" not in answer.text


def test_before_anything_is_typed_the_templates_hang_as_they_are(lite: Flask) -> None:
    page = lite.test_client().get("/make/every").text
    assert page.count("sample.jpg?") == len(parts(lite).templates)


def test_small_pictures_are_for_this_sites_own_page_alone(lite: Flask) -> None:
    slug = next(iter(parts(lite).templates))
    client = lite.test_client()
    own = f"/make/{slug}/small.jpg?seal={seal(client)}&slogan="
    for site in ("cross-site", "same-site", "none"):
        assert client.get(f"{own}Tea", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert client.get(f"{own}Tea", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert client.get(f"/make/nowhere/small.jpg?slogan=Tea&seal={seal(client)}").status_code == 404
    assert client.get(f"{own}{'Tea' * 90}").status_code == 422


def test_a_preview_comes_in_each_format_that_the_template_sets_in(lite: Flask) -> None:
    client = lite.test_client()
    for template in parts(lite).templates.values():
        for layout in template.layouts.values():
            query = {**template.defaults, "sheet": layout.format.slug, "seal": seal(client)}
            picture = client.get(f"/make/{template.slug}/preview.jpg", query_string=query)
            assert Image.open(io.BytesIO(picture.data)).size == layout.format.half


def test_a_format_that_a_template_does_not_set_in_is_shown_as_a_hoarding(lite: Flask) -> None:
    slug = next(iter(parts(lite).templates))
    client = lite.test_client()
    query = {**parts(lite).templates[slug].defaults, "sheet": "no-such-sheet", "seal": seal(client)}
    picture = client.get(f"/make/{slug}/preview.jpg", query_string=query)
    assert Image.open(io.BytesIO(picture.data)).size == (800, 400)


def test_the_choose_page_says_which_formats_a_template_sets_in(lite: Flask) -> None:
    page = lite.test_client().get("/make").text
    several = [each for each in parts(lite).templates.values() if len(each.layouts) > 1]
    assert several
    assert page.count('<span class="formats">Also as a ') == len(several)
