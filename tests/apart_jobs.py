"""What is asked for in a process apart by tests of what becomes of whoever asks."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep
from typing import Any

from billboard.core.errors import Refused

Made = tuple[dict[str, Any], list[bytes]]


def reversed_files(values: dict[str, Any], files: list[bytes]) -> Made:
    return {"seen": values["given"]}, files[::-1]


def surroundings(values: dict[str, Any], files: list[bytes]) -> Made:
    return {"environment": dict(os.environ), "loaded": sorted(sys.modules)}, []


def refusing(values: dict[str, Any], files: list[bytes]) -> Made:
    raise Refused("Not this one. Choose another.")


def failing(values: dict[str, Any], files: list[bytes]) -> Made:
    raise LookupError("of its own")


def dying(values: dict[str, Any], files: list[bytes]) -> Made:
    os.kill(os.getpid(), signal.SIGSEGV)
    return {}, []


def greedy(values: dict[str, Any], files: list[bytes]) -> Made:
    return {}, [bytes(values["bytes"])]


def busy(values: dict[str, Any], files: list[bytes]) -> Made:
    while True:
        pass


def slow(values: dict[str, Any], files: list[bytes]) -> Made:
    """With a child that would outlive it; its number is left in a file."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(values["file"]).write_text(str(child.pid))
    sleep(60)
    return {}, []
