"""How the site's own server, where nothing stands before it, keeps slow visitors from holding its threads: requests
are read, and answers sent, without a thread.

Uses gunicorn, and visitors for what counts as one household; knows nothing else of the application.
"""
