"""What there is to make a poster of: templates and stickers, read from `artwork/` and checked, and the design that
somebody makes of them.

Uses text and type.
"""
