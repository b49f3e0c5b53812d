"""Reading TOML so that every fault names its file and its field.

Read with `Findings`, all faults of a file are noted and reading goes on with something in their place; without, the
first is raised.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from billboard.core.errors import InstallationError, TemplateError

LONGEST = 100  # characters told of a value, and of a text in a list
MOST, MOST_PARTS = 10_000, 100  # characters of a text or tables in a list, and texts or pairs in one
MEANINGLESS = "is not a field that means anything here"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a file, in words."""

    file: Path
    field: str  # empty for all of the file
    problem: str

    @property
    def sentence(self) -> str:
        """Without the file."""
        return f"{self.field}: {self.problem}" if self.field else self.problem

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Findings:
    faults: list[Finding] = field(default_factory=list)  # with which a file is no good
    warnings: list[Finding] = field(default_factory=list)  # with which it is


def read_table(path: Path, kind: type[InstallationError] = TemplateError) -> Table:
    """A file's whole table, of whose faults each is an error of that kind. Raises it."""
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), path, kind=kind)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise kind(f"{path}: cannot be read as TOML: {error}") from error


def parse_table(text: str, path: Path, findings: Findings) -> Table:
    """The table in a text, which `path` is what faults name."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers of 5,000 digits and lists of 500 lists, too
        findings.faults.append(Finding(path, "", f"cannot be read as TOML: {error}"))
        data = {}
    return Table(data, path, findings=findings)


class Table:
    """A TOML table that remembers where it stands and which of its keys were read."""

    def __init__(
        self,
        data: Mapping[str, Any],
        path: Path,
        where: str = "",
        *,
        kind: type[InstallationError] = TemplateError,
        findings: Findings | None = None,
        under: Table | None = None,
        own: Mapping[str, Any] | None = None,
    ) -> None:
        self._data, self._path, self._where, self._kind, self._findings = data, path, where, kind, findings
        self._under = under  # whose values it has where it says nothing itself
        self._own = data if own is None else own  # what it says itself
        self._read: set[str] = set()
        self._refused: set[str] = set()
        self._parts: dict[str, Table] = {}

    def fault(self, field: str, problem: str) -> InstallationError:
        return self._kind(f"{self._path}: {self._where}{field}: {problem}")

    def refuse(self, field: str, problem: str) -> None:
        """Raise a fault, or note it where all are wanted: the first of each field, and none that comes from below."""
        if self._findings is None:
            raise self.fault(field, problem)
        if not self.faulty(field):
            self._findings.faults.append(Finding(self._path, self._where + field, problem))
        self._refused.add(field)

    def faulty(self, field: str) -> bool:
        """Whether a fault of this field was noted, so that what hangs on it says nothing more."""
        below = self._under if field not in self._own else None
        return field in self._refused or (below is not None and below.faulty(field))

    @property
    def folder(self) -> Path:
        return self._path.parent

    def names(self) -> list[str]:
        return list(self._data)

    def has(self, field: str) -> bool:
        return field in self._data

    def over(self, other: Table) -> Table:
        """This table, with what it does not say taken from another."""
        return self._at({**other._data, **self._data}, self._where, under=other, own=self._data)

    def _at(
        self, data: Mapping[str, Any], where: str, *, under: Table | None = None, own: Mapping[str, Any] | None = None
    ) -> Table:
        return Table(data, self._path, where, kind=self._kind, findings=self._findings, under=under, own=own)

    def _get(self, field: str, kind: type | tuple[type, ...], wanted: str, default: Any, instead: Any) -> Any:
        """What stands there, or `instead` where that is a fault which was noted."""
        self._read.add(field)
        value = self._data.get(field, default)
        if value is None:
            self.refuse(field, f"is missing; {wanted} is wanted")
            return instead
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(field, f"should be {wanted}, not {_brief(value)}")
            return instead
        return value

    def text(self, field: str, default: str | None = None, *, most: int = MOST) -> str:
        """`most` is how many characters it may have."""
        value: str = self._get(field, str, "a text", default, "?")
        if default is None and not value.strip():
            self.refuse(field, "is empty")
        if len(value) > most:
            self.refuse(field, f"has {len(value)} characters; at most {most} are wanted")
            return "?"
        return value

    def texts(self, field: str, default: Collection[str] | None = None) -> tuple[str, ...]:
        if default is not None and field not in self._data:
            return tuple(default)
        value: list[Any] = self._get(field, list, "a list of texts", None, [])
        if (not value and default is None) or not all(isinstance(each, str) and each for each in value):
            self.refuse(field, "should be a list of at least one text")
            return ()
        if len(value) > MOST_PARTS or any(len(each) > LONGEST for each in value):
            self.refuse(field, f"should be at most {MOST_PARTS} texts of at most {LONGEST} characters")
            return ()
        return tuple(value)

    def number(self, field: str, least: float, most: float, default: float | None = None) -> float:
        value: float = self._get(field, (int, float), "a number", default, most)
        if not least <= value <= most:
            self.refuse(field, f"should lie between {least:g} and {most:g}, not {_brief(value)}")
            return most
        return float(value)

    def integer(self, field: str, least: int, most: int, default: int | None = None) -> int:
        value: int = self._get(field, int, "a whole number", default, most)
        if not least <= value <= most:
            self.refuse(field, f"should lie between {least} and {most}, not {_brief(value)}")
            return most
        return value

    def integers(self, field: str, count: int) -> tuple[int, ...]:
        value: list[Any] = self._get(field, list, f"a list of {count} whole numbers", None, [0] * count)
        if len(value) != count or not all(type(each) is int for each in value):
            self.refuse(field, f"should be {count} whole numbers, not {_brief(value)}")
            return (0,) * count
        return tuple(value)

    def numbers(self, field: str, count: int) -> tuple[float, ...]:
        value: list[Any] = self._get(field, list, f"a list of {count} numbers", None, [0.0] * count)
        if len(value) != count or not all(type(each) in (int, float) for each in value):
            self.refuse(field, f"should be {count} numbers, not {_brief(value)}")
            return (0.0,) * count
        return tuple(float(each) for each in value)

    def pairs(self, field: str) -> tuple[tuple[int, int], ...]:
        value: list[Any] = self._get(field, list, "a list of pairs of whole numbers", None, [])
        found = [(each[0], each[1]) for each in value if isinstance(each, list) and [*map(type, each)] == [int, int]]
        if len(found) != len(value) or len(found) > MOST_PARTS:
            self.refuse(field, f"should be pairs of whole numbers such as [[180, 0], [360, 0]], not {_brief(value)}")
        return tuple(found)

    def flag(self, field: str, default: bool) -> bool:
        value: bool = self._get(field, bool, "true or false", default, default)
        return value

    def choice(self, field: str, choices: Collection[str], offered: str, default: str | None = None) -> str:
        value = self.text(field, default)
        if value not in choices and not self.faulty(field):
            self.refuse(
                field, f"{_brief(value)} is not among {offered}: {', '.join(sorted(choices)) or 'there are none'}"
            )
        return value

    def table(self, field: str) -> Table:
        """The same one each time, so that it knows what was refused in it."""
        if field not in self._parts:
            data, where = self._get(field, dict, "a table", None, {}), f"{self._where}{field}."
            below = self._under.table(field) if self._under and field not in self._own else None
            self._parts[field] = self._at(data, where, under=below, own={} if below else None)
        return self._parts[field]

    def part(self, field: str) -> Table:
        """A table that says nothing where there is none."""
        self._read.add(field)
        return self.table(field) if field in self._data else self._at({}, f"{self._where}{field}.")

    def optional_table(self, field: str) -> Table | None:
        self._read.add(field)
        if field not in self._data:
            return None
        found = self.table(field)
        return None if self.faulty(field) else found

    def tables(self, field: str, least: int, most: int = MOST) -> list[Table]:
        value: list[Any] = self._get(field, list, f"a list of tables [[{field}]]", [], [])
        if len(value) < least:
            self.refuse(field, f"there should be at least {least} [[{field}]], and there are {len(value)}")
        if len(value) > most:
            self.refuse(field, f"there should be at most {most} [[{field}]], and there are {len(value)}")
            return []
        if not all(isinstance(each, dict) for each in value):
            self.refuse(field, f"should be written as [[{field}]]")
            return []
        return [self._at(each, f"{self._where}{field} {number}: ") for number, each in enumerate(value, 1)]

    def done(self) -> None:
        """Complain of keys nobody asked for: they are slips of the pen more often than not."""
        for unread in sorted(set(self._own) - self._read):
            if self._findings is None:
                raise self.fault(unread, MEANINGLESS)
            self._findings.warnings.append(Finding(self._path, self._where + unread, MEANINGLESS))


def _brief(value: object) -> str:
    """As it is told: files come from anywhere."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
