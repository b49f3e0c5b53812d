"""A published template makes its first poster on another worker and on another replica within two seconds."""

import time
from pathlib import Path

import pytest

from tests.servers.site import Site, Sites
from tests.studio.template_folders import zipped
from tests.visitor import Visitor

SLUG = "fresh-paint"


def moderator(site: Site) -> Visitor:
    password = site.flask("create-moderator", "ada").split()[-1]
    visitor = Visitor(site.url)
    assert visitor.fill_in("/moderate/login", name="ada", password=password).status == 303
    return visitor


@pytest.mark.parametrize("kind", ["sqlite and a folder", "postgresql and s3"])
def test_a_stranger_makes_a_poster_of_a_new_template_within_two_seconds(
    kind: str, live_server: Sites, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "postgresql and s3":
        shared = {"DATABASE_URL": request.getfixturevalue("postgres_url"), **request.getfixturevalue("s3").environment}
    else:
        shared = {"DATABASE_URL": f"sqlite:///{tmp_path / 'b.db'}", "IMAGE_STORE": f"folder:{tmp_path / 'images'}"}
    one = live_server({**shared, "WEB_THREADS": "1"})
    other = live_server({**shared, "WEB_THREADS": "1"}) if "s3" in kind else one  # whose two workers suffice
    desk, stranger = moderator(one), Visitor(other.url)
    assert {stranger.ask(f"/make/{SLUG}").status for _ in range(6)} == {404}  # both workers have looked
    assert desk.upload("/studio/import", {"zip": zipped()}).status == 303
    published = late = time.monotonic()
    followed = 0
    while followed < 12:  # by both workers, as good as surely
        begun = time.monotonic()
        if stranger.ask(f"/make/{SLUG}").status == 200:
            followed += 1
        else:
            followed, late = 0, begun
    assert late - published < 2
    made = stranger.fill_in(f"/make/{SLUG}", headline="First")
    assert made.status == 303
    assert stranger.ask(f"{made.headers['Location']}.jpg").body.startswith(b"\xff\xd8")
