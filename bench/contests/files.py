"""Reads counts of people's judgements."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

COLUMNS = ["unfunny", "somewhat", "funny"]
TRUSTED = 40  # ratings from which on a line's share is taken for the truth

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Broken(Exception):
    """A folder or a file that is not what it should be, in a sentence."""


@dataclass(frozen=True)
class Contest:
    name: str
    appeal: Floats  # share of those who rated it that said funny: the chance of a vote
    ratings: Whole


def read_folder(folder: Path) -> list[Contest]:
    if not folder.is_dir():
        raise Broken(f"{folder} is not a folder.")
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise Broken(f"{folder} has no csv files.")
    return [read(file) for file in files]


def read(file: Path) -> Contest:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines))
    except (OSError, UnicodeError, csv.Error) as error:
        raise Broken(f"{file.name} cannot be read: {error}.") from None
    head = [name.strip().lower() for name in rows[0]] if rows else []
    if sorted(set(head) & set(COLUMNS)) != sorted(COLUMNS) or len(set(head)) != len(head):
        raise Broken(f"{file.name} does not begin with a line that names the columns {', '.join(COLUMNS)}.")
    places = [head.index(name) for name in COLUMNS]
    counts = []
    for number, row in enumerate(rows[1:], start=2):
        if row:
            counts.append(_counts(file, number, row, places, len(head)))
    table = np.array(counts, dtype=np.int64).reshape(-1, len(COLUMNS))
    ratings = table.sum(axis=1)
    known = ratings >= TRUSTED
    if not known.any():
        raise Broken(f"{file.name} has no line with {TRUSTED} ratings.")
    appeal = table[known, COLUMNS.index("funny")] / ratings[known]
    if not appeal.any():
        raise Broken(f"In {file.name} nobody found anything funny.")
    return Contest(file.stem, appeal, ratings[known])


def _counts(file: Path, number: int, row: list[str], places: list[int], width: int) -> list[int]:
    if len(row) != width:
        raise Broken(f"{file.name} has {len(row)} columns in line {number} and {width} in its first.")
    cells = [row[place].strip() for place in places]
    if not all(cell.isascii() and cell.isdigit() and len(cell) < 10 for cell in cells):
        raise Broken(f"{file.name} has something other than counts in line {number}.")
    return [int(cell) for cell in cells]
