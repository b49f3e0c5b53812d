"""What the world outside looks like: settings, the database, the picture store, mail. Its errors are translated at
this edge.

Uses core's errors; what a single room needs lives in that room.
"""
