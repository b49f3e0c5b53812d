"""Watched words: the lists that moderators keep, in force on every worker, and what a text holds of them.

Uses journal, models and core.
"""
