"""What is in artwork/ when the site starts: a reader's first template, one that is not finished, none at all."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

import billboard
from billboard.core.formats import FORMATS, FORTY_EIGHT
from tests.application import MakeApp, main_slot, parts, publish
from tests.paths import ROOT

CHAPTER = (ROOT / "README.md").read_text().partition("## Add a template")[2]
EXAMPLE, MORE = re.findall(r"```toml\n(.*?)```", CHAPTER, re.DOTALL)[:2]
SLUG = "the-long-queue"


@pytest.fixture
def start(make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], Flask]:
    """Start the site with these texts as the only templates there are, each with a 48-sheet and a 6-sheet."""
    top = tmp_path / "top"
    (top / "artwork").mkdir(parents=True)
    for each in ROOT.iterdir():
        if each.name != "artwork":
            (top / each.name).symlink_to(each)
    for each in (ROOT / "artwork").iterdir():
        if not (each / "template.toml").exists():
            (top / "artwork" / each.name).symlink_to(each)
    monkeypatch.setattr(billboard, "ROOT", top)

    def begin(templates: dict[str, str]) -> Flask:
        for slug, text in templates.items():
            folder = top / "artwork" / slug
            folder.mkdir()
            (folder / "template.toml").write_text(text)
            Image.new("RGB", FORTY_EIGHT.art, "#d8d2c4").save(folder / "winter.jpg")
            Image.new("RGB", FORMATS["6-sheet"].art, "#d8d2c4").save(folder / "winter-6-sheet.jpg")
        return make_app()

    return begin


@pytest.mark.parametrize("text", [EXAMPLE, EXAMPLE + MORE], ids=["in one format", "in two"])
def test_the_readmes_example_is_a_template_as_it_stands(start: Callable[[dict[str, str]], Flask], text: str) -> None:
    app = start({SLUG: text})
    client = app.test_client()
    assert "The long queue" in client.get("/make").text
    assert client.get(f"/make/{SLUG}/sample.jpg").mimetype == "image/jpeg"
    code = publish(app, "Not today", slug=SLUG)
    assert client.get(f"/p/{code}.jpg").status_code == 200
    assert client.get(f"/p/{code}/sheet/6-sheet.jpg").status_code == (200 if MORE in text else 404)
    checked = app.test_cli_runner().invoke(args=["templates", "check"])
    assert (checked.exit_code, checked.output) == (0, "1 template can be used, 0 left out.\n")


def test_a_folder_that_is_not_finished_is_left_out_and_told_of(
    start: Callable[[dict[str, str]], Flask], capsys: pytest.CaptureFixture[str]
) -> None:
    broken = EXAMPLE.replace('title = "The long queue"', "").replace('font = "Archivo-Black"', 'font = "Archive"')
    app = start({SLUG: EXAMPLE, "half": broken})
    (line,) = (each for each in capsys.readouterr().err.splitlines() if "template left out" in each)
    assert "half/template.toml: title: is missing; a text is wanted" in json.loads(line)["faults"][1]
    assert "the-long-queue" in app.test_client().get("/make").text
    assert app.test_client().get("/make/half").status_code == 404
    assert [each.field for each in parts(app).templates.left_out["half"]] == ["slot 1: font", "title"]
    checked = app.test_cli_runner().invoke(args=["templates", "check"])
    assert checked.exit_code == 1
    assert "half/template.toml: title: is missing; a text is wanted\n" in checked.output
    assert "half/template.toml: slot 1: font: 'Archive' is not among the fonts under fonts/" in checked.output
    assert app.test_cli_runner().invoke(args=["templates", "check", SLUG]).exit_code == 0


def test_without_any_template_the_site_starts_and_says_so(start: Callable[[dict[str, str]], Flask]) -> None:
    app = start({})
    client = app.test_client()
    for page in ("/", "/make", "/make/every", "/make/every?slogan=Hello", "/gallery", "/campaigns", "/numbers"):
        answer = client.get(page)
        assert answer.status_code == 200, page
    assert "There is no template" in client.get("/make").text
    assert app.test_cli_runner().invoke(args=["seed"]).output == "0 posters pasted.\n"
    assert app.test_cli_runner().invoke(args=["templates", "check"]).exit_code == 1


def test_words_that_find_no_room_and_ink_that_is_hard_to_read_are_warnings(
    start: Callable[[dict[str, str]], Flask],
) -> None:
    pale = EXAMPLE.replace("#1b1a1d", "#cfc9ba").replace("lines = 3", "lines = 1")
    app = start({SLUG: pale.replace("size = [80, 250]", "size = [240, 250]")})
    checked = app.test_cli_runner().invoke(args=["templates", "check"])
    assert checked.exit_code == 0
    assert f"warning: {SLUG}: default: headline: " in checked.output
    other = app.test_cli_runner()
    assert main_slot(next(iter(parts(app).templates.values()))).name == "headline"
    assert other.invoke(args=["seed"]).exit_code == 0
