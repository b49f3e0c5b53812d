"""Covered posters for tests."""

from datetime import datetime

from flask import Flask

from billboard.posters import covers, posters
from tests.application import NOW, parts


def cover(app: Flask, code: str, *, now: datetime = NOW) -> None:
    with parts(app).database.write() as session:
        assert covers.put(session, posters.find(session, code, lock=True), now=now)


def lift(app: Flask, code: str, *, now: datetime = NOW) -> None:
    with parts(app).database.write() as session:
        assert covers.lift(session, posters.find(session, code, lock=True), now=now)


def is_covered(app: Flask, code: str) -> bool:
    with parts(app).database.read() as session:
        return posters.find(session, code).covered is not None
