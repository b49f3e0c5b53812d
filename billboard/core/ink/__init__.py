"""From set type to ink: outlines filled, strokes and shadows, edges worn or soft, and all of it drawn on a
picture.

Uses type and text.
"""
