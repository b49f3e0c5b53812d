"""Templates made in the browser: drafts of them, from a photograph to what the public makes posters of.

Uses posters, models, infra and core.
"""
