"""The daily round-up by mail: who asked for it, the letters that ask back, and sending it so that nobody gets two.

Uses campaigns, walls, models, infra and core.
"""
