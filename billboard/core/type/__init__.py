"""Setting type: which face draws what, how wide it is, at what size a text fits its slot, and where every run of
it stands.

Uses text; it draws nothing.
"""
