"""The arithmetic of a wall: what is believed of appeal, fair pages, the strength that duels give, and the charts of its
numbers.

Uses text alone.
"""
