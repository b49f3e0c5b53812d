import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.templates import PosterTemplate, load_templates
from billboard.core.errors import NotFound, SloganProblems, TemplateError
from billboard.core.formats import FORMATS
from billboard.core.picture.rendering import Renderer
from billboard.core.type.fonts import FontBook
from billboard.core.type.slots import Slot
from tests.paths import ARTWORK, FONTS, ROOT

PLAIN = ROOT / "tests" / "data" / "artwork" / "plain"


@pytest.fixture
def spoilt(tmp_path: Path, book: FontBook) -> Callable[[str, str], str]:
    """Load the plain template with one text in its file replaced by another; gives the complaint."""
    folder = tmp_path / "plain"
    shutil.copytree(PLAIN, folder)
    file = folder / "template.toml"

    def spoil(old: str, new: str) -> str:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(TemplateError) as fault:
            load_templates(tmp_path, book, reserved={"variant"})
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
        ("version = 1", "version = 1\ncolour = 2", "colour: is not a field"),
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


def test_a_folder_without_templates_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no templates here"):
        load_templates(tmp_path, FONTS)


def test_there_are_sixteen_templates_at_least_each_in_three_colourings_and_every_format(book: FontBook) -> None:
    templates = load_templates(ARTWORK, book)
    assert len(templates) >= 16
    for template in templates.values():
        assert len(template.variants) >= 3, template.slug
        assert set(template.layouts) == set(FORMATS), template.slug
        assert len(template.samples) >= 5, template.slug


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
