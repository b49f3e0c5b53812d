"""Who looks after the site: people, their roles, and how they prove who they are.

Uses settings, models, infra and core.
"""
