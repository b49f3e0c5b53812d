"""Reading posters off the walls: page after page, by what was made of what, and the views that a new one is sure
of.

Uses models, infra and core.
"""
