"""The file `.env`, which settings come from beside the environment: a site that is set up in the browser writes it."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

from dotenv import find_dotenv, set_key

from billboard.core.errors import Refused


def file() -> Path:
    """That `flask` commands and the server read, or would."""
    return Path(find_dotenv(usecwd=True) or Path.cwd() / ".env")


def may_be_written() -> bool:
    path = file()
    return os.access(path if path.exists() else path.parent, os.W_OK)


def keep(values: Mapping[str, str]) -> None:
    """Write settings down, for our eyes alone. Raises Refused."""
    path = file()
    try:
        path.touch(0o600)
        path.chmod(0o600)
        for name, value in values.items():
            set_key(path, name, value)
    except OSError as error:
        raise Refused(f"The file {path} cannot be written: {error.strerror}. Mend that, and press again.") from None


def have_it_read() -> bool:
    """Tell gunicorn's first process to begin anew; False where nobody is told, and the site must be started again."""
    if not os.environ.get("SERVER_SOFTWARE", "").startswith("gunicorn"):
        return False
    os.kill(os.getppid(), signal.SIGHUP)
    return True
