"""A bare machine is prepared: the packages that it lacks are told, or installed, at once and before anything else."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.paths import ROOT

BASE = ("sh", "dirname", "sha256sum", "cut", "mkdir", "rm", "env")
PYTHON = """#!/bin/sh
case "$*" in
*version_info\\ \\<*) exit 0 ;;
*version_info*) echo python3.11-venv ;;
*) exit 1 ;;
esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """With make, git, a Python that lacks its venv, and no more."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "setup.sh", tmp_path / "tools")
    for name in BASE:
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    put(tmp_path, "python3", PYTHON)
    put(tmp_path, "id", "#!/bin/sh\necho 1000\n")
    put(tmp_path, "apt-get", '#!/bin/sh\necho "$@" >>"$ASKED"\n[ "$1" = install ]\n')
    return tmp_path


def put(machine: Path, name: str, text: str) -> None:
    path = machine / "bin" / name
    path.write_text(text)
    path.chmod(0o755)


def prepare(machine: Path, what: str) -> tuple[int, str]:
    asked = machine / "asked"
    environment = {"PATH": str(machine / "bin"), "ASKED": str(asked), "HOME": str(machine)}
    command = [str(machine / "tools" / "setup.sh"), what]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
    return done.returncode, done.stderr


def packages(what: str) -> list[str]:
    to_run = ["python3.11-venv", "libfribidi0"]
    fonts = [] if list(Path("/usr/share/fonts").glob("*/**/NotoSansCJK-Bold.ttc")) else ["fonts-noto-cjk"]
    nginx = [] if os.access("/usr/sbin/nginx", os.X_OK) else ["nginx"]
    return to_run if what == "run" else [*to_run, "chromium", "libatomic1", *fonts, *nginx]


@pytest.mark.parametrize("what", ["run", "test"])
def test_who_may_install_nothing_is_told_all_that_is_missing_at_once(machine: Path, what: str) -> None:
    status, said = prepare(machine, what)
    assert status == 1
    assert said.startswith("setup: missing: Python's venv module, libfribidi, which setting type needs")
    command = "sudo apt-get install -y --no-install-recommends " + " ".join(packages(what))
    assert said.endswith(f"Run this and start again:  {command}\n")
    assert len(said.splitlines()) == 1
    assert not (machine / ".venv").exists()


def test_who_may_has_it_installed_by_one_command(machine: Path) -> None:
    put(machine, "id", "#!/bin/sh\necho 0\n")
    said = prepare(machine, "run")[1]
    assert "installing python3.11-venv libfribidi0" in said
    assert (machine / "asked").read_text() == ("install -y --no-install-recommends python3.11-venv libfribidi0\n")
    assert "making a virtual environment" in said
