"""What search engines find: sitemaps, robots.txt, and one address for every page."""

import json
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from flask import Flask

from billboard.web.palette import DAY
from tests.application import MakeApp, parts, publish
from tests.campaigns.campaigning import campaign
from tests.walls.filling import fill


def test_robots_and_sitemaps_name_what_there_is(lite: Flask) -> None:
    client = lite.test_client()
    template = next(iter(parts(lite).templates))
    codes = [publish(lite, text) for text in ("One", "Two")]
    made = lite.test_cli_runner().invoke(args=["campaign", "create", "tea", "--title", "Tea for all"])
    assert made.exit_code == 0, made.output
    robots = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in robots
    assert "Disallow: /moderate" in robots
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    maps = [
        each.text or ""
        for each in ElementTree.fromstring(client.get("/sitemap.xml").data).findall("s:sitemap/s:loc", space)
    ]
    found = [
        each.text or ""
        for address in maps
        for each in ElementTree.fromstring(client.get(urlsplit(address).path).data).findall("s:url/s:loc", space)
    ]
    assert {f"http://localhost/p/{code}" for code in codes} | {
        "http://localhost/c/tea",
        f"http://localhost/gallery?template={template}",
    } <= set(found)
    for address in found:
        there = urlsplit(address)
        page = client.get(f"{there.path}?{there.query}")
        assert page.status_code == 200
        assert f'<link rel="canonical" href="{address}">' in page.text
    for beyond in ("1", "999999999", "9" * 100):
        assert client.get(f"/sitemap-{beyond}.xml").status_code == 404
    for otherwise in ("00", "٠", "-0", "+0"):
        assert client.get(f"/sitemap-{otherwise}.xml").status_code == 404


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/gallery?sort=hot", "/gallery"),
        ("/gallery?period=day&sort=top&template=", "/gallery?sort=top&period=day"),
        ("/gallery?sort=new&period=day", "/gallery?sort=new"),
        ("/gallery?sort=top&period=all&utm_source=elsewhere", "/gallery?sort=top"),
        ("/c/biscuits?sort=new", "/c/biscuits?sort=new"),
        ("/c/biscuits?sort=hot", "/c/biscuits"),
        ("/duel?campaign=biscuits&note=gone", "/duel?campaign=biscuits"),
    ],
)
def test_a_page_has_one_address_whatever_was_added_to_it(lite: Flask, address: str, canonical: str) -> None:
    campaign(lite)
    page = lite.test_client().get(address).text.replace("&amp;", "&")
    assert f'<link rel="canonical" href="http://localhost{canonical}">' in page


def test_pages_further_along_a_wall_move_and_are_not_listed(lite: Flask) -> None:
    fill(lite, *[{"template": f"t{number}"} for number in range(60)])
    client = lite.test_client()
    first = client.get("/gallery?sort=new").text
    assert "noindex" not in first
    further = re.search(r'<link rel="next" href="([^"]+)"', first)
    assert further
    page = client.get(further.group(1).replace("&amp;", "&")).text
    assert '<meta name="robots" content="noindex, follow">' in page
    assert 'rel="canonical"' not in page


def test_a_sitemap_that_has_not_changed_is_not_sent_again(lite: Flask) -> None:
    publish(lite)
    client = lite.test_client()
    for path in ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-0.xml", "/robots.txt"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/claim/", "/roundup/", "/duel/next", "/votes"])
def test_robots_are_kept_from_secret_links_and_from_what_is_of_no_use(lite: Flask, path: str) -> None:
    assert f"\nDisallow: {path}\n" in lite.test_client().get("/robots.txt").text


def test_a_home_screen_shows_the_site_by_its_name_and_in_its_colours(make_app: MakeApp) -> None:
    client = make_app(site_name='The "Wall" & Co.').test_client()
    link = re.search(r'<link rel="manifest" href="([^"]+)">', client.get("/").text)
    assert link
    answer = client.get(link[1])
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.text)
    assert manifest["name"] == 'The "Wall" & Co.'
    assert manifest["background_color"] == DAY.wall
    for icon in manifest["icons"]:
        with client.get(icon["src"]) as picture:
            assert picture.mimetype == icon["type"]
