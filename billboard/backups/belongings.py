"""Which pictures of the store a database's rows name, whatever version its tables are of."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, column, inspect, table, text

from billboard.infra.storage import key_of
from billboard.models import Status

KINDS = ("full", "thumb", "card")  # of each poster
HEADER = "header"  # of a campaign
DRAFTS = "studio/drafts/"  # whose pictures change under their keys
GONE = "withdrawn/"  # where nothing lies


@dataclass(frozen=True)
class Belongings:
    named: frozenset[str]  # keys that rows name: each must be there
    drafts: frozenset[str]  # folders of drafts: whatever lies in them


def of(connection: Connection) -> Belongings:
    there = inspect(connection)
    drafts = set[str]()
    if there.has_table("studio_drafts"):
        drafts = {row.folder for row in connection.execute(text("SELECT folder FROM studio_drafts")) if row.folder}
    return Belongings(frozenset(_named(connection)), frozenset(drafts))


def _named(connection: Connection) -> Iterator[str]:
    there = inspect(connection)
    posters = table("posters", column("image_key"), column("status"))
    walk = posters.select().where(posters.c.status != Status.WITHDRAWN.value)  # theirs are deleted, or will be
    for row in connection.execute(walk):
        if not row.image_key.startswith(GONE):
            yield from (key_of(row.image_key, kind) for kind in KINDS)
    if "header" in {each["name"] for each in there.get_columns("campaigns")}:
        for row in connection.execute(text("SELECT header FROM campaigns WHERE header != ''")):
            yield key_of(row.header, HEADER)
    if there.has_table("studio_versions"):
        versions = table("studio_versions", column("folder"), column("files"))
        for row in connection.execute(versions.select()):
            yield from (key_of(row.folder, name) for name in _names(row.files))


def _names(files: Any) -> Iterator[str]:
    """Of a column of JSON, which one driver reads and the other does not."""
    yield from json.loads(files) if isinstance(files, str) else files
