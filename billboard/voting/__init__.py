"""What visitors say of posters: votes and duels, capped by network.

Uses posters, campaigns, walls, models, infra and core.
"""
