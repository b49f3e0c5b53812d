"""What visitors say of posters: votes and duels, capped by network.

Uses posters, campaigns, walls, visitors, numbers, the journal, models, infra and core.
"""
