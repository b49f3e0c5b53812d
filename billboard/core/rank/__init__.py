"""The arithmetic of a wall: hot scores, fair pages, the strength that duels give, and the charts of its numbers.

Uses text alone.
"""
