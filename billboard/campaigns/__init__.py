"""Communities' own walls: what they may be, what they let in and when, their threads and their header art.

Uses walls, the journal, models, infra and core.
"""
