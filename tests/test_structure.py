"""The arrow of imports, and where tests find what they share."""

import ast
import re
from collections.abc import Sequence
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from billboard.infra.config import ROOT

PACKAGE, TESTS = ROOT / "billboard", ROOT / "tests"
# From the lowest floor to the top: a room may import itself and what lies on floors below. A file counts as a room.
FLOORS = [
    {"core"},
    {"infra"},
    {"models"},
    {"numbers", "visitors", "journal", "jobs"},
    {"bans", "settings", "watching", "budget", "backups"},
    {"accounts", "switches"},
    {"walls"},
    {"campaigns"},
    {"posters"},
    {"voting", "moderation", "roundup"},
    {"calls", "studio"},
    {"web"},
    {"views"},
    {"operators"},
    {"serving"},
]
# Words that say nothing to whoever has not been told them; a module, class or function is named for what it does.
BANNED = {"docket", "coats", "deals", "shelf", "tongues", "gauge", "whither", "whence", "let_go", "take_up"}
CORE_FLOORS = [
    {"days", "errors", "boxes", "cached_method", "weighted_cache", "colour"},
    {"formats", "local_time", "matrix", "text", "toml_tables"},
    {"type", "rank", "likeness"},
    {"ink"},
    {"catalogue"},
    {"picture"},
    {"street", "print", "reading", "darkroom"},
]
# All that core may import: no web, no database, no clock and no environment is among it.
CORE_LIBRARIES = {"PIL", "bidi", "budoux", "disarm", "fontTools", "fpdf", "pyphen", "regex", "snowballstemmer"}
CORE_LIBRARIES |= {"cv2", "numpy", "pillow_heif", "uharfbuzz", "uniseg"}
CORE_STANDARD = {"__future__", "collections", "concurrent", "contextlib", "copy", "dataclasses", "datetime", "difflib"}
CORE_STANDARD |= {
    "bisect",
    "enum",
    "fnmatch",
    "functools",
    "hashlib",
    "io",
    "itertools",
    "json",
    "lzma",
    "math",
    "os",
    "pathlib",
    "re",
}
CORE_STANDARD |= {
    "statistics",
    "struct",
    "sys",
    "threading",
    "tomllib",
    "types",
    "typing",
    "unicodedata",
    "warnings",
    "zipfile",
    "zlib",
}


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def imports(name: str) -> frozenset[str]:
    """What a module imports, for type checking alone too: dotted names of modules, as far as they are ours."""
    found = set[str]()
    for node in ast.walk(ast.parse(modules()[name].read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{name} imports from beside itself; say from where"
            wholes = (f"{node.module}.{alias.name}" for alias in node.names)
            found |= {whole if whole in modules() else node.module for whole in wholes}
    return frozenset(found)


def within(package: str) -> list[str]:
    return [name for name in modules() if name.startswith(f"{package}.")]


def wrong_arrows(name: str, package: str, floors: Sequence[set[str]]) -> list[str]:
    """What a module of a package imports out of rooms that do not lie below its own."""

    def room(module: str) -> str:
        return module.removeprefix(f"{package}.").partition(".")[0]

    def floor(module: str) -> int:
        found = [number for number, rooms in enumerate(floors) if room(module) in rooms]
        assert found, f"give {room(module)} its floor"
        return found[0]

    ours = [each for each in imports(name) if each == package or each.startswith(f"{package}.")]
    return [each for each in ours if each == package or (room(each) != room(name) and floor(each) >= floor(name))]


@pytest.mark.parametrize("name", within("billboard"))
def test_a_room_imports_only_what_lies_below_it(name: str) -> None:
    assert wrong_arrows(name, "billboard", FLOORS) == []


def test_the_readme_lists_the_floors_from_the_top_down() -> None:
    layout = (ROOT / "README.md").read_text().partition("\nbillboard/\n")[2].partition("\nartwork/")[0]
    listed = re.findall(r"^  (?! )(.+?)  ", layout, re.MULTILINE)
    assert [{each.rstrip("/").removesuffix(".py") for each in line.split()} for line in listed] == FLOORS[::-1]


@pytest.mark.parametrize("name", within("billboard.core"))
def test_a_room_of_core_imports_only_what_lies_below_it(name: str) -> None:
    assert wrong_arrows(name, "billboard.core", CORE_FLOORS) == []


@pytest.mark.parametrize("name", within("billboard.core"))
def test_core_knows_no_web_no_database_no_clock_and_no_environment(name: str) -> None:
    outside = {each.partition(".")[0] for each in imports(name)} - {"billboard"}
    assert sorted(outside - CORE_LIBRARIES - CORE_STANDARD) == []
    text = modules()[name].read_text()
    assert [word for word in ("environ", "getenv", "datetime.now", "csrf_token", "status") if word in text] == []


@pytest.mark.parametrize("name", modules())
def test_what_a_module_defines_is_named_in_plain_words(name: str) -> None:
    defined = [
        node.name
        for node in ast.walk(ast.parse(modules()[name].read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    assert [each for each in [*name.split("."), *defined] if each.strip("_").lower() in BANNED] == []


@pytest.mark.parametrize("name", [name for name, path in modules().items() if path.name == "__init__.py"])
def test_a_room_says_what_it_is_for(name: str) -> None:
    assert ast.get_docstring(ast.parse(modules()[name].read_text()))


@pytest.mark.parametrize(
    "name", sorted(f"billboard.{room}" for floor in FLOORS for room in floor if (PACKAGE / room).is_dir())
)
def test_a_room_says_what_it_uses(name: str) -> None:
    told = ast.get_docstring(ast.parse(modules()[name].read_text())) or ""
    uses = re.search(r"\b[Uu]ses ([^.;]+)", told)
    named = {room for floor in FLOORS for room in floor if uses and re.search(rf"\b{room}\b", uses[1])}
    inside = set[str]().union(*(imports(each) for each in [name, *within(name)]))
    used = {each.split(".")[1] for each in inside if each.startswith("billboard.")} - {name.split(".")[1]}
    assert named == used or "every room of verbs" in told


def test_no_modules_import_one_another_in_a_circle() -> None:
    arrows = {name: imports(name) & modules().keys() for name in modules()}
    assert list(TopologicalSorter(arrows).static_order())  # else CycleError, which names the circle


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda path: path.relative_to(TESTS).as_posix())
def test_what_tests_share_is_public_and_in_no_test_and_in_no_conftest(path: Path) -> None:
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import | ast.ImportFrom):
            package = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            names |= {package + alias.name for alias in node.names}
    assert [name for name in names if re.match(r"tests\.(.*\.)?(test_|conftest\b|_)", name)] == []
