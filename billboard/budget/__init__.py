"""What one client may take: processor time by networks, and places for work that is expensive.

It knows neither requests nor pages, uses infra and visitors alone, and is shared by all processes of a server.
"""

from billboard.budget.accounts import Spending
from billboard.budget.shared_table import SharedTable
from billboard.infra.config import Settings


def open_spending(settings: Settings) -> Spending:
    """Where the networks' accounts are kept."""
    if not settings.valkey_url:
        return SharedTable()
    from billboard.budget.valkey_table import ValkeyTable  # here, for its client is large and most workers need none

    return ValkeyTable(settings.valkey_url)
