"""A process that decides about posters and takes that back for as long as it lives: python -m … URL FOLDER."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import select

from billboard.infra.db import Database
from billboard.infra.storage import FolderStore
from billboard.models import Action, Moderator, Poster
from billboard.moderation import decisions
from billboard.moderation.decisions import Ruling
from billboard.posters.parts import SiteParts

TOGETHER = 5  # posters in one transaction


def main(url: str, folder: str) -> None:
    database = Database(url)
    jobs: Any = SimpleNamespace(enqueue=lambda *_, **__: True)
    given = {"database": database, "store": FolderStore(Path(folder)), "jobs": jobs}
    parts = cast(SiteParts, SimpleNamespace(renderer=SimpleNamespace(templates={}), **given))
    with database.read() as session:
        moderator = session.scalars(select(Moderator)).first()
        codes: Sequence[str] = session.scalars(select(Poster.code).order_by(Poster.id)).all()
    assert moderator is not None
    groups = cycle([codes[start : start + TOGETHER] for start in range(0, len(codes), TOGETHER)])
    while True:
        ruling, now = Ruling(Action.IGNORE), datetime.now(UTC)  # no picture is moved by it: that takes longer
        done = decisions.decide(parts, next(groups), ruling, moderator, scope=None, now=now)
        decisions.undo(parts, done.lines, moderator, scope=None, now=now)
        print("decided", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
