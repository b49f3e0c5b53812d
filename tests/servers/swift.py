"""An S3-compatible store: OpenStack Swift with its s3api, one node, in one directory."""

import os
import pwd
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import HOST, Server, accepts, free_port, scratch

ACCESS_KEY, SECRET_KEY, REGION = "test:tester", "testing", "us-east-1"
KINDS = ("account", "container", "object")


@dataclass(frozen=True)
class S3:
    """A bucket on a running store, and what is needed to reach it."""

    endpoint: str
    bucket: str
    ca_bundle: Path | None = None
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY
    region: str = REGION

    @property
    def environment(self) -> dict[str, str]:
        """The site's settings that make it keep its images here."""
        settings = {
            "IMAGE_STORE": f"s3://{self.bucket}/posters",
            "S3_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_REGION": self.region,
        }
        return settings | ({"S3_CA_BUNDLE": str(self.ca_bundle)} if self.ca_bundle else {})


def _common(folder: Path, port: int) -> str:
    return f"""[DEFAULT]
bind_ip = {HOST}
bind_port = {port}
user = {pwd.getpwuid(os.getuid()).pw_name}
swift_dir = {folder}
devices = {folder}
mount_check = false
disable_fallocate = true
workers = 0
log_address = /dev/null
"""


STORAGE = """
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
PROXY = f"""
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck s3api tempauth bulk slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:s3api]
use = egg:swift#s3api
location = {REGION}
[filter:tempauth]
use = egg:swift#tempauth
user_{ACCESS_KEY.replace(":", "_")} = {SECRET_KEY} .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""


def _write_rings(folder: Path, ports: dict[str, int]) -> None:
    """In a process of its own, because importing Swift brings its own scheduler into the importer."""
    program = """
import sys
from swift.common.ring import RingBuilder
folder, *servers = sys.argv[1:]
for server in servers:
    kind, port = server.split(":")
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port), "device": "disk", "weight": 1})
    builder.rebalance()
    builder.get_ring().save(f"{folder}/{kind}.ring.gz")
"""
    servers = [f"{kind}:{port}" for kind, port in ports.items()]
    subprocess.run([sys.executable, "-W", "ignore", "-c", program, folder, *servers], check=True)


class Swift:
    """The storage behind; `proxy` opens a door to it, as often as wanted."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        (folder / "disk").mkdir()
        (folder / "swift.conf").write_text(
            f"[swift-hash]\nswift_hash_path_suffix = {uuid.uuid4().hex}\nswift_hash_path_prefix = {uuid.uuid4().hex}\n"
            "[storage-policy:0]\nname = gold\ndefault = yes\n"
        )
        ports = {kind: free_port() for kind in KINDS}
        _write_rings(folder, ports)
        started = [(self._start(kind, port, STORAGE.format(kind=kind)), port) for kind, port in ports.items()]
        for server, port in started:
            server.wait_until(lambda port=port: accepts(port))  # type: ignore[misc]

    def _start(self, kind: str, port: int, configuration: str) -> Server:
        file = self.folder / f"{kind}-{port}.conf"
        file.write_text(_common(self.folder, port) + configuration)
        program = Path(sys.executable).with_name(f"swift-{kind}-server")
        server = Server([sys.executable, "-W", "ignore", program, file], log=file.with_suffix(".log"), cwd=self.folder)
        self.stack.callback(server.stop)
        return server

    def proxy(self, tls: tuple[Path, Path] | None = None) -> int:
        """Start a proxy server; with a certificate and key it speaks TLS. Returns its port."""
        port = free_port()
        secure = f"cert_file = {tls[0]}\nkey_file = {tls[1]}\n" if tls else ""
        self._start("proxy", port, secure + PROXY).wait_until(lambda: accepts(port))
        return port


@contextmanager
def swift() -> Iterator[Swift]:
    with scratch("swift") as folder, ExitStack() as stack:
        yield Swift(folder, stack)
