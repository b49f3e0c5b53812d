"""The pinned requirements: everything by hash, the two files of one mind, nothing unused, no word of where from."""

import ast
import re
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.paths import ROOT

# Loaded by address or started by name, never imported by us.
LOADED_BY_NAME = {"gunicorn", "psycopg", "tzdata", "valkey"}


def pinned(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text().splitlines()
    return dict(re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^ ;]+)", "\n".join(lines), re.M))


def asked(name: str) -> set[str]:
    lines = (ROOT / name).read_text().splitlines()
    return {re.split(r"[\[<>=~ ]", line)[0] for line in lines if line and line[0] not in "#-"}


def imported(folder: Path) -> set[str]:
    found = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found


def test_every_version_has_its_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert len(re.findall(r"^[a-z0-9.-]+(?:\[[a-z,]+\])?==.* \\\n +--hash=sha256:", text, re.M)) == len(
            pinned(name)
        )


def test_the_tests_run_on_the_versions_that_are_deployed() -> None:
    run, dev = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert run.items() <= dev.items()
    assert asked("requirements.in") <= run.keys()
    assert asked("requirements-dev.in") <= dev.keys()


def test_what_the_site_imports_is_required_and_what_is_required_is_imported() -> None:
    modules = imported(ROOT / "billboard") | imported(ROOT / "migrations")
    distributions = packages_distributions()
    used = {distributions[module][0].lower().replace("_", "-") for module in modules if module in distributions}
    assert used <= pinned("requirements.txt").keys()
    assert asked("requirements.in") - LOADED_BY_NAME <= used


def test_no_registry_is_named() -> None:
    for name in ("requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt"):
        assert not re.search(r"https?://|--(extra-)?index|--find-links|file:", (ROOT / name).read_text())
