"""Who looks after the site: people, their roles, and how they prove who they are.

Uses the journal, models, infra and core.
"""
