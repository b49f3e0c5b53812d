"""What pages share: the site as it was wired, security, forms, logs, view models, feeds, embeds and letters.

Uses every room of verbs; no page of its own.
"""
