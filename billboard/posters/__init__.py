"""One poster: published, found, its pictures kept where its status says, and drawn again on the street or for a
printer.

Uses campaigns, walls, watching, visitors, numbers, the journal, models, infra and core.
"""
