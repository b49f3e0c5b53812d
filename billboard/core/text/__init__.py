"""What a text says of itself: normalised, counted, its language guessed, its directions, and where its lines may
break.

Uses nothing but core's own errors; it knows no typeface.
"""
