"""The parameters that nginx passes on of each cached page are those that its view reads."""

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule

from tests.application import MakeApp, parts, publish
from tests.campaigns.campaigning import campaign
from tests.paths import ROOT

LIST = (ROOT / "deploy" / "parameters.conf").read_text()
NGINX = (ROOT / "deploy" / "nginx.conf").read_text()
TABLE = re.findall(r'^    "([^"]+)" "([^"]*)";', LIST.partition("map $uri $read {")[2].partition("\n}")[0], re.M)
PASSED = re.compile(r"location ~ (\S+) \{\s*(?:client_max_body_size \S+\s*)?proxy_pass")
UNCACHED = [re.compile(found) for found in PASSED.findall(NGINX)]
SLUG = "the-queue"
# What makes a view look at the rest of what it reads.
ASKED = {"embed.oembed": {"url": "http://localhost/p/2222222222"}}
# In the address for caches' sake alone: what it leads to has changed where it has.
VERSIONED = {"maker.sample", "campaigns.colours", "campaign.header", "campaign.accent", "static", "appearance.colours"}
# A whole draft could stand there, but of that only this is looked at.
ENOUGH = {"maker.sample": {"variant"}, "maker.choose": {"answer", "campaign", "q", "remix"}}

READ: set[str] = set()


class Watched(ImmutableMultiDict[str, str]):
    """A query that remembers what it was asked for."""

    def __getitem__(self, key: str) -> str:
        READ.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        READ.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, *rest: Any, **named: Any) -> Any:
        READ.add(key)
        return super().get(key, *rest, **named)

    def getlist(self, key: str, *rest: Any, **named: Any) -> Any:
        READ.add(key)
        return super().getlist(key, *rest, **named)


def entry(path: str) -> str:
    """The first pattern of the list that a path has."""
    for pattern, _ in TABLE:
        if re.search(pattern[1:], path) if pattern.startswith("~") else pattern == path:
            return str(pattern)
    return ""


def passed_on(path: str) -> set[str]:
    return set(re.findall(r"\$(\w+)", dict(TABLE).get(entry(path), "")))


def is_cached(path: str) -> bool:
    return not any(pattern.search(path) for pattern in UNCACHED) and path != "/metrics"


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    app = make_app()
    app.request_class = type("WatchedRequest", (app.request_class,), {"parameter_storage_class": Watched})
    return app


def path_of(rule: Rule, values: dict[str, Any]) -> str:
    return str(rule.build(values | dict(rule.defaults or {}))[1])  # type: ignore[index]


def test_each_page_is_passed_on_what_it_reads(app: Flask) -> None:
    site, client = parts(app), app.test_client()
    template, code = next(iter(site.templates)), publish(app)
    campaign(app, SLUG)
    values = {"code": code, "width": 600, "size": "small", "kind": "remixes", "number": 0, "filename": "css/site.css"}
    values |= {"year": 2026, "day": "2026-05-07", "page": 1}
    read: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        for slug in (template, SLUG, "banner") if "GET" in (rule.methods or set()) else ():
            path = path_of(rule, {name: values.get(name, slug) for name in rule.arguments})
            if is_cached(path):
                READ.clear()
                client.get(path, query_string=ASKED.get(rule.endpoint), buffered=True)
                found = READ & ENOUGH.get(rule.endpoint, READ) | ({"v"} if rule.endpoint in VERSIONED else set())
                assert found <= passed_on(path), path
                read.setdefault(entry(path), set()).update(found)
    assert read.pop("") == set()
    assert read == {pattern: set(re.findall(r"\$(\w+)", names)) for pattern, names in TABLE}


def test_every_parameter_of_the_list_is_defined_and_used() -> None:
    defined = dict(re.findall(r"^map \$arg_(\w+) \$(\w+) \{", LIST, re.M))
    assert all(name == variable for name, variable in defined.items())
    assert {name for _, names in TABLE for name in re.findall(r"\$(\w+)", names)} == set(defined)
    for name in defined:
        assert f'map $arg_{name} ${name} {{ "" ""; default "&{name}=$arg_{name}"; }}' in LIST
