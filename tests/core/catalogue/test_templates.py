import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.template_reading import ground_of, load_templates, read_artwork, read_folder
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import NotFound, SloganProblems, TemplateError
from billboard.core.formats import FORMATS, SQUARE
from billboard.core.picture.rendering import Renderer
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from tests.paths import ARTWORK, FONTS, ROOT

SCENES = {path.parent.name for path in (ARTWORK / "scenes").glob("*/scene.toml")}
PLAIN = ROOT / "tests" / "data" / "artwork" / "plain"


@pytest.fixture
def plain_folder(tmp_path: Path) -> Path:
    """The plain template's, to spoil."""
    return shutil.copytree(PLAIN, tmp_path / "artwork" / "plain")


@pytest.fixture
def spoilt(plain_folder: Path, book: FontBook) -> Callable[[str, str], str]:
    """Load the plain template with one text in its file replaced by another; gives the complaint."""
    file = plain_folder / "template.toml"

    def spoil(old: str, new: str) -> str:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(TemplateError) as fault:
            load_templates(plain_folder.parent, book, reserved={"variant"})
        assert str(file) in str(fault.value)
        return str(fault.value)

    return spoil


def test_a_template_is_read_from_its_folder(plain: PosterTemplate) -> None:
    assert plain.slug == "plain"
    assert [variant.slug for variant in plain.variants] == ["white", "blue", "red"]
    assert plain.slot("headline").size == (60, 320)
    assert plain.variant(None).slug == "white"
    assert plain.variant("red").inks["accent"] == (0, 0, 0)
    assert plain.samples[0]["stamp"] == "Maybe"
    assert plain.samples[1]["stamp"] == ""


def test_an_unknown_variant_is_not_found(plain: PosterTemplate) -> None:
    with pytest.raises(NotFound, match="mauve"):
        plain.variant("mauve")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "Plain"', "", "title: is missing"),
        ('title = "Plain"', "title = 3", "title: should be a text"),
        ("version = 1", "version = true", "version: should be a whole number"),
        ("version = 1", "version 1", "cannot be read as TOML"),
        ('font = "Anton-Regular"', 'font = "Antique"', "slot 1: font: 'Antique' is not among"),
        ('ink = "headline"', 'ink = "gold"', "slot 1: ink: 'gold'"),
        (
            'name = "strapline"',
            'name = "strapline"\nminor = { scale = 0.5, font = "Anton-Regular" }',
            "slot 2: minor: is for capitals",
        ),
        ('name = "headline"', 'name = "variant"', "slot 1: name: 'variant' has another meaning already"),
        ('name = "strapline"', 'name = "headline"', "slot: two are called 'headline'"),
        ("box = [120, 100, 1300, 620]", "box = [120, 100, 2300, 620]", "slot 1: box: leaves the art"),
        ("box = [1560, 180, 680, 300]", "box = [1560, 20, 680, 300]", "slot 3: box: leaves the art"),
        ("size = [60, 320]", "size = [320, 60]", "slot 1: size"),
        ('align = "left"', 'align = "center"', "slot 1: align: 'center' is not among the alignments"),
        ("stroke = { width = 0.03", "stroke = { thickness = 0.03", "slot 3: stroke.width: is missing"),
        ('name = "stamp"', 'name = "stamp"\ncopies = [[0, 30], 4]', "slot 3: copies: should be pairs"),
        ('name = "stamp"', 'name = "stamp"\ncopies = [[0, 900]]', "slot 3: copies: the one at [0, 900] leaves"),
        ('accent = "#000000"', 'accent = "black"', "variant 3: inks.accent: 'black'"),
        ('accent = "#000000"', 'gold = "#000000"', "every variant names the same inks"),
        ('art = "red.jpg"', 'art = "../red.jpg"', "variant 3: art: there is no picture"),
        ('headline = "Please stop asking"', "", "sample 4: headline: is missing"),
        ('"Please stop asking"', '"a\\u202eb"', "sample 4: headline: Take out the invisible direction mark"),
        ('default = "Approved"', f'default = "{"x" * 41}"', "slot 3: default: has 41 characters"),
    ],
)
def test_a_fault_names_file_and_field(spoilt: Callable[[str, str], str], old: str, new: str, said: str) -> None:
    assert said in spoilt(old, new)


def test_all_faults_of_a_template_are_told_at_once_and_each_of_them_once(spoilt: Callable[[str, str], str]) -> None:
    said = spoilt('title = "Plain"', "title = 3\nfocus = [1]").splitlines()
    assert [line.partition("template.toml: ")[2] for line in said] == [
        "focus: should be 3 whole numbers, not [1]",
        "title: should be a text, not 3",
    ]


def test_a_fault_of_a_slot_is_not_told_again_for_each_format(plain_folder: Path, book: FontBook) -> None:
    square = plain_folder / "white-square.jpg"
    Image.new("RGB", SQUARE.art).save(square)
    for slug in ("blue", "red"):
        shutil.copy(square, plain_folder / f"{slug}-square.jpg")
    file = plain_folder / "template.toml"
    text = file.read_text("utf-8").replace('font = "Anton-Regular"', 'font = "Antique"\nstroke = { width = 9 }', 1)
    text = text.replace("[[sample]]", "[format.square.slot.headline]\nbox = [0, 0, 900, 900]\n\n[[sample]]", 1)
    file.write_text(text, "utf-8")
    faults = read_folder(plain_folder, ground_of(ARTWORK, book)).findings.faults
    assert [each.field for each in faults if "headline" in each.field or "slot 1" in each.field] == [
        "slot 1: font",
        "slot 1: stroke.width",
        "slot 1: stroke.ink",
    ]


def test_one_colouring_one_format_and_one_sample_are_enough(plain_folder: Path, book: FontBook) -> None:
    file = plain_folder / "template.toml"
    parts = re.split(r"(?m)^(?=\[\[)", file.read_text("utf-8"))
    first = {kind: next(part for part in parts if part.startswith(f"[[{kind}]]")) for kind in ("variant", "sample")}
    slots = [part for part in parts if part.startswith("[[slot]]")]
    head = "\n".join(line for line in parts[0].splitlines() if not line.startswith(("order", "tags", "blurb", "scene")))
    file.write_text("\n".join([head, first["variant"], *slots, first["sample"]]), "utf-8")
    read = read_folder(plain_folder, ground_of(ARTWORK, book))
    assert (read.findings.faults, read.findings.warnings) == ([], [])
    assert read.template
    assert (read.template.order, read.template.tags, read.template.blurb, read.template.scene) == (100, (), "", "")
    assert (len(read.template.variants), len(read.template.layouts), len(read.template.samples)) == (1, 1, 1)


def test_a_key_that_means_nothing_is_a_warning_and_so_is_a_title_that_another_has(
    plain_folder: Path, book: FontBook
) -> None:
    file = plain_folder / "template.toml"
    file.write_text(file.read_text("utf-8").replace("version = 1", "version = 1\ncolour = 2", 1), "utf-8")
    shutil.copytree(plain_folder, plain_folder.parent / "plainer")
    read = read_artwork(plain_folder.parent, book)
    assert list(read.templates) == ["plain", "plainer"]
    assert [f"{each.file.parent.name} {each.sentence}" for each in read.warnings] == [
        "plain colour: is not a field that means anything here",
        "plainer colour: is not a field that means anything here",
        "plainer title: “Plain” is what plain is called, too",
    ]


def test_a_faulty_folder_is_left_out_and_the_others_are_there(plain_folder: Path, book: FontBook) -> None:
    broken = shutil.copytree(plain_folder, plain_folder.parent / "broken")
    (broken / "template.toml").write_bytes(b"title = \xff")
    read = read_artwork(plain_folder.parent, book)
    assert list(read.templates) == ["plain"]
    assert ["cannot be read as TOML" in each.problem for each in read.left_out["broken"]] == [True]


@pytest.mark.parametrize(
    "text", ["order = " + "9" * 5000, "order = " + "[" * 2000, "a." * 3000 + "b = 1", "order = nan", 'variant = "x"']
)
def test_whatever_a_file_holds_is_told_and_nothing_breaks(plain_folder: Path, book: FontBook, text: str) -> None:
    file = plain_folder / "template.toml"
    file.write_text(text + "\n" + file.read_text("utf-8"), "utf-8")
    found = read_folder(plain_folder, ground_of(ARTWORK, book)).findings
    assert all(len(str(each)) < 1000 for each in (*found.faults, *found.warnings))


@pytest.mark.parametrize("name", ["x" * 5000, "../../etc/passwd", "/etc/passwd", "a\\u0000b"])
def test_a_picture_of_an_odd_name_is_not_there(spoilt: Callable[[str, str], str], name: str) -> None:
    assert "there is no picture" in spoilt('art = "red.jpg"', f'art = "{name}"')


def test_a_folder_without_templates_is_a_fault_for_who_wants_all_of_them(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no templates here"):
        load_templates(tmp_path, FONTS)


def test_there_are_sixteen_templates_at_least_each_in_three_colourings_and_every_format(book: FontBook) -> None:
    """Those that we draw are held to more than the loader asks of others."""
    read = read_artwork(ARTWORK, book)
    assert (read.left_out, read.warnings) == ({}, [])
    assert len(read.templates) >= 16
    for template in read.templates.values():
        assert len(template.variants) >= 3, template.slug
        assert set(template.layouts) == set(FORMATS), template.slug
        assert len(template.samples) >= 5, template.slug
        assert template.blurb, template.slug
        assert template.tags, template.slug
        assert template.scene in SCENES, template.slug


def test_every_default_and_sample_that_we_ship_can_be_set_in_every_format(book: FontBook) -> None:
    templates = load_templates(ARTWORK, book)
    renderer = Renderer(templates, book)
    for template in templates.values():
        for slogan in (template.defaults, *template.samples):
            for layout in template.layouts.values():
                renderer.set(Design(template, template.variants[0], slogan), layout.format)


def test_every_format_takes_as_much_as_the_48_sheet(book: FontBook) -> None:
    """Whoever has published a poster must not be told that it is too long for a bus shelter."""
    words = ("The thing that you asked us about has been put where we keep such things, " * 9).split()
    for template in load_templates(ARTWORK, book).values():
        renderer = Renderer({template.slug: template}, book)
        for slot in template.slots:
            long = words.copy()
            while len(" ".join(long)) > slot.limit or (long and not fits(renderer, template, slot, " ".join(long))):
                long.pop()
            for layout in template.layouts.values():
                slogan = {slot.name: " ".join(long)}
                renderer.set(Design(template, template.variants[0], slogan), layout.format)


def fits(renderer: Renderer, template: PosterTemplate, slot: Slot, text: str) -> bool:
    try:
        renderer.set(Design(template, template.variants[0], {slot.name: text}))
    except SloganProblems:
        return False
    return True
