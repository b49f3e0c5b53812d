"""Buckets that all replicas share, in Valkey; while it does not answer, each server counts for itself."""

import logging
from collections.abc import Sequence
from time import monotonic

from valkey import Valkey
from valkey.exceptions import ValkeyError

from billboard.budget.accounts import Account
from billboard.budget.shared_table import SharedTable

AGAIN = 5.0  # seconds until one that did not answer is asked again
SILENCE = 0.2  # seconds after which it does not answer
logger = logging.getLogger("billboard.budget")
# KEYS: the buckets'. ARGV: the cost in ms, 1 where there must be room for it, and leak and depth of each bucket.
SCRIPT = """
local time = redis.call('TIME')
local now, held, wait = time[1] + time[2] / 1e6, {}, 0
for i, key in ipairs(KEYS) do
  local leak, depth = tonumber(ARGV[2 * i + 1]), tonumber(ARGV[2 * i + 2])
  local bucket = redis.call('HMGET', key, 'level', 'at')
  held[i] = math.max(0, (tonumber(bucket[1]) or 0) - leak * (now - (tonumber(bucket[2]) or now)))
  if ARGV[2] == '1' and held[i] >= depth then wait = math.max(wait, (held[i] - depth) / leak, 0.001) end
end
if wait > 0 then return tostring(wait) end
for i, key in ipairs(KEYS) do
  local level = math.max(0, held[i] + tonumber(ARGV[1]))
  redis.call('HSET', key, 'level', tostring(level), 'at', string.format('%.6f', now))
  redis.call('PEXPIRE', key, math.ceil(1000 * level / tonumber(ARGV[2 * i + 1])) + 1000)
end
return '0'
"""


class ValkeyTable:
    def __init__(self, url: str) -> None:
        self._client = Valkey.from_url(url, socket_connect_timeout=SILENCE, socket_timeout=SILENCE)
        self._script = self._client.register_script(SCRIPT)
        self._own = SharedTable()
        self._silent_until = 0.0

    def draw(self, accounts: Sequence[Account], cost: float) -> float:
        wait = self._ask(accounts, cost, wants_room=True)
        return self._own.draw(accounts, cost) if wait is None else wait

    def settle(self, accounts: Sequence[Account], more: float) -> None:
        if self._ask(accounts, more, wants_room=False) is None:
            self._own.settle(accounts, more)

    def _ask(self, accounts: Sequence[Account], cost: float, *, wants_room: bool) -> float | None:
        """None where it does not answer."""
        if monotonic() < self._silent_until:
            return None
        rates = [rate for account in accounts for rate in (account.leak, account.depth)]
        try:
            return float(self._script([f"budget:{a.key}" for a in accounts], [cost, int(wants_room), *rates]))
        except ValkeyError as error:
            logger.warning("silent", extra={"kind": type(error).__name__})
            self._silent_until = monotonic() + AGAIN
            return None
