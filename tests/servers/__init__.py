"""Real servers for the tests, each started when first asked for and stopped with the session.

conftest.py at the top of tests/ turns them into fixtures. Nothing here is a stand-in: PostgreSQL and Valkey come
as wheels, the S3 protocol from OpenStack Swift, the browser and nginx from Debian.
"""
