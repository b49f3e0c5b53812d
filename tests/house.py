"""A site with one of everything, asked for everything by its operator: what tests and benches weigh requests on."""

import io
from dataclasses import dataclass, field

from flask import Flask
from werkzeug.routing import Rule

from billboard.accounts import links, people
from billboard.infra.adjustable import Adjustable
from billboard.models import Role
from billboard.studio import drafts
from billboard.web.site import now
from tests.application import NOW, knock, parts, publish, token
from tests.campaigns.campaigning import campaign
from tests.floods import quoted
from tests.forms_of_pages import Forms
from tests.moderation.claiming import claimed
from tests.publishing import seal
from tests.scales import Asked, Scales
from tests.studio.documents import finished
from tests.studio.drafting import boarded
from tests.watching.listing import watch

ADDRESS = 8000  # bytes of an address: nothing in front of the site lets more through
PARTED = "multipart/form-data; boundary=b"
SLUGS = {"operate_settings": "site", "operate_statistics": "hours"}
LIMITS = {name: "100000000 per minute" for name in Adjustable.model_fields if name.endswith("_limit")}


@dataclass
class Visit:
    """One route by one method, and what is usually sent to it."""

    rule: Rule
    method: str
    path: str
    usual: dict[str, str] = field(default_factory=dict)


class House:
    """A site with one of everything, whose operator asks."""

    def __init__(self, app: Flask) -> None:
        self.app, self.scales = app, Scales(app)
        campaign(app)
        self.code, self.claim = claimed(app)
        self.word = watch(app, "nonsense").id
        with parts(app).database.write() as session:
            password = people.create_moderator(session, "operator", now=NOW, role=Role.OPERATOR)
            self.invited = links.invite(session, "new", Role.MODERATOR, None, by=None, now=now())
            draft = boarded(session, parts(app).store, finished())
            self.draft, self.look = draft.code, drafts.share(draft)
        self.client = app.test_client()
        assert knock(self.client, "operator", password).status_code == 303
        self.token, self.seal = token(self.client.get("/moderate/login").text), seal(self.client)
        self.template = next(iter(parts(app).templates.values()))

        class Noting(app.request_class):  # type: ignore[name-defined, misc]
            parameter_storage_class = Asked

        app.request_class = Noting

    def visits(self) -> list[Visit]:
        """Signing out last; posters are made afresh for each that may take one down."""
        pairs = [(rule, method) for rule in self.app.url_map.iter_rules() for method in sorted(rule.methods or ())]
        pairs = [(rule, method) for rule, method in pairs if method in ("GET", "POST")]
        pairs.sort(key=lambda pair: (pair[0].endpoint == "sign_in.logout", pair[0].rule, pair[1]))
        return [Visit(rule, method, self.path(rule, self.code)) for rule, method in pairs]

    def path(self, rule: Rule, code: str) -> str:
        secrets = {"claim": self.claim, "join": self.invited, "studio_look": self.look}
        given = {
            "code": self.draft if rule.rule.startswith("/studio/") else code,
            "slug": "biscuits"
            if "/c/" in rule.rule or "campaigns" in rule.rule
            else next(iter(parts(self.app).templates)),
            "secret": secrets.get(rule.endpoint.partition(".")[0], "a" * 32),
            "name": "board" if rule.rule.startswith("/studio/") else "site_name",
            "recipe": "night",
            "number": self.word if rule.endpoint.startswith("watch_desk") else 1,
            "page": 1,
            "width": 400,
            "year": 2026,
            "day": "2026-05-07",
            "kind": "remixes",
            "form": "vote",
            "size": "small",
            "filename": "css/base.css",
        }
        if rule.endpoint.startswith("studio_templates"):
            given["slug"] = "keep-going"  # the first one is still wanted once one was taken down
        given |= {"slug": SLUGS[rule.endpoint.partition(".")[0]]} if rule.endpoint.partition(".")[0] in SLUGS else {}
        if "stickers" in rule.endpoint:
            given["slug"] = next(iter(parts(self.app).renderer.sticker_catalogue.kinds))
        with self.app.test_request_context():
            method = "GET" if "GET" in (rule.methods or ()) else "POST"
            values = {name: given[name] for name in rule.arguments}
            return self.app.url_map.bind("localhost").build(rule.endpoint, values, method)

    def prepare(self, visit: Visit, forms: dict[str, dict[str, str]]) -> list[str]:
        """What is usually sent, and the names of all fields that the route asks for."""
        if visit.method == "POST":
            if "code" in visit.rule.arguments:
                visit.path = self.path(visit.rule, publish(self.app, f"Fewer potholes for {visit.rule.endpoint}"))
            form = forms.get(visit.path) or forms.get(self.path(visit.rule, self.code)) or {}
            visit.usual = form | {"csrf_token": self.token}
        elif visit.rule.rule.startswith("/make/"):
            visit.usual = {"seal": self.seal}
        Asked.names = set()
        self.ask(visit, {"none": ""})
        names = Asked.names | visit.usual.keys()
        if "slug" in visit.rule.arguments and visit.rule.rule.startswith("/make/"):
            names |= {slot.name for slot in self.template.slots} | {"stickers", "remix", "answer", "campaign"}
        return sorted(names - {"csrf_token", "none"} | ({"seal"} if "seal" in names else set()))

    def ask(self, visit: Visit, changed: dict[str, str]) -> None:
        fields = visit.usual | changed
        if visit.method == "GET":
            query = "&".join(f"{name}={quoted(text)}" for name, text in fields.items())
            self.client.get(f"{visit.path}?{query[:ADDRESS]}").close()
            return
        # In parts, where a byte is a byte and most fits under the limit.
        body = io.BytesIO()
        for name, text in fields.items():
            body.write(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode())
            body.write(text.encode("utf-8", "surrogatepass") + b"\r\n")
        body.write(b"--b--\r\n")
        self.client.post(visit.path, data=body.getvalue(), content_type=PARTED).close()

    def post(self, visit: Visit, body: bytes, kind: str) -> None:
        self.client.open(visit.path, method=visit.method, data=body, content_type=kind).close()


def forms_of(house: House, visits: list[Visit]) -> dict[str, dict[str, str]]:
    """All forms of all pages."""
    found: dict[str, dict[str, str]] = {}
    for visit in visits:
        if visit.method == "GET":
            answer = house.client.get(visit.path)
            if answer.mimetype == "text/html":
                found |= Forms(answer.text, visit.path).found
            answer.close()
    return found
