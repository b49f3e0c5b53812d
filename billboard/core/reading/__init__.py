"""How well a poster can be read by those who pass it, and what is said of that.

Uses the catalogue, ink and type.
"""
