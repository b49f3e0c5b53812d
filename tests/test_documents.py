"""What the documents name is there, and what there is stands in the documents."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import click
import pytest
from flask import Flask

from billboard import visitors
from billboard.accounts import links, recovery_codes
from billboard.bans import standing
from billboard.calls import calls
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.rank import bursts
from billboard.core.rank.urgency import PROVEN
from billboard.infra.adjustable import Adjustable
from billboard.infra.config import ROOT, Settings
from billboard.jobs import lease
from billboard.moderation import appeals, blocks, notices
from billboard.moderation.reasons import CLOCK
from billboard.operators import jobs, seeding
from billboard.operators.jobs import JOBS
from billboard.operators.timetable import AsSet, Daily, Every
from billboard.roundup import confirmations, subscriptions
from billboard.switches import proofs
from billboard.voting import recent
from billboard.web import calling

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TOPS = {path.name for path in ROOT.iterdir()} - {"instance"}  # which is what a site has made, if one has run here


def paths_in(text: str) -> set[str]:
    """What stands in backticks and begins with a file or folder of the top level."""
    named = re.findall(r"`([\w.-]+(?:/[\w.<>-]*)*)`", text)
    return {name for name in named if name.partition("/")[0] in TOPS and "<" not in name}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    assert [name for name in sorted(paths_in(document.read_text())) if not (ROOT / name).exists()] == []


def test_contributing_says_where_fifteen_usual_changes_are_made() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text().partition("## Where do I change …?")[2].partition("\n## ")[0]
    rows = [line for line in page.splitlines() if line.startswith("| ") and "`" in line]
    assert len(rows) >= 15
    assert all(paths_in(row) for row in rows)


README = (ROOT / "README.md").read_text()
ROOMS = {
    path.name
    for path in (ROOT / "billboard").iterdir()
    if path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")
} - {"__init__.py"}


def test_every_room_stands_in_the_layout_and_where_a_usual_change_is_made() -> None:
    layout = README.partition("\n## The layout\n")[2].partition("\nartwork/")[0].partition("\nbillboard/\n")[2]
    listed = re.findall(r"^  (?! )(.+?)  ", layout, re.MULTILINE)
    assert {each.rstrip("/") for line in listed for each in line.split()} == ROOMS
    page = (ROOT / "CONTRIBUTING.md").read_text().partition("## Where do I change …?")[2].partition("\n## ")[0]
    named = set[str]().union(*(paths_in(row) for row in page.splitlines() if row.startswith("| ")))
    assert {path.split("/")[1] for path in named if path.startswith("billboard/")} == ROOMS


SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
OF_FLASK = {"limiter", "routes", "run", "shell"}  # commands that libraries bring along
# What stands in words for a default, or is no default but an example of one.
IN_WORDS = {
    "art_folder",
    "secret_key",
    "site_url",
    "database_url",
    "image_store",
    "web_threads",
    "s3_endpoint_url",
    "s3_ca_bundle",
}


def words_of(number: int) -> str:
    return SMALL[number]


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the first table beneath a heading, without its head."""
    lines = README.partition(f"\n{heading}\n")[2].partition("\n#")[0].splitlines()
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def commands_of(group: click.Group, before: str = "") -> Iterator[str]:
    for name, each in group.commands.items():
        if isinstance(each, click.Group):
            yield from commands_of(each, f"{before}{name} ")
        else:
            yield before + name


def test_the_readme_names_every_command_and_no_other(lite: Flask) -> None:
    there = {each for each in commands_of(lite.cli) if each.partition(" ")[0] not in OF_FLASK}
    named = [each for row in rows_under("### Commands") for each in re.findall(r"`([^`]+)`", row[0])]
    told = {re.match(r"[a-z-]+(?: [a-z-]+)*", each)[0] for each in named}  # type: ignore[index]
    assert told == there


def test_the_readme_says_of_every_setting_what_it_is_and_whether_it_may_change() -> None:
    stars, defaults = dict[str, bool](), dict[str, str]()
    for variables, given, _ in rows_under("### Settings"):
        names = [each.lower() for each in re.findall(r"`([A-Z0-9_]+)`", variables)]
        stars |= dict.fromkeys(names, "*" in variables)
        values = re.findall(r"`([^`]*)`|\b(none)\b", given)
        values = values * len(names) if len(values) == 1 else values
        defaults |= {name: value[0] for name, value in zip(names, values, strict=False)}
    assert stars == {name: name in Adjustable.model_fields for name in Settings.model_fields}
    wrong = {}
    for name in sorted(Settings.model_fields.keys() - IN_WORDS):
        value = Settings.model_fields[name].default
        spelt = value.get_secret_value() if hasattr(value, "get_secret_value") else value
        spelt = ("on" if name == "covering" else "yes") if spelt is True else "off" if spelt is False else spelt
        spelt = "" if spelt == () else str(spelt)
        if defaults.get(name) != spelt and name != "prometheus_multiproc_dir":
            wrong[name] = (defaults.get(name), spelt)
    assert wrong == {}


NUMBERS = {  # what documents say in words or figures, and the code holds
    "README.md": [
        f"within {appeals.WITHIN.days} days of it",
        f"somebody with a good record: {words_of(PROVEN)} reports or more that were decided",
        f"by one of {visitors.SHADES} shades for a day more",
        f"of whoever sent a notice until {notices.REMEMBERED.days} days after the answer",
        f"works once, for {links.LIFE // timedelta(hours=1)} hours",
        f"The link works once, for {links.LIFE // timedelta(hours=1)} hours, and opens nothing",
        f"addresses are deleted {subscriptions.AFTERWARDS.days} days later",
        f"receipts of reports decided {notices.REMEMBERED.days} days ago",
        f"addresses of campaigns that ended {subscriptions.AFTERWARDS.days} days ago",
        f"by an older edition; {jobs.SKELETONS_AT_ONCE:,} posters a run",
        f"another takes over {words_of(round(lease.ABANDONED))} seconds after its last sign of life",
        f"when nobody has looked at one for {({30: 'half an hour'})[round(CLOCK)]}",
        f"at most once {({60: 'an hour'})[calls.PAUSES[-1]]}, and what happened meanwhile",
        f"under the same `webhook-id`, for {words_of(sum(calls.BACKOFF) // 60)} hours",
        f"`data.alerts` has up to {({30: 'thirty'})[calling.MOST_TOLD]} things",
        f"{words_of(recovery_codes.COUNT)} recovery codes come with the first",
        f"for one form, good for {words_of(proofs.GOOD_FOR // timedelta(minutes=1))} minutes and once",
        f"keys (of {proofs.ITERATIONS:,} rounds of PBKDF2)",
        f"is tried for {words_of(round(confirmations.AT_ONCE))} seconds while the visitor waits",
    ],
    "templates/moderate/blocks.html": [f"holds its words for {blocks.DAYS[0]} days"],
    "templates/operate/people.html": [f"It works once, for {links.LIFE // timedelta(hours=1)} hours"],
    "templates/moderate/campaign.html": [f"It works once, for {links.LIFE // timedelta(hours=1)} hours"],
    "docs/blocks.md": [f"there are {standing.MOST} blocks at most", f"when it is {standing.FRESH} seconds old"],
    "docs/votes-apart.md": [
        f"by block. A block with {words_of(bursts.CROWD)} votes or more",
        f"there are {bursts.LEAST} of them (`BURST_VOTES`)",
        f"the blocks are {bursts.FEW} at most, or all blocks together less than {words_of(bursts.SCATTERED)} times",
        f"{bursts.FAST} come within {bursts.WITHIN:.0f} seconds; there are {bursts.MANY} of them",
        f"looks at {recent.POSTERS} posters",
        f"and at {recent.LOOKED_AT:,} votes of each",
    ],
}


@pytest.mark.parametrize("document", NUMBERS)
def test_numbers_in_documents_are_those_of_the_code(document: str) -> None:
    text = " ".join((ROOT / document).read_text().split())
    assert [each for each in NUMBERS[document] if each not in text] == []


def test_the_readme_says_when_each_job_is_due() -> None:
    told = {each: when for when, names in rows_under("### Jobs") for each in re.findall(r"`([a-z-]+)`", names)}
    due = {name.value: job.when for name, job in JOBS.items() if job.when}
    assert told == {name: in_words(when) for name, when in due.items()}


def in_words(when: Every | Daily | AsSet) -> str:
    if isinstance(when, AsSet):
        return when.words
    if isinstance(when, Daily):
        return f"at {when.at.hour}:{when.at.minute:02} (UTC)"
    minutes = round(when.period.total_seconds() / 60)
    return {1: "every minute", 60: "every hour"}.get(minutes, f"every {minutes} minutes")


@pytest.mark.parametrize("document", DOCUMENTS[1:], ids=lambda path: path.name)
def test_every_document_is_linked_from_another(document: Path) -> None:
    linked = {
        (other.parent / target).resolve()
        for other in DOCUMENTS
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", other.read_text())
        if other != document
    }
    assert document.resolve() in linked


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text())
    assert [each for each in targets if not (document.parent / each).exists()] == []


def test_the_readme_says_how_many_posters_a_first_wall_has(artwork: Mapping[str, PosterTemplate]) -> None:
    assert f"pastes {len(seeding.samples(artwork))} posters on the empty wall" in " ".join(README.split())
