"""A server that begins anew without a moment of nobody answering: HUP and USR2.

gunicorn's own HUP starts new workers on the application that its first process once loaded, so neither new code nor new
settings nor new art come of it, and its USR2 begins what was started by `python -m gunicorn` as another program. Here
HUP first lets a second process load everything; where it can, this one becomes that, with its number, its listeners and
its counters, and the workers that there were answer until then.
"""

import os
import signal
import subprocess
from typing import Any

PATIENCE = 120  # seconds at most for loading everything once, to see whether it can be
FORMER = "FORMER_PROCESSES"
COUNTERS = ("PROMETHEUS_MULTIPROC_DIR", "METRICS_FOLDER_OF")  # gunicorn.conf.py sets them
# Between the old program and the new one these would end the server.
HELD_OFF = (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGWINCH, signal.SIGTTIN, signal.SIGTTOU)


def install(server: Any, command: list[str]) -> None:
    """`command` is what this server was started with."""
    server.START_CTX["args"] = command
    given = server.cfg.env_orig  # what it passes on to whoever follows it, and not what it was handed over with
    handed_over = COUNTERS if COUNTERS[1] in given else ()
    for name in (FORMER, "GUNICORN_PID", "GUNICORN_FD", *handed_over):
        given.pop(name, None)
    server.handle_hup = lambda: begin_anew(server)


def begin_anew(server: Any) -> None:
    environment = {**server.cfg.env_orig, "GUNICORN_PID": str(os.getpid())}
    command = server.START_CTX["args"]
    server.log.info("Looking whether the site can begin anew")
    if not _can_start(command, server.START_CTX["cwd"], environment):
        server.log.error("The site cannot begin anew, and goes on as it was; the reason stands above")
        return
    environment |= {name: os.environ[name] for name in COUNTERS if name in os.environ}
    environment[FORMER] = " ".join(str(each) for each in (*server.WORKERS, *_runner_of_jobs(server)))
    if server.systemd:
        environment |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": str(len(server.LISTENERS))}
    else:
        environment["GUNICORN_FD"] = ",".join(str(each.fileno()) for each in server.LISTENERS)
    for number in HELD_OFF:
        signal.signal(number, signal.SIG_IGN)
    os.chdir(server.START_CTX["cwd"])
    os.execve(command[0], command, environment)  # noqa: S606 the very command that was given


def end_former() -> None:
    """Let those who answered until now finish what they are at, and end."""
    for process in os.environ.pop(FORMER, "").split():
        os.kill(int(process), signal.SIGTERM)  # a child of this process: nobody else has its number


def _can_start(command: list[str], folder: str, environment: dict[str, str]) -> bool:
    try:
        done = subprocess.run([*command, "--check-config"], cwd=folder, env=environment, timeout=PATIENCE)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _runner_of_jobs(server: Any) -> tuple[int, ...]:
    jobs = getattr(server, "jobs", None)
    return (jobs.child,) if jobs and jobs.child else ()
