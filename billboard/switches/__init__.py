"""What moderators switch off for the public, or slow down, while a night is hostile; and what turns by itself.

Uses settings, models, infra and core.
"""
