"""The application that gunicorn serves and the `flask` commands use."""

import sys

from billboard import create_app
from billboard.config import SettingsError
from billboard.core.errors import InstallationError

try:
    app = create_app()
except (SettingsError, InstallationError) as error:
    sys.exit(str(error))
