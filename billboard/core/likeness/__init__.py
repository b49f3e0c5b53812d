"""What a slogan says beneath its spelling: its skeleton, which skeletons are near one another, and watched words.

Uses text alone.
"""
