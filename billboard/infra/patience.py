"""Work that nobody may wait for long."""

import threading
from collections.abc import Callable


def wait_at_most(seconds: float, work: Callable[[], None]) -> threading.Thread:
    """Begin `work` in a thread of its own and wait for its end, but not longer than that.

    Returns the thread, which goes on where it has not ended; a process that ends does not wait for it.
    """
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    return thread
