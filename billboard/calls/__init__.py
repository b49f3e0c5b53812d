"""Moderators are called when something cannot wait: what for, whom, how often, and whether it arrived.

Uses moderation for what waits, models, infra and core; letters are written and sent above.
"""
