"""The machine that this process runs on, as far as it can see: disks, processes and their memory, versions."""

import os
import platform
import shutil
import socket
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PIL import features
from sqlalchemy.exc import SQLAlchemyError

from billboard.infra.config import ROOT
from billboard.infra.storage import FolderStore
from billboard.jobs import runs
from billboard.web.diagnosis.checks import Finding, broken, good, look
from billboard.web.site import Site

LITTLE, NONE = 2_000_000_000, 200_000_000  # bytes left of a disk
FEW = 0.05  # of a disk left
ALLOWED = 400_000_000  # bytes of a worker, as the README says
PROCESSES = Path("/proc")
PACKAGES = ("Flask", "SQLAlchemy", "Pillow", "gunicorn", "alembic", "huey", "uharfbuzz", "psycopg", "boto3", "valkey")


def disks(site: Site) -> Finding:
    """Where something is written, each disk once."""
    facts, worst = [], good
    for name, folder in _places(site):
        usage = shutil.disk_usage(folder)
        facts.append((name, f"{size(usage.free)} of {size(usage.total)} free"))
        if usage.free < NONE:
            worst = broken
        elif worst is good and (usage.free < LITTLE or usage.free < FEW * usage.total):
            worst = look
    said = {good: "There is room.", look: "Little room is left.", broken: "There is no room left to speak of."}
    return worst(said[worst], *facts)


def workers(site: Site) -> Finding:
    """Those of this server, on this machine; its replicas answer for themselves."""
    found = list(_processes(_runner(site)))
    if not found:
        return good("Their memory cannot be seen on this system.")
    facts = [(name, f"{size(held)}") for name, held in found]
    limit = _limit()
    if limit:
        facts.append(("All of them may have", size(limit)))
    if any(held > ALLOWED for name, held in found if name.startswith("Worker")):
        return look(f"A worker has more than the {size(ALLOWED)} that are allowed for.", *facts)
    return good("They keep within what is allowed for.", *facts)


def versions(site: Site) -> Finding:
    facts = [
        ("Billboard", _edition()),
        ("Python", platform.python_version()),
        ("System", platform.platform(terse=True)),
    ]
    for name in PACKAGES:
        try:
            facts.append((name, version(name)))
        except PackageNotFoundError:
            facts.append((name, "not installed"))
    for library in ("raqm", "fribidi", "harfbuzz", "freetype2"):
        facts.append((library, features.version(library) or "?"))
    return good("These are in use.", *facts)


def size(number: int) -> str:
    """Bytes as people say them."""
    for unit, step in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)):
        if number >= step:
            return f"{number / step:,.1f} {unit}" if number < 10 * step else f"{number / step:,.0f} {unit}"
    return f"{number} bytes"


def _places(site: Site) -> Iterator[tuple[str, Path]]:
    named = [("Temporary files", Path(tempfile.gettempdir()))]
    if isinstance(site.store, FolderStore):
        named.insert(0, ("Pictures", site.store.folder))
    url = site.database.engine.url
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        named.insert(0, ("Database", Path(str(url.database)).parent))
    kind, _, place = site.environment.backup_place.partition(":")
    if kind == "folder" and (ROOT / place).exists():
        named.append(("Backups", ROOT / place))
    disks = dict[int, list[tuple[str, Path]]]()
    for name, folder in named:
        disks.setdefault(folder.stat().st_dev, []).append((name, folder))
    for each in disks.values():
        yield ", ".join(name for name, _ in each), each[0][1]


def _runner(site: Site) -> int:
    """The process that runs the jobs, where it is one of this machine's; 0 where that is not known."""
    try:
        with site.database.read() as session:
            host, _, rest = runs.leader(session).partition(":")
    except SQLAlchemyError:
        return 0
    number = rest.partition(":")[0]
    return int(number) if host == socket.gethostname()[:60] and number.isdigit() else 0


def _processes(runner: int) -> Iterator[tuple[str, int]]:
    """This server's: whoever has our parent as a parent and runs what we run; the parent itself first."""
    ours, parent = _command(os.getpid()), os.getppid()
    if not ours:
        return
    if _command(parent) != ours:  # no server has forked us
        yield "Worker", _memory(os.getpid())
        return
    yield "Server", _memory(parent)
    forked = [number for number in _numbers() if _parent(number) == parent and _command(number) == ours]
    for place, number in enumerate(sorted(forked), 1):
        name = "Worker" if number == os.getpid() or _listens(number) else "Beside them"
        name = "Runner of jobs" if number == runner else name
        yield f"{name} {place}{' (this one)' if number == os.getpid() else ''}", _memory(number)


def _numbers() -> Iterator[int]:
    yield from (int(each.name) for each in PROCESSES.iterdir() if each.name.isdigit())


def _command(number: int) -> bytes:
    return _read(number, "cmdline")


def _parent(number: int) -> int:
    fields = _read(number, "stat").rpartition(b") ")[2].split()
    return int(fields[1]) if len(fields) > 1 else 0


def _listens(number: int) -> bool:
    """A worker answers to SIGUSR1, which the runner of jobs and whatever else stands beside it leaves out."""
    lines = dict(line.split(b":", 1) for line in _read(number, "status").splitlines() if b":" in line)
    caught = int(lines.get(b"SigCgt", b"0").strip() or b"0", 16)
    return bool(caught >> 9 & 1)


def _memory(number: int) -> int:
    """Resident, what is shared included: bytes."""
    pages = _read(number, "statm").split()
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if len(pages) > 1 else 0


def _read(number: int, name: str) -> bytes:
    try:
        return (PROCESSES / str(number) / name).read_bytes()
    except OSError:  # it has ended meanwhile, or this is no Linux
        return b""


def _limit() -> int:
    """Of a container; 0 where there is none."""
    try:
        text = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        return 0
    return int(text) if text.isdigit() else 0


@cache
def _edition() -> str:
    """The commit of a checkout; a container has none."""
    try:
        head = (ROOT / ".git" / "HEAD").read_text().strip()
        if not head.startswith("ref: "):
            return head[:12]
        name = head.removeprefix("ref: ")
        if (ROOT / ".git" / name).exists():
            return (ROOT / ".git" / name).read_text().strip()[:12]
        packed = (ROOT / ".git" / "packed-refs").read_text().splitlines()
        return next((line[:12] for line in packed if line.endswith(f" {name}")), "?")
    except OSError:
        return "no checkout"
