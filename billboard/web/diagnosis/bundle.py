"""What to send along with a question: checks, settings, jobs and recent lines of the log. No secret, no address, no
name and nothing that anybody typed."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile

from pydantic import SecretStr

from billboard.infra.config import ROOT, Settings
from billboard.jobs.runs import Report
from billboard.web import logs
from billboard.web.diagnosis.checks import Checked
from billboard.web.site import Site

LEFT_OUT = "[left out]"
CHOICES = {"environment", "aws_region", "host", "require_second_factor"}
SHORT = 4  # characters of what is looked for everywhere; shorter ones are half of all words
PERSONAL = re.compile(
    r"[^\s\"'<>@]+@[^\s\"'<>@]+\.[\w-]+"  # addresses of e-mail
    r"|(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"  # of IPv4
    r"|\w+://[^\s\"']+",  # of anything
    re.IGNORECASE,
)
COLONS = re.compile(
    r"[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*[0-9a-f:]", re.IGNORECASE
)  # addresses of IPv6, and the time of day
ABOUT = """What this is: a description of a running Billboard for whoever helps to find a fault.

checks.json    what /operate/diagnostics shows
settings.json  limits, switches and numbers as they are; of all else only whether it is set
jobs.json      when each job ran, what came of it, when it runs next
log.jsonl      the newest lines of one worker's log, warnings longest: routes, not addresses

Addresses, names of machines, secrets and whatever looks like one of them were left out. Read it before you send it.
"""


def write(site: Site, checked: Sequence[Checked], reports: Sequence[Report], now: datetime) -> bytes:
    """A zip."""
    clean = _cleaner(site)
    parts = {
        "about.txt": ABOUT,
        "checks.json": clean(
            _json({"made": f"{now:%Y-%m-%d %H:%M} UTC", "checks": [_check(each) for each in checked]})
        ),
        "settings.json": clean(_json(dict(_settings(site)))),
        "jobs.json": clean(_json([_job(each) for each in reports])),
        "log.jsonl": clean("\n".join(logs.recent())),
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, text in parts.items():
            zipped.writestr(name, text)
    return file.getvalue()


def _settings(site: Site) -> Iterator[tuple[str, Any]]:
    settings = site.settings
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        if extra.get("switch"):
            yield name, str(value).split(" ")[0].rstrip(":")
        elif name in ("database_url", "image_store", "backup_place"):
            yield name, str(value).partition(":")[0] or "not set"
        elif isinstance(value, bool | int | float) or name.endswith(("_limit", "_level")) or name == "environment":
            yield name, value
        else:
            there = value.get_secret_value() if isinstance(value, SecretStr) else value
            yield name, "set" if there else "not set"


def _check(each: Checked) -> dict[str, Any]:
    finding = each.finding
    told = {"title": each.check.title, "state": finding.state, "said": finding.said, "facts": dict(finding.facts)}
    return {**told, "ms": round(each.seconds * 1000)}


def _job(report: Report) -> dict[str, Any]:
    run = report.run
    moments = {name: f"{at:%Y-%m-%d %H:%M:%S}" if at else None for name, at in (("ran", run.begun), ("next", run.next))}
    took = round(run.took.total_seconds(), 1) if run.took else None
    return {"job": report.name, **moments, "took": took, "outcome": run.outcome, "error": run.error, "said": run.said}


def _json(what: Any) -> str:
    return json.dumps(what, indent=1, ensure_ascii=False, default=str)


def _cleaner(site: Site) -> Any:
    secrets = sorted({each for each in _secrets(site) if len(each) >= SHORT}, key=len, reverse=True)
    whole = "|".join(map(re.escape, secrets))
    known = re.compile(rf"(?<!\w)(?:{whole})(?!\w)", re.IGNORECASE) if secrets else None

    def clean(text: str) -> str:
        text = text.replace(str(ROOT), ".").replace(str(Path.home()), "~")
        text = PERSONAL.sub(LEFT_OUT, known.sub(LEFT_OUT, text) if known else text)
        return COLONS.sub(lambda found: LEFT_OUT if _is_address(found[0]) else found[0], text)

    return clean


def _is_address(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _secrets(site: Site) -> Iterator[str]:
    """Whatever the settings say that is no number and no choice, and what addresses among it are made of."""
    for settings in (site.environment, site.settings):
        for name, field in Settings.model_fields.items():
            value = getattr(settings, name)
            for each in value if isinstance(value, tuple) else (value,):
                text = each.get_secret_value() if isinstance(each, SecretStr) else each
                if isinstance(text, str) and text != field.default and not _is_plain(site, name, text):
                    yield text
                    yield from _pieces(text)


def _is_plain(site: Site, name: str, text: str) -> bool:
    """Whether it is a choice among what everybody knows."""
    return name in CHOICES or name.endswith(("_limit", "_level")) or text in site.templates or text in site.scenes


def _pieces(text: str) -> Iterator[str]:
    try:
        parts = urlsplit(text)
        host, user, password = parts.hostname or "", parts.username or "", parts.password or ""
    except ValueError:
        return
    yield password
    yield from (each for each in (host, user) if "." in each)  # others are words: database, localhost, billboard
