"""nginx with the configuration that is deployed, its container names replaced by loopback ports."""

import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.paths import ROOT
from tests.servers.process import HOST, Server, accepts, free_port, running, scratch
from tests.servers.tls import certificates

CLOCK = 0.1  # seconds that its clock may be slow: nginx reads it once for all that came together
CONFIGURATION = ROOT / "deploy" / "nginx.conf"
COMPOSE = ROOT / "deploy" / "compose.yml"


@dataclass(frozen=True)
class Nginx:
    plain: int
    secure: int
    trust: ssl.SSLContext
    folder: Path
    authority: Path  # the certificate of whoever signed its own

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.secure}"

    def error_log(self) -> str:
        return (self.folder / "error.log").read_text()

    def access_log(self) -> str:
        return (self.folder / "access.log").read_text()


def find_nginx() -> Path:
    unpacked = ROOT / ".venv" / "nginx" / "usr" / "sbin" / "nginx"  # by tools/setup.sh
    found = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if found or unpacked.exists():
        return Path(found or unpacked)
    raise FileNotFoundError("nginx is missing: `tools/setup.sh test` unpacks it")


def adapted(text: str, changes: Sequence[tuple[str, str]], pools: Mapping[str, Sequence[int]]) -> str:
    """The deployed configuration with other addresses and paths, and nothing else changed."""
    for pool, ports in pools.items():
        upstream = re.compile(rf"resolver 127\.0\.0\.11[^;]*;\s*(server {pool}-\d:8000 resolve [^;]*;\s*){{2}}")
        servers = "\n".join(f"server {HOST}:{port} max_fails=2 fail_timeout=5s;" for port in ports)
        text, replaced = upstream.subn(servers, text)
        assert replaced == 1, f"the upstream has two replicas called {pool}"
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return text


def site_as_composed(url: str) -> str:
    """What the containers are given beside the configuration, for a site at this address."""
    content = str(yaml.safe_load(COMPOSE.read_text())["configs"]["site"]["content"])
    assert "${SITE_URL:?}" in content
    return content.replace("${SITE_URL:?}", url).replace("$$", "$")


@contextmanager
def nginx(
    applications: Sequence[int], port: int | None = None, *, drawing: Sequence[int] = (), more: str = ""
) -> Iterator[Nginx]:
    """nginx in front of the applications on these ports, of which others may draw; it takes HTTPS on `port`. `more`
    is put before all other settings of its `http`."""
    with scratch("nginx") as folder:
        folder.chmod(0o755)  # for its workers, which are not root
        certificate, key, authority = certificates(folder)
        door = Nginx(
            free_port(), port or free_port(), ssl.create_default_context(cafile=str(authority)), folder, authority
        )
        changes = [
            ("/tmp/", f"{folder}/"),  # first: what the others put in lies there too
            ("listen 8080", f"listen {HOST}:{door.plain}"),
            ("listen 8443", f"listen {HOST}:{door.secure}"),
            ("/etc/nginx/pages", str(CONFIGURATION.parent / "pages")),
            ("/etc/nginx/tls/fullchain.pem", str(certificate)),
            ("/etc/nginx/tls/privkey.pem", str(key)),
            ("/etc/nginx/site.conf", str(folder / "site.conf")),
            ("/etc/nginx/parameters.conf", str(CONFIGURATION.parent / "parameters.conf")),
            ("http {", f"http {{\n{more}"),
            ("/dev/stdout", f"{folder}/access.log"),
            ("/dev/stderr", f"{folder}/error.log"),
        ]
        (folder / "site.conf").write_text(site_as_composed(door.url))
        file = folder / "nginx.conf"
        file.write_text(
            adapted(CONFIGURATION.read_text(), changes, {"app": applications, "draw": drawing or applications})
        )
        command = [str(find_nginx()), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(file)]
        check = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert check.returncode == 0, check.stderr
        server = Server([*command, "-g", "daemon off;"], log=folder / "log", cwd=folder)
        with running(server, lambda: accepts(door.secure)):
            yield door
