"""What runs in a process apart: a job's function, within bounds that are set before anything else is looked at.

It is started as a file by `infra.apart`, so that nothing of the site is loaded but what the job itself needs.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

MEMORY = 1200 << 20  # bytes of addresses
OUTPUT = 64 << 20  # bytes of an answer
FILES = 64  # open at once
TOO_LARGE = "That takes more memory than one picture may. Make the picture smaller and try again."
HEAD = struct.Struct(">I")  # how long the JSON is that comes first; its "sizes" are those of the files after it


def write(number: int, head: Mapping[str, Any], files: Sequence[bytes]) -> None:
    """Values and files into an open file."""
    text = json.dumps({**head, "sizes": [len(each) for each in files]}).encode()
    with os.fdopen(os.dup(number), "wb") as file:
        file.writelines([HEAD.pack(len(text)), text, *files])


def read(number: int) -> tuple[dict[str, Any], list[bytes]]:
    """What was written to it."""
    with os.fdopen(os.dup(number), "rb") as file:
        file.seek(0)
        (length,) = HEAD.unpack(file.read(HEAD.size))
        head: dict[str, Any] = json.loads(file.read(length))
        return head, [file.read(size) for size in head.pop("sizes")]


def bound(memory: int, seconds: float, output: int) -> None:
    """From here on this process ends itself rather than take more; where there is no more, it is the first to go."""
    Path("/proc/self/oom_score_adj").write_text("1000")
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it; here it ends the process
    signal.alarm(int(seconds) + 1)  # whoever waits for us may be gone


def import_only(module: str) -> ModuleType:
    """A module of the site, without the whole site that its package would load."""
    root = Path(__file__).parents[2]
    package = ModuleType("billboard")
    package.__path__ = [str(root / "billboard")]
    sys.modules["billboard"] = package
    sys.path.insert(0, str(root))
    return import_module(module)


def main(work: int, answer: int) -> None:
    head, files = read(work)
    module = import_only(head["module"])
    from billboard.core.errors import Refused  # only now is there a package to find it in

    try:
        values, made = getattr(module, head["function"])(head["values"], files)
        said, made = {"values": values}, list(made)
    except Refused as refusal:
        said, made = {"refused": refusal.message}, []
    except MemoryError:
        gc.collect()
        said, made = {"refused": TOO_LARGE}, []
    write(answer, {**said, "seconds": process_time()}, made)


if __name__ == "__main__":
    bound(int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]))
    main(int(sys.argv[1]), int(sys.argv[2]))
