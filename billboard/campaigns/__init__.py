"""Communities' own walls: what they may be, what they let in and when, their threads and their header art.

Uses walls, models, infra and core.
"""
