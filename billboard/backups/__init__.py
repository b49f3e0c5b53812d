"""Copies of the whole site, database and pictures together: made while it runs, verified, forgotten in time, put back.

`docs/upgrade.md` says how operators use them. Uses journal, models, infra and core.
"""
