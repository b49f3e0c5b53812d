"""No input of any kind costs more than a tenth of a second of a processor beyond what its route costs anyway.

Every route, each of its methods and each field that it asks for is sent the texts that cost most to look at, as long
as a server lets them through and as long as a slot may just take them.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from billboard.core.errors import Refused
from billboard.infra import apart
from billboard.web.bounds import BOUNDS, FORM
from tests.application import MakeApp
from tests.floods import UNITS, flood, quoted, sized
from tests.house import ADDRESS, LIMITS, PARTED, House, Visit, forms_of

MOST = 0.1  # seconds beyond the usual
SHARES = 6  # of the routes, so that several processes may share them
BODY = 60_000  # bytes, of 64 KiB that a form may have
JUST_TAKEN = 1000, 90  # code points: as many as a slot may take of long letters, and of short ones
PLAIN = "application/x-www-form-urlencoded"
# Behind a sign-in; of its many fields each is sent the dearest, and what any number or list is broken by.
OF_STUDIO = ("letters", "marks in disorder", "people joined", "both directions", "digits", "commas", "objects", "nul")
CASE_FIELDS = {"ids": "", "also": "", "seen": ":1.2", "whole": ":1.2.3"}  # what follows a case's code in each
HEADERS = """
    Accept Accept-Language If-None-Match If-Modified-Since Range If-Range Referer Origin User-Agent X-Request-ID
    X-Request-Start X-Forwarded-For Sec-Fetch-Site Content-Type Authorization
""".split()


def ask_with(client: FlaskClient, visit: Visit, headers: dict[str, str]) -> None:
    client.open(visit.path, method=visit.method, headers=headers).close()


@pytest.fixture
def house(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> House:
    """What is done in processes apart, each within bounds of its own, is not done."""

    def refused(*_: object) -> None:
        raise Refused("Not here.")

    monkeypatch.setattr(apart, "run", refused)
    return House(make_app(**LIMITS))


def inputs(visit: Visit, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text in a field, in all sizes."""
    of_studio = visit.rule.rule.startswith("/studio/")
    for kind, unit in {name: UNITS[name] for name in OF_STUDIO if of_studio}.items() or UNITS.items():
        room = ADDRESS // 3 if visit.method == "GET" else BODY
        sizes = JUST_TAKEN if visit.rule.rule.startswith("/make/") else JUST_TAKEN[:1]
        for text in (sized(unit, room), *(flood(unit, size) for size in sizes)):
            yield f"{name}={len(text)} {kind}", {name: text}


def too_dear(house: House, visit: Visit, what: str, ask: Callable[[], object]) -> list[str]:
    """Weighed once, and where that is a lot the best of several against the usual, asked in between."""
    spent = house.scales.weigh(ask)
    if house.scales.status == 500:
        return [f"{visit.method} {visit.rule.rule} {what}: 500"]
    if spent <= MOST:
        return []
    usual = house.scales.lightest(partial(house.ask, visit, {}))
    spent = house.scales.lightest(ask)
    if spent - usual <= MOST:
        return []
    return [f"{visit.method} {visit.rule.rule} {what}: {spent * 1000:.0f} ms, usually {usual * 1000:.0f}"]


@pytest.mark.parametrize("share", range(SHARES))
def test_no_text_in_any_field_costs_more_than_it_may(house: House, share: int) -> None:
    visits = house.visits()
    forms, wrong = forms_of(house, visits), list[str]()
    for visit in visits[share::SHARES]:
        for name in house.prepare(visit, forms):
            for what, changed in inputs(visit, name):
                wrong += too_dear(house, visit, what, partial(house.ask, visit, changed))
    assert wrong == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files of a form that is left half-read
def test_no_odd_request_costs_more_than_it_may(house: House) -> None:
    """Whatever it calls itself: many fields, many parts, long names, deep JSON, long headers."""
    part = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    bodies = {
        "many fields": (b"a=1&" * (BODY // 4), PLAIN),
        "many names": (b"&".join(b"a%d=1" % number for number in range(6000)), PLAIN),
        "no fields": (b"&" * BODY, PLAIN),
        "a long name": (b"a" * BODY, PLAIN),
        "escapes": (b"a=" + b"%F0%9F%87%AC" * (BODY // 12), PLAIN),
        "broken escapes": (b"a=" + b"%" * BODY, PLAIN),
        "many parts": (part * (BODY // len(part)) + b"--b--\r\n", PARTED),
        "line ends": (b"\r\n" * (BODY // 2), PARTED),
        "one line end short": (b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"\r" * BODY, PARTED),
        "headers of a part": (b"--b\r\n" + b"A: b\r\n" * (BODY // 6) + b"\r\n\r\n--b--", PARTED),
        "a long header of a part": (b"--b\r\nContent-Disposition: form-data; " + b'a="b"; ' * 8000, PARTED),
        "files": (part.replace(b'"a"', b'"a"; filename="x"') * 700 + b"--b--\r\n", PARTED),
        "deep JSON": (b"[" * BODY, "application/json"),
        "deep objects": (b'{"a":' * (BODY // 5), "application/json"),
        "a large number": (b"1" * BODY, "application/json"),
    }
    wrong = []
    for visit in house.visits():
        visit.usual = {"csrf_token": house.token} if visit.method == "POST" else {}
        if visit.method == "POST":
            for what, (body, kind) in bodies.items():
                wrong += too_dear(house, visit, what, partial(house.post, visit, body, kind))
        for what, query in {"many": "a=1&" * 2000, "none": "&" * ADDRESS, "long": "a=" + "a" * BODY}.items():
            odd = Visit(visit.rule, visit.method, f"{visit.path}?{query}")
            wrong += too_dear(house, visit, f"query, {what}", partial(house.post, odd, b"", PLAIN))
    assert wrong == []


def test_no_header_costs_more_than_it_may(house: House) -> None:
    """All of them at once, each as long as a server lets through."""
    wrong, quiet = list[str](), house.app.test_client(use_cookies=False)
    for visit in house.visits():
        for unit in ("a;q=0.1, ", '"a", ', "1-2,", "a=b; ", 'a="', "=", "[", "%25", '{"a":'):
            long = (unit * 8000)[:8000].strip()
            headers = {name: f"bytes={long}" if name == "Range" else long for name in HEADERS}
            few = {name: headers[name] for name in HEADERS[2:5]}
            for what, sent in {"headers": headers, "some": few, "cookie": {"Cookie": f"session={long * 3}"}}.items():
                wrong += too_dear(house, visit, f"{what} {unit}", partial(ask_with, quiet, visit, sent))
    assert wrong == []


def test_no_address_costs_more_than_it_may(house: House) -> None:
    wrong = list[str]()
    for visit in house.visits():
        for kind, unit in UNITS.items() if visit.rule.arguments else ():
            front, _, rest = visit.rule.rule.partition("<")
            path = (
                f"{front}{quoted(sized(unit, ADDRESS // 3))}{rest.partition('>')[2].replace('<', '').replace('>', '')}"
            )
            odd = Visit(visit.rule, visit.method, path)
            if house.scales.weigh(partial(house.ask, odd, {})) > MOST:
                wrong += too_dear(house, visit, f"address of {kind}", partial(house.ask, odd, {}))
    assert wrong == []


def test_as_many_cases_as_a_form_may_name_cost_no_more_than_they_may(house: House) -> None:
    wrong, asked = list[str](), set[str]()
    for visit in house.visits():
        endpoint = visit.rule.endpoint
        if visit.method != "POST" or endpoint.partition(".")[0] != "moderate":
            continue
        asked.add(endpoint)
        visit.usual = {"csrf_token": house.token}
        some = (BOUNDS.get(endpoint, FORM).fields - 4) // 2
        codes = [f"{place:05}" for place in range(some)]
        for names in (("ids", "seen"), ("also", "seen"), ("ids", "whole"), ("seen", "whole")):
            sent = [(name, f"{code}{CASE_FIELDS[name]}") for name in names for code in codes]
            body = urlencode([("csrf_token", house.token), ("action", "approve"), *sent]).encode()
            wrong += too_dear(house, visit, " and ".join(names), partial(house.post, visit, body, PLAIN))
    assert wrong == []
    assert asked == {"moderate.decide", "moderate.decide_many", "moderate.look", "moderate.undo"}


@pytest.mark.parametrize("name", ["passkey", "stickers", "altcha"])
def test_no_json_in_a_field_costs_more_than_it_may(make_app: MakeApp, name: str) -> None:
    """With the right keys around the flood, so that it is looked at."""
    house = House(make_app(**LIMITS, under_attack="on" if name == "altcha" else "off"))
    deep, long = "[" * 4000 + "]" * 4000, "QUFB" * 9000
    said = [
        {"id": each, "rawId": each, "type": "public-key", "response": {"clientDataJSON": each}} for each in (long, deep)
    ]
    bubble = {"kind": "speech-bubble", "x": 1, "y": 1, "width": 400, "turn": 0}
    stuck = [[bubble | {"text": flood(unit, 900)}] * 6 for unit in UNITS.values()]
    texts = [json.dumps(each, ensure_ascii=False) for each in (*said, *stuck)]
    texts += [deep, '{"a":' * 9000, "1" * BODY, "1e" + "9" * 7000, '"' + "\\ud83d" * 6000 + '"']
    if name == "altcha":
        texts = [b64encode(text.encode("utf-8", "surrogatepass")[: BODY // 2]).decode() for text in texts]
    wrong, asked, visits = list[str](), 0, house.visits()
    forms = forms_of(house, visits)
    for visit in visits:
        if visit.method == "POST" and name in house.prepare(visit, forms):
            asked += 1
            for place, text in enumerate(texts):
                wrong += too_dear(house, visit, f"{name} {place}", partial(house.ask, visit, {name: text}))
    assert wrong == []
    assert asked
