"""What operators do from a shell: commands, and a wall that is not empty on the first day.

Uses web and every room of verbs.
"""
