"""A design becomes JPEGs: art decoded once, type drawn on it, tiles spliced, and the shapes that networks show.

Uses the catalogue, ink and type.
"""
