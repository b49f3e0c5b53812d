"""A poster for the printer: a PDF of one page or of a hoarding in twelve, its type as type.

Uses picture, the catalogue, ink and type.
"""
