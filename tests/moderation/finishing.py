"""A process that carries out what is left of decisions about many posters: python -m … URL FOLDER."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from billboard.infra.db import Database
from billboard.infra.storage import FolderStore
from billboard.moderation import batches
from billboard.posters.parts import SiteParts


def main(url: str, folder: str) -> None:
    jobs: Any = SimpleNamespace(enqueue=lambda *_, **__: True)
    given = {"database": Database(url), "store": FolderStore(Path(folder)), "jobs": jobs}
    parts = cast(SiteParts, SimpleNamespace(renderer=SimpleNamespace(templates={}), **given))
    for _ in batches.carry_on(parts, datetime.now(UTC)):
        print("turn", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
