"""What something costs in time of the processor, which a busy machine does not lengthen."""

import gc
import time
from collections.abc import Callable


def cpu(done: Callable[[], object]) -> float:
    """Seconds of processor, at best of three and without the collector's."""
    times = []
    gc.disable()
    try:
        for _ in range(3):
            start = time.process_time()
            done()
            times.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(times)
