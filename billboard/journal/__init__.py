"""The journal: what was done, by whom or by which rule, each line chained to the one before by its hash.

Uses models, infra and core alone, so that whoever acts can write its line in the transaction of the act.
"""
