"""Templates made in the browser: drafts of them, from a photograph to what the public makes posters of.

Uses moderation, posters, journal, models, infra and core.
"""
