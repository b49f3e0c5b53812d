"""Changing a setting as an operator does."""

from flask import Flask

from billboard.settings import changes
from billboard.settings.registry import Value
from tests.application import NOW, parts


def change(app: Flask, name: str, value: object, *, wall: str = "", seen: int = 0, by: int | None = None) -> Value:
    with parts(app).database.write() as session:
        return changes.change(session, name, value, wall=wall, seen=seen, by=by, now=NOW)
