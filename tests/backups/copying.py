"""Backups made and put back in tests."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from billboard.backups import making, manifests, restoring
from billboard.backups.making import Made
from billboard.infra.backup_places import FolderPlace
from billboard.infra.storage import key_of
from billboard.models import Poster, Status
from billboard.posters import pictures
from tests.application import NOW, parts

FORTNIGHT = timedelta(days=14)


def back_up(app: Flask, place: FolderPlace, now: datetime = NOW) -> Made:
    return making.back_up(parts(app), place, now=now, keep=FORTNIGHT)


def put_back(app: Flask, place: FolderPlace, name: str = "", *, replace: bool = False) -> list[str]:
    return list(restoring.restore(parts(app), place, name, replace=replace, now=NOW))


def place(folder: Path) -> FolderPlace:
    return FolderPlace(folder / "backups")


def whole(app: Flask) -> Mapping[str, tuple[str, bytes]]:
    """Of each poster its status and its full picture; and surely all three are there."""
    with parts(app).database.read() as session:
        posters = session.scalars(select(Poster)).all()
    store = parts(app).store
    found = {}
    for each in posters:
        if each.status is not Status.WITHDRAWN:
            data = [store.get(key_of(each.image_key, kind)) for kind in pictures.KINDS]
            found[each.code] = (each.status.value, data[0])
    return found


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def names(where: FolderPlace) -> list[str]:
    return manifests.names(where)
