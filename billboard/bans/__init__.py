"""Networks and visitors that may not publish, vote or report for a while.

Uses visitors, the journal, models, infra and core.
"""
