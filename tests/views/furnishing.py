"""A site with one of everything that an address can name, and a way back to how it was."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from billboard.accounts import first_run, links, people
from billboard.core.catalogue.designs import read_design
from billboard.core.formats import FORMATS, FORTY_EIGHT
from billboard.core.picture.network_shapes import SHAPES
from billboard.infra.link_secrets import digest, new_secret
from billboard.models import AccountLink, Ban, Burst, LogLine, Moderator, Passkey, Poster, Role, SignIn, SloganBlock
from billboard.moderation import covering, notices
from billboard.moderation.notices import Complaint
from billboard.posters import posters, publishing, renditions
from billboard.posters.publishing import Submission
from billboard.roundup import subscriptions
from billboard.studio import drafts
from tests.application import NOW, parts, publish
from tests.moderation.blocking import hide
from tests.studio.drafting import drafted
from tests.watching.listing import watch

Values = Mapping[str, str | int]
OWNER = "keeper"  # of the account, the session and the passkey that addresses name
# What stands for an argument of a rule, by how the rule begins; the first that fits.
STANDS_FOR: Mapping[str, Mapping[str, str]] = {
    "code": {"/studio/": "draft"},
    "name": {"/studio/": "draft_picture"},
    "number": {
        "/moderate/bans/": "ban",
        "/moderate/journal/": "line",
        "/moderate/me/sessions/": "session",
        "/moderate/me/passkeys/": "passkey",
        "/operate/people/links/": "link",
        "/operate/people/": "account",
        "/moderate/votes/": "burst",
        "/moderate/words/": "word",
        "/moderate/blocks/": "block",
        "/sitemap-": "sitemap",
    },
    "secret": {
        "/claim/": "claim",
        "/receipt/": "receipt",
        "/takedown/": "receipt",
        "/roundup/": "letter",
        "/moderate/join/": "invitation",
        "/studio/look/": "look",
        "/studio/mine/": "proposal",
        "/operate/first-run/": "first run",
    },
    "slug": {
        "/c/": "campaign",
        "/moderate/": "campaign",
        "/operate/settings/": "settings",
        "/operate/statistics/": "statistics",
        "/studio/t/": "studio_template",
        "/stickers/": "sticker",
        "/studio/edit/": "studio_template",
        "/p/<code>/shape/": "shape",
        "/p/<code>/sheet/": "sheet",
        "/p/<code>/street/": "scene",
        "/make/": "template",
    },
}
NOWHERE: Values = {
    "recipe": "nothing",
    "code": "zzzzzzzzzz",
    "slug": "nowhere",
    "secret": "a" * 32,
    "number": 10**9,
    "page": 10**6,
    "width": 399,
    "year": 1999,
    "day": "1999-01-01",
    "kind": "remixes",
    "form": "nothing",
    "size": "small",
    "name": "nothing",
    "filename": "css/nothing.css",
}
PLAIN: Values = {
    "recipe": "night",
    "page": 1,
    "width": 400,
    "kind": "remixes",
    "form": "vote",
    "size": "small",
    "name": "site_name",
    "settings": "site",
    "studio_template": "keep-going",
    "filename": "css/base.css",
}


def furnish(app: Flask) -> Values:
    """One of everything, none of which is anybody's who signs in; what names each. A campaign is there already."""
    site = parts(app)
    code = publish(app)
    template = next(iter(site.templates.values()))
    design = read_design(site.renderer.sticker_catalogue, template, template.variants[0], template.defaults, "")
    claim = publishing.publish(site, Submission(design, "", claimable=True), now=NOW).secret
    hide(app, publish(app, "Gone for good"))
    word = watch(app, "gloop").id
    with site.database.write() as session:
        people.create_moderator(session, "first", now=NOW, role=Role.OPERATOR)
        people.create_moderator(session, OWNER, now=NOW, role=Role.MODERATOR)
        owner, poster = people.named(session, OWNER), posters.find(session, code)
        assert owner
        numbers, secrets = _rows(session, owner, poster), _secrets(session, app, owner, code)
        draft = drafted(session, parts(app).store, owner.id)
        proposal = new_secret()
        look, draft.claim = drafts.share(draft), digest(proposal)
        sheets = [each.slug for each in renditions.formats(site.renderer, poster) if each is not FORTY_EIGHT]
        streets = renditions.streets(site.offered_scenes, site.templates, poster, [FORTY_EIGHT])
    names = {
        "campaign": "biscuits",
        "template": template.slug,
        "sticker": next(iter(site.renderer.sticker_catalogue.kinds)),
        "shape": next(iter(SHAPES)),
        "statistics": "hours",
        "sheet": sheets[0] if sheets else next(iter(FORMATS)),
        "scene": streets[0].slug,
    }
    day = datetime.fromtimestamp(NOW.timestamp(), UTC)
    return {
        **PLAIN,
        **names,
        **numbers,
        **secrets,
        "code": code,
        "draft": draft.code,
        "look": look,
        "proposal": proposal,
        "draft_picture": str(drafts.document_of(draft).photograph.name),  # type: ignore[union-attr]
        "claim": claim,
        "word": word,
        "sitemap": 0,
        "day": f"{day:%Y-%m-%d}",
        "year": day.year,
    }


def _rows(session: Session, owner: Moderator, poster: Poster) -> dict[str, int]:
    now = datetime.now(UTC)
    whose = {"moderator_id": owner.id, "made": now}
    lasting = {"made": now, "made_by": owner.id, "until": now + timedelta(days=1)}
    made: dict[str, Any] = {
        "ban": Ban(of_network=False, voter="v", poster_id=poster.id, source="put it up", reason="spam", **lasting),
        "session": SignIn(digest="d", means="password", agent="Firefox", seen=now, proven=now, **whose),
        "passkey": Passkey(credential="c", public_key=b"k", label="A key", **whose),
        "burst": Burst(poster_id=poster.id, of_duels=False, votes=50, networks=3, because=[], began=now, ended=now),
    }
    session.add_all(made.values())
    session.flush()
    numbers = {name: int(row.id) for name, row in made.items()}
    numbers["line"] = session.scalars(select(func.max(LogLine.number)).where(LogLine.snapshot_digest != "")).one()
    numbers["block"] = session.scalars(select(func.max(SloganBlock.id))).one()
    return numbers | {"account": owner.id}


def _secrets(session: Session, app: Flask, owner: Moderator, code: str) -> dict[str, str | int]:
    now = datetime.now(UTC)
    theirs = links.give_back(session, owner, clears_factors=False, by=None, now=now, label=first_run.LABEL)
    invitation = links.invite(session, "Somebody", Role.MODERATOR, None, by=owner.id, now=now)
    terms = covering.covering_of(parts(app).settings, parts(app).templates)
    complaint = Complaint(code, "private", "It is mine.", "Ada", "")
    letter = subscriptions.ask(session, "ada@example.org", now=now)
    assert letter
    return {
        "first run": theirs,
        "invitation": invitation,
        "link": session.scalars(select(func.max(AccountLink.id))).one(),
        "receipt": notices.send(session, complaint, network="", terms=terms, now=now),
        "letter": letter.secret,
    }


def address(app: Flask, rule: Rule, values: Values) -> str:
    """Of what `values` name: by the argument itself, or by what stands for it here."""

    def named(argument: str) -> str | int:
        meant = next((name for start, name in STANDS_FOR.get(argument, {}).items() if rule.rule.startswith(start)), "")
        return values[meant] if meant in values else values[argument]

    given = {argument: named(argument) for argument in rule.arguments}
    method = "GET" if "GET" in (rule.methods or ()) else "POST"
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, given, method)


@contextmanager
def undone(app: Flask) -> Iterator[None]:
    """Whatever is written meanwhile is not: for SQLite."""
    path = parts(app).database.engine.url.database
    assert path
    with sqlite3.connect(path) as now, sqlite3.connect(":memory:") as before:
        now.backup(before)
        yield
        before.backup(now)
