"""What the C library does with memory that is no longer used, where it is glibc; elsewhere nothing here does anything.

Pictures come and go in megabytes, letters and texts that are kept come to lie between them, and of what is free below
anything in use glibc hands nothing back by itself: a worker that had drawn every kind of picture held 100 MB of it.
"""

from __future__ import annotations

import ctypes

LARGE = 4 << 20  # bytes: a whole poster or street; smaller ones are too many for the kernel's pages to be cheap
SPARE = 32 << 20  # bytes kept at the end of the heap
_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1  # of mallopt(3)

_library = ctypes.CDLL(None)


def set_up() -> None:
    """Give the largest pictures pages of their own, which end with them."""
    if mallopt := getattr(_library, "mallopt", None):
        mallopt(_MMAP_THRESHOLD, LARGE)
        mallopt(_TRIM_THRESHOLD, SPARE)  # it would follow the other


def give_back() -> None:
    """Hand back what is free: some milliseconds, and some more when it is wanted again."""
    if trim := getattr(_library, "malloc_trim", None):
        trim(0)
