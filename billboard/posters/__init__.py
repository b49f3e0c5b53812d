"""One poster: published, found, its pictures kept where its status says, and drawn again on the street or for a
printer.

Uses campaigns, walls, models, infra and core.
"""
