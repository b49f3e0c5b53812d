"""What is known of the site's jobs: when each ran and runs next, what came of it, and which process runs them.

Uses models and infra. What the jobs do, and the runner, are operators'.
"""
