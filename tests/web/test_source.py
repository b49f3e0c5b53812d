"""Where a request comes from, by what its browser tells of it."""

import pytest
from flask import Flask

from billboard.web.source import Source, source_of_request
from tests.application import MakeApp, publish

HOME = "http://posters.example"


@pytest.mark.parametrize(
    ("headers", "source"),
    [
        ({}, Source.UNTOLD),
        ({"Sec-Fetch-Site": "same-origin"}, Source.OWN),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, Source.OWN),
        ({"Sec-Fetch-Site": "none"}, Source.UNTOLD),
        ({"Sec-Fetch-Site": "same-site"}, Source.ELSEWHERE),
        ({"Sec-Fetch-Site": "cross-site", "Origin": HOME}, Source.ELSEWHERE),
        ({"Sec-Fetch-Site": "of the future"}, Source.ELSEWHERE),
        ({"Origin": HOME}, Source.OWN),
        ({"Origin": "HTTP://Posters.Example"}, Source.OWN),
        ({"Origin": "https://posters.example"}, Source.OWN),
        ({"Origin": "http://posters.example:8080"}, Source.ELSEWHERE),
        ({"Origin": "http://posters.example.evil.example"}, Source.ELSEWHERE),
        ({"Origin": "http://[broken"}, Source.ELSEWHERE),
        ({"Origin": "null"}, Source.HIDDEN),
        ({"Origin": "null", "Referer": f"{HOME}/make"}, Source.HIDDEN),
        ({"Referer": f"{HOME}/make"}, Source.OWN),
        ({"Referer": "http://evil.example/http://posters.example/"}, Source.ELSEWHERE),
    ],
)
def test_a_browser_tells_where_a_request_comes_from(lite: Flask, headers: dict[str, str], source: Source) -> None:
    with lite.test_request_context("/", base_url=HOME, headers=headers):
        assert source_of_request() is source


@pytest.mark.parametrize("trusted_proxies", [0, 1])
def test_a_site_at_home_over_tls_takes_no_plain_page_for_its_own(make_app: MakeApp, trusted_proxies: int) -> None:
    app = make_app(site_url="https://posters.example", trusted_proxies=trusted_proxies)
    with app.test_request_context("/", base_url=HOME, headers={"Origin": HOME}):
        assert source_of_request() is Source.ELSEWHERE
    with app.test_request_context("/", base_url=HOME, headers={"Origin": "https://posters.example"}):
        assert source_of_request() is Source.OWN


def test_every_post_from_elsewhere_is_refused_but_leaving_the_round_up(lite: Flask) -> None:
    code, client = publish(lite), lite.test_client()
    elsewhere = {"Origin": "https://mail.example"}
    posts = [rule for rule in lite.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert len(posts) > 15
    adapter = lite.url_map.bind("localhost")
    for rule in posts:
        given = {
            name: 1 if f"<row:{name}>" in rule.rule or f"<int:{name}>" in rule.rule else code for name in rule.arguments
        }
        path = adapter.build(rule.endpoint, given, method="POST")
        status = client.post(path, headers=elsewhere).status_code
        if rule.endpoint == "roundup.leave":
            assert status == 200, "a mailbox presses it"
        else:
            assert status == 403, rule
