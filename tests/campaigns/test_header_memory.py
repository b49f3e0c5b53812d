"""What header art costs a worker that is asked to take it: the real process, by the kernel's own count."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.servers.site import Site, Sites
from tests.visitor import Visitor

MOST = 150  # MB above what the worker held before


def saved(size: tuple[int, int], mode: str, kind: str, **more: Any) -> bytes:
    """As large as is taken, of its kind; a gradient, so that it stays under 4 MB."""
    picture, buffer = Image.linear_gradient("L").resize(size).convert(mode), io.BytesIO()
    picture.save(buffer, kind, **more)
    return buffer.getvalue()


PICTURES = {
    "png": lambda: saved((6000, 4000), "RGB", "PNG"),
    "clear png": lambda: saved((4800, 5000), "RGBA", "PNG"),
    "narrow png": lambda: saved((1600, 15000), "RGB", "PNG"),
    "jpeg": lambda: saved((4200, 3000), "RGB", "JPEG", progressive=True, subsampling=0, quality=60),
    "narrow jpeg": lambda: saved((1600, 7800), "RGB", "JPEG", progressive=True, subsampling=0, quality=60),
    "print jpeg": lambda: saved((1600, 6500), "CMYK", "JPEG", progressive=True, quality=60),
    "webp": lambda: saved((3200, 2500), "RGB", "WEBP", method=0),
    "clear webp": lambda: saved((3200, 2500), "RGBA", "WEBP", method=0),
}


@pytest.fixture(scope="module")
def small_site(live_server: Sites) -> Site:
    """One worker, so that it is known who is asked."""
    return live_server({"WEB_CONCURRENCY": "1", "LOGIN_LIMIT": "1000 per minute"})


@pytest.fixture(scope="module")
def operator(small_site: Site) -> Visitor:
    password = small_site.flask("create-moderator", "ada").split()[-1]
    small_site.flask("campaign", "create", "biscuits", "--title", "Biscuits")
    ada = Visitor(small_site.url)
    assert ada.fill_in("/moderate/login", name="ada", password=password).status == 303
    return ada


def worker(site: Site) -> Path:
    assert site.server
    parent = site.server.process.pid
    (child,) = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return Path("/proc", child)


def held(process: Path, what: str) -> int:
    """MB."""
    found = re.search(rf"^{what}:\s+(\d+) kB", (process / "status").read_text(), re.M)
    assert found
    return int(found[1]) >> 10


@pytest.mark.parametrize("name", PICTURES)
def test_the_largest_pictures_cost_a_worker_little(small_site: Site, operator: Visitor, name: str) -> None:
    picture, page = PICTURES[name](), "/moderate/campaigns/biscuits"
    assert len(picture) < 4 << 20
    assert operator.ask(page).status == 200
    process = worker(small_site)
    (process / "clear_refs").write_text("5")  # forget the peak
    before = held(process, "VmRSS")
    sent = operator.upload(page, {"header": picture}, title="Biscuits", accent="#0a5c36")
    assert sent.status == 303, sent.text
    assert worker(small_site) == process
    assert held(process, "VmHWM") - before <= MOST
