"""Memory that is no longer used goes back to the system."""

import subprocess
import sys

HELD = """
from pathlib import Path
from billboard.posters import allocator

def held():
    rows = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
    return next(int(row.split()[1]) for row in rows if row.startswith("Private_Dirty:")) // 1024

{before}
pictures, letters = [], []
for number in range(400):
    pictures.append(bytearray(b"x") * {size})
    letters.append(bytes(2000))
full = held()
del pictures
freed = held()
allocator.give_back()
print(full, freed, held())
"""


def held(size: int, before: str = "") -> list[int]:
    """MB of a process with 400 pictures of so many bytes, once they are no longer wanted, and when asked to go."""
    code = HELD.format(size=size, before=before)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [int(each) for each in done.stdout.split()]


def test_what_lies_between_what_is_kept_is_handed_back_when_asked() -> None:
    full, freed, back = held(200_000)
    assert full > 70
    assert freed > full - 10  # or this test shows nothing
    assert back < full - 60


def test_the_largest_pictures_end_with_their_memory() -> None:
    full, freed, _ = held(5_000_000 // 16, before="allocator.LARGE //= 16; allocator.set_up()")
    assert freed < full - 100
