"""Reports, decisions and appeals: the queue, the log, and the claim by which a maker answers.

Uses posters, campaigns, walls, watching, visitors, the journal, models, infra and core.
"""
