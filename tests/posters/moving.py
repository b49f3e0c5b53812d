"""Posters put up and taken down in tests, and where their pictures lie."""

from flask import Flask

from billboard.models import Poster, Status
from billboard.posters import posters
from billboard.posters.status_changes import changing_statuses, set_status
from tests.application import NOW, parts, stored


def change(app: Flask, *codes: str, status: Status = Status.HIDDEN) -> bool:
    """Put posters up or take them down; whether their pictures have still to follow."""
    with changing_statuses(parts(app)) as changes:
        for code in codes:
            set_status(changes, posters.find(changes.session, code, lock=True), status, now=NOW)
    return changes.pictures_follow


def change_the_row_alone(app: Flask, code: str, status: Status) -> None:
    """As a process leaves it that ends before it moves the pictures."""
    with parts(app).database.write() as session:
        posters.find(session, code, lock=True).status = status


def find(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return posters.find(session, code)


def kept(app: Flask) -> dict[str, bytes]:
    """What is stored by the kind of picture; of one poster."""
    return {key.rpartition("/")[2]: parts(app).store.get(key) for key in stored(app)}
