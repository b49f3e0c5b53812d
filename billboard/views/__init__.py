"""What visitors, moderators and machines ask for: a module for each audience and page. Each parses, calls one verb,
answers.

Uses web and every room of verbs.
"""
