"""The renderer and the arithmetic: values in, values out, in rooms from text to type, ink, pictures and streets.

It knows no web, no database, no clock and no environment; what lies beside the rooms is for all of them.
"""
