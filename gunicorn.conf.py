"""How gunicorn serves the site. Settings come from the environment, like the application's own.

The application is imported once, before the workers are forked: they share the decoded art, the fonts and the
templates. Behind nginx one thread a worker is quickest; where nothing stands in front, as under `make run`,
WEB_THREADS makes a worker that reads requests and sends answers without a thread, so that slow visitors hold nobody up.
"""

import atexit
import errno
import gc
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from flask.cli import load_dotenv
from flask.helpers import get_load_dotenv


def _share_counters() -> None:
    """The counters of all workers meet in one folder. prometheus_client asks for it once, when it is imported, which
    the site's own modules do: this comes before them."""
    own = f"{os.getpid()}"
    given, owner = os.environ.get("PROMETHEUS_MULTIPROC_DIR"), os.environ.get("METRICS_FOLDER_OF")
    if given and not owner:
        Path(given).mkdir(parents=True, exist_ok=True)
        if "GUNICORN_PID" not in os.environ:  # else a server is counting there, which this one is to follow
            for leftover in Path(given).glob("*.db"):
                leftover.unlink()
        return
    folder = given if given and owner == own else tempfile.mkdtemp(prefix="billboard-metrics-")
    os.environ |= {"PROMETHEUS_MULTIPROC_DIR": folder, "METRICS_FOLDER_OF": own}
    atexit.register(_remove_counters, folder, own)


def _remove_counters(folder: str, owner: str) -> None:
    if f"{os.getpid()}" == owner:  # and not one of its workers
        shutil.rmtree(folder, ignore_errors=True)


if get_load_dotenv():  # the file `.env`, as `flask` commands read it
    load_dotenv()
if os.environ.get("PREPARE"):  # `make run`: nothing stands in front
    os.environ.setdefault("WEB_THREADS", "64")
_share_counters()

from billboard.core.street.street import prepare  # noqa: E402
from billboard.infra.config import SettingsError, load_settings  # noqa: E402
from billboard.operators.addresses import listening_at  # noqa: E402
from billboard.operators.keeper import Keeper  # noqa: E402
from billboard.posters import allocator  # noqa: E402
from billboard.serving import renewal  # noqa: E402
from billboard.serving.worker import PatientWorker  # noqa: E402
from billboard.web import logs  # noqa: E402

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


def on_starting(server: Any) -> None:
    """`make run` sets PREPARE: the same as `flask prepare`, without importing everything a second time. It runs in a
    child, so that no connection of it reaches the workers."""
    renewal.install(server, [sys.executable, *sys.orig_argv[1:]])
    if not os.environ.get("PREPARE"):
        return
    if "GUNICORN_PID" not in os.environ:
        _insist_on_a_free_port()
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


def _insist_on_a_free_port() -> None:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = f"PORT={settings.port + 1} make run"
                sys.exit(f"Something else listens on port {settings.port} already. Take another one:  {other}")


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
    renewal.end_former()
    server.log.info("Billboard is at %s", listening_at(settings))


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

    server.jobs = Keeper(run_jobs)
    server.jobs.listen()
    server.jobs.start()


def on_exit(server: Any) -> None:
    if hasattr(server, "jobs"):
        server.jobs.stop()
