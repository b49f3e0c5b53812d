"""The site itself, as it runs for the public: gunicorn with its configuration, workers and all."""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from tests.paths import ROOT
from tests.servers.process import HOST, Server, free_port, scratch

# What of the machine's environment a server needs; everything else would make tests depend on who runs them.
PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR")


class Site:
    """A running site with a directory, a database and a picture folder of its own."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.environment = {
            **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
            "ENVIRONMENT": "development",
            "SECRET_KEY": "only-for-tests-0123456789abcdef0123456789abcdef",
            "DATABASE_URL": f"sqlite:///{folder / 'billboard.db'}",
            "IMAGE_STORE": f"folder:{folder / 'images'}",
            "ART_FOLDER": str(folder / "art"),
            "WEB_CONCURRENCY": "2",
            "WEB_THREADS": "64",
            "NETWORK_SECONDS": "3600",  # all tests share one address, and are quicker than people
            "FLASK_SKIP_DOTENV": "1",  # whoever runs the tests may have a file `.env`
            "RUN_JOBS": "no",  # they would do by the clock what a test watches for
            **environment,
            "HOST": HOST,
            "PORT": str(self.port),
        }
        self.server: Server | None = None

    def flask(self, *words: str, text: str | None = None) -> str:
        """Run one of the site's commands, with `text` as its input; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT,
            env=self.environment,
            input=text,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
        self.server = Server(command, log=self.folder / "log", cwd=ROOT, env=self.environment)
        self.server.wait_until(self.answers, 60)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url + "/healthz", timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def stop(self) -> None:
        if self.server:
            self.server.stop()


class Sites:
    """Starts sites; all of them end with the stack."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack

    def __call__(
        self, environment: Mapping[str, str] | None = None, *, seeded: bool = False, copied: Path | None = None
    ) -> Site:
        """A fresh site with these settings, migrated; `seeded` also fills its gallery and makes a moderator, and what
        is `copied` is the folder of a site that has never run."""
        site = Site(self.stack.enter_context(scratch("site")), environment or {})
        if copied:
            shutil.copytree(copied, site.folder, dirs_exist_ok=True)
        else:
            site.flask("prepare" if seeded else "migrate")
        self.stack.callback(site.stop)
        site.start()
        return site
