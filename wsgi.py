"""The application that gunicorn serves and the `flask` commands use."""

import sys

from billboard import create_app
from billboard.core.errors import InstallationError
from billboard.infra.config import SettingsError

try:
    app = create_app()
except (SettingsError, InstallationError) as error:
    sys.exit(str(error))
