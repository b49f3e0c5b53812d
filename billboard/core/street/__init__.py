"""Posters on the street: scenes read from `artwork/scenes/`, boards seen at an angle and lit, and a poster put on
them.

Uses picture and the catalogue's checks.
"""
