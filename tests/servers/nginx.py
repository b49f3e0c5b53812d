"""nginx with the configuration that is deployed, its container names replaced by loopback ports."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.servers.process import HOST, ROOT, Server, accepts, free_port, running, scratch

CONFIGURATION = ROOT / "deploy" / "nginx.conf"


def find_nginx() -> Path:
    unpacked = ROOT / ".venv" / "nginx" / "usr" / "sbin" / "nginx"  # by tools/setup.sh
    found = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if found or unpacked.exists():
        return Path(found or unpacked)
    raise FileNotFoundError("nginx is missing: tools/setup.sh test unpacks it")


def adapted(text: str, folder: Path, port: int, applications: Sequence[int]) -> str:
    """The deployed configuration, made to run in `folder`. Only addresses and paths change."""
    text, replaced = re.subn(r"server app-\d+:8000 resolve([^;]*);", "@app", text)
    assert replaced == 2, "the upstream has two replicas"
    options = "max_fails=0"
    text = text.replace("@app", " ".join(f"server {HOST}:{one} {options};" for one in applications), 1)
    text = text.replace("@app", "")
    text = re.sub(r"resolver 127\.0\.0\.11[^;]*;", "", text)
    text = text.replace("listen 8080", f"listen {HOST}:{port}")
    return text.replace("/tmp/", f"{folder}/").replace("/dev/stdout", f"{folder}/access.log")


@contextmanager
def nginx(applications: Sequence[int]) -> Iterator[str]:
    """nginx in front of these ports; yields its URL."""
    with scratch("nginx") as folder:
        port = free_port()
        file = folder / "nginx.conf"
        file.write_text(adapted(CONFIGURATION.read_text(), folder, port, applications))
        folder.chmod(0o755)
        command: list[str | Path] = [
            find_nginx(),
            "-p",
            folder,
            "-c",
            file,
            "-e",
            folder / "error.log",
            "-g",
            "daemon off;",
        ]
        check = subprocess.run([str(word) for word in [*command, "-t"]], capture_output=True, text=True)
        assert check.returncode == 0, check.stderr
        server = Server(command, log=folder / "log", cwd=folder)
        with running(server, lambda: accepts(port)):
            yield f"http://{HOST}:{port}"
