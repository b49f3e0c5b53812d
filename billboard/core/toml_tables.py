"""Reading TOML so that every fault names its file and its field."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from billboard.core.errors import InstallationError, TemplateError


def read_table(path: Path, kind: type[InstallationError] = TemplateError) -> Table:
    """A file's whole table, of whose faults each is an error of that kind. Raises it."""
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), path, kind=kind)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise kind(f"{path}: cannot be read as TOML: {error}") from error


class Table:
    """A TOML table that remembers where it stands and which of its keys were read."""

    def __init__(
        self, data: Mapping[str, Any], path: Path, where: str = "", *, kind: type[InstallationError] = TemplateError
    ) -> None:
        self._data, self._path, self._where, self._kind = data, path, where, kind
        self._read: set[str] = set()

    def fault(self, field: str, problem: str) -> InstallationError:
        return self._kind(f"{self._path}: {self._where}{field}: {problem}")

    @property
    def folder(self) -> Path:
        return self._path.parent

    def names(self) -> list[str]:
        return list(self._data)

    def has(self, field: str) -> bool:
        return field in self._data

    def over(self, other: Table) -> Table:
        """This table, with what it does not say taken from another."""
        return self._at({**other._data, **self._data}, self._where)

    def _at(self, data: Mapping[str, Any], where: str) -> Table:
        return Table(data, self._path, where, kind=self._kind)

    def _get(self, field: str, kind: type | tuple[type, ...], wanted: str, default: Any) -> Any:
        self._read.add(field)
        value = self._data.get(field, default)
        if value is None:
            raise self.fault(field, f"is missing; {wanted} is wanted")
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.fault(field, f"should be {wanted}, not {value!r}")
        return value

    def text(self, field: str, default: str | None = None) -> str:
        value: str = self._get(field, str, "a text", default)
        if default is None and not value.strip():
            raise self.fault(field, "is empty")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        value: list[Any] = self._get(field, list, "a list of texts", None)
        if not value or not all(isinstance(each, str) and each for each in value):
            raise self.fault(field, "should be a list of at least one text")
        return tuple(value)

    def number(self, field: str, least: float, most: float, default: float | None = None) -> float:
        value: float = self._get(field, (int, float), "a number", default)
        if not least <= value <= most:
            raise self.fault(field, f"should lie between {least:g} and {most:g}, not {value!r}")
        return float(value)

    def integer(self, field: str, least: int, most: int, default: int | None = None) -> int:
        value: int = self._get(field, int, "a whole number", default)
        if not least <= value <= most:
            raise self.fault(field, f"should lie between {least} and {most}, not {value!r}")
        return value

    def integers(self, field: str, count: int) -> tuple[int, ...]:
        value: list[Any] = self._get(field, list, f"a list of {count} whole numbers", None)
        if len(value) != count or not all(type(each) is int for each in value):
            raise self.fault(field, f"should be {count} whole numbers, not {value!r}")
        return tuple(value)

    def numbers(self, field: str, count: int) -> tuple[float, ...]:
        value: list[Any] = self._get(field, list, f"a list of {count} numbers", None)
        if len(value) != count or not all(type(each) in (int, float) for each in value):
            raise self.fault(field, f"should be {count} numbers, not {value!r}")
        return tuple(float(each) for each in value)

    def pairs(self, field: str) -> tuple[tuple[int, int], ...]:
        value: list[Any] = self._get(field, list, "a list of pairs of whole numbers", None)
        found = [(each[0], each[1]) for each in value if isinstance(each, list) and [*map(type, each)] == [int, int]]
        if len(found) != len(value):
            raise self.fault(field, f"should be pairs of whole numbers such as [[180, 0], [360, 0]], not {value!r}")
        return tuple(found)

    def flag(self, field: str, default: bool) -> bool:
        value: bool = self._get(field, bool, "true or false", default)
        return value

    def choice(self, field: str, choices: Collection[str], offered: str, default: str | None = None) -> str:
        value = self.text(field, default)
        if value not in choices:
            raise self.fault(
                field, f"{value!r} is not among {offered}: {', '.join(sorted(choices)) or 'there are none'}"
            )
        return value

    def table(self, field: str) -> Table:
        return self._at(self._get(field, dict, "a table", None), f"{self._where}{field}.")

    def optional_table(self, field: str) -> Table | None:
        self._read.add(field)
        return self.table(field) if field in self._data else None

    def tables(self, field: str, least: int) -> list[Table]:
        value: list[Any] = self._get(field, list, f"a list of tables [[{field}]]", [])
        if len(value) < least:
            raise self.fault(field, f"there should be at least {least} [[{field}]], and there are {len(value)}")
        if not all(isinstance(each, dict) for each in value):
            raise self.fault(field, f"should be written as [[{field}]]")
        return [self._at(each, f"{self._where}{field} {number}: ") for number, each in enumerate(value, 1)]

    def done(self) -> None:
        """Complain of a key nobody asked for: it is a slip of the pen more often than not."""
        if unread := sorted(set(self._data) - self._read):
            raise self.fault(unread[0], "is not a field that means anything here")
