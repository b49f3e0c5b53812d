"""What operators change while the site runs: which settings there are, what is in force, and how one is changed.

Uses the journal, models, infra and core's errors; web, views and every other room of verbs may read what is in force.
"""
