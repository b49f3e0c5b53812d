"""Pages on which templates are made in the browser: a module per step."""
