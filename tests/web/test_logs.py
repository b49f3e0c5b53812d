"""What the running site writes down, and what it must not."""

import json
import logging
import urllib.error
import urllib.parse
import urllib.request

import pytest

from billboard.web.logs import PersonalDataFilter
from tests.servers.site import Site


def test_a_request_is_one_json_line_with_its_id_and_nothing_personal(site: Site) -> None:
    words = urllib.parse.quote("Unmistakable slogan")
    for path in (f"/gallery?q={words}", f"/make/the-queue/preview.jpg?headline={words}"):
        request = urllib.request.Request(site.url + path, headers={"X-Request-ID": "told-by-proxy-1"})
        try:
            response = urllib.request.urlopen(request)
        except urllib.error.HTTPError as refused:  # a preview without a seal
            response = refused
        with response:
            assert response.headers["X-Request-ID"] == "told-by-proxy-1"
    lines = [json.loads(line) for line in site.log().splitlines() if line.startswith("{")]
    mine = [line for line in lines if line.get("request_id") == "told-by-proxy-1"]
    assert [line["route"] for line in mine] == ["/gallery", "/make/<slug>/preview.jpg"]
    assert all({"time", "level", "status", "ms", "method"} <= line.keys() for line in mine)
    assert "Unmistakable" not in site.log()
    assert "127.0.0.1" not in "".join(json.dumps(line) for line in lines if line["logger"] == "billboard.requests")


def test_a_request_id_that_is_no_id_is_replaced(site: Site) -> None:
    request = urllib.request.Request(site.url + "/healthz", headers={"X-Request-ID": "x<y>"})
    with urllib.request.urlopen(request) as response:
        assert response.headers["X-Request-ID"].isalnum()


def test_the_servers_own_lines_are_json_too(site: Site) -> None:
    booting = [line for line in site.log().splitlines() if "Booting worker" in line]
    assert booting
    assert all(json.loads(line)["logger"] == "gunicorn.error" for line in booting)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            "Invalid request from ip=203.0.113.9: Request Line is too large",
            "Invalid request: Request Line is too large",
        ),
        ("Error handling request GET /make/x/preview.jpg?headline=words", "Error handling request"),
    ],
)
def test_the_server_says_nothing_of_visitors(said: str, kept: str) -> None:
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "", 0, said, (), None)
    assert PersonalDataFilter().filter(record)
    assert record.getMessage() == kept
