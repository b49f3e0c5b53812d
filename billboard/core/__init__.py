"""The renderer: values in, values out. Knows no web, no database, no clock and no environment."""
