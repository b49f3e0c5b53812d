"""How gunicorn serves the site. Settings come from the environment, like the application's own.

The application is imported once, before the workers are forked: they share the decoded art, the fonts and the
templates. Behind nginx one thread a worker is quickest; where nothing stands in front, as under `make run`,
WEB_THREADS makes a worker that reads requests and sends answers without a thread, so that slow visitors hold nobody up.
"""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from billboard.core.street.street import prepare
from billboard.infra.config import SettingsError, load_settings
from billboard.operators.keeper import Keeper
from billboard.posters import allocator
from billboard.serving.worker import PatientWorker
from billboard.web import logs

try:
    settings = load_settings()
except SettingsError as error:
    sys.exit(str(error))

bind = f"{settings.host}:{settings.port}"
preload_app = True
workers = settings.web_concurrency
threads = settings.web_threads
worker_class = PatientWorker if threads > 1 else "sync"
PatientWorker.addresses_are_visitors = not settings.trusted_proxies

timeout = 30
graceful_timeout = 10
keepalive = 5
# A preview carries the slogan in its address, and one emoji takes twelve characters and more there.
limit_request_line = 8190
# The workers' heartbeat files: kept in memory, because a busy disk must not look like a dead worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 a file nobody else can open

# The application writes one JSON line for each request itself, without an address in it.
accesslog = None
errorlog = "-"
loglevel = settings.gunicorn_log_level
logconfig_dict = {**logs.configuration(settings), "root": {"handlers": ["stderr"], "level": "WARNING"}}
# Nobody steers a running server here, and the socket would need a writable home.
control_socket_disable = True


TRIM_EVERY = 250  # requests
allocator.set_up()


def _prepare_metrics() -> None:
    """The counters of all workers meet in one folder. It must exist, and be empty, before the application is
    imported; this file is read again on a reload, when the folder is in use."""
    owner = f"{os.getpid()}"
    if os.environ.get("METRICS_OWNER") == owner:
        return
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder or "METRICS_OWNER" in os.environ:
        folder = tempfile.mkdtemp(prefix="billboard-metrics-")
        os.environ["METRICS_FOLDER_IS_OURS"] = folder
    Path(folder).mkdir(parents=True, exist_ok=True)
    for leftover in Path(folder).glob("*.db"):
        leftover.unlink()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    os.environ["METRICS_OWNER"] = owner


_prepare_metrics()


def on_starting(server: Any) -> None:
    """`make run` sets PREPARE: the same as `flask prepare`, without importing everything a second time. It runs in a
    child, so that no connection of it reaches the workers."""
    if not os.environ.get("PREPARE"):
        return
    child = os.fork()
    if child == 0:
        from flask.cli import ScriptInfo

        app = server.app.wsgi()
        status = 1
        try:
            app.cli.main(args=["prepare"], obj=ScriptInfo(create_app=lambda: app), standalone_mode=False)
            status = 0
        except Exception as error:  # noqa: BLE001 whatever it is, it is said and the start ends
            print(f"The site could not be prepared: {error}", file=sys.stderr)
        finally:
            sys.stdout.flush()
            os._exit(status)
    if os.waitpid(child, 0)[1]:
        sys.exit(1)


def when_ready(server: Any) -> None:
    # Before the fork, so that the workers share the art; a developer's start does not wait for it.
    if settings.production:
        site = server.app.wsgi().extensions["billboard"]
        site.renderer.warm()
        for scene in site.scenes.values():
            prepare(scene)
    # Of what there is by now nothing is thrown away. Where the collector looks it writes, and a page that is written to
    # is no longer shared.
    gc.collect()
    gc.freeze()
    if settings.run_jobs:
        _keep_jobs_running(server)
    server.log.info("Billboard is at http://%s", bind.replace("0.0.0.0:", "127.0.0.1:"))


def post_request(worker: Any, req: Any, environ: Any, resp: Any) -> None:
    if worker.nr % TRIM_EVERY == 0:
        allocator.give_back()


def child_exit(server: Any, worker: Any) -> None:
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _keep_jobs_running(server: Any) -> None:
    """The runner of jobs is a child like the workers, and shares with them what was loaded before."""
    app, first = server.app.wsgi(), os.getpid()

    def run_jobs() -> None:
        from billboard.operators.runner import Runner  # here, for the workers have no use for what it brings

        for listener in server.LISTENERS:  # else the port stays taken for as long as a job takes to end
            listener.close()
        Runner(app).run(parent=first)

    server.jobs = Keeper(run_jobs)  # kept there, for this file is read again on a reload
    server.jobs.listen()
    server.jobs.start()


def on_exit(server: Any) -> None:
    if hasattr(server, "jobs"):
        server.jobs.stop()
    folder = os.environ.get("METRICS_FOLDER_IS_OURS")
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
