"""What Prometheus reads: requests by route and status, and what the public did."""

import os
import time

from flask import Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
REQUESTS = Counter("billboard_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "billboard_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
PUBLISHED = Counter("billboard_posters_published_total", "Posters published", ["template"])
VOTES = Counter("billboard_votes_total", "Votes set and taken back", ["value"])
DUELS = Counter("billboard_duels_total", "Duels judged, by what came of it", ["outcome"])
REPORTS = Counter("billboard_reports_total", "Reports filed", ["reason"])
DECISIONS = Counter("billboard_decisions_total", "Moderation decisions", ["action"])


def install(app: Flask) -> None:
    app.after_request(_count)


def exposition() -> Response:
    """All workers' numbers where they share a folder, otherwise this process's own."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _count(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "none"
    method = request.method if request.method in METHODS else "other"  # strangers make up names for them
    REQUESTS.labels(method, route, str(response.status_code)).inc()
    SECONDS.labels(route).observe(time.perf_counter() - g.begun)
    return response
