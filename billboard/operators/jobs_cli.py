"""Commands about jobs: see them, run them by the clock, run one by hand."""

from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from billboard.infra.jobs import JobName
from billboard.jobs import runs
from billboard.operators import jobs as work
from billboard.operators.jobs import JOBS
from billboard.operators.refusals import told
from billboard.web.site import current_site, now


@click.command()
@with_appcontext
def jobs() -> None:
    """One line for each job: name, last run, how long it took, what came of it, next run, what it has done."""
    with current_site().database.read() as session:
        for report in runs.reports(session):
            run = report.run
            took = f"{run.took.total_seconds():.1f} s" if run.took else "-"
            outcome = f"{run.outcome or '-'}{f' ({run.error})' if run.error else ''}"
            click.echo("\t".join((report.name, _time(run.begun), took, outcome, _time(run.next), run.said or "-")))
        click.echo(f"Run by {runs.leader(session) or 'nobody'}.")


@click.command()
@click.option("--alive", type=click.Path(path_type=Path), help="A file to touch every few seconds, for health checks.")
@with_appcontext
def run_jobs(alive: Path | None) -> None:
    """Run the jobs until told to end. However many of these are started, one works and the others stand by."""
    from billboard.operators.runner import Runner  # commands are known to every worker, and it brings much along

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    Runner(app).run(alive=alive)


def _command(name: JobName, about: str) -> click.Command:
    @click.command(name, help=about)
    @with_appcontext
    def run() -> None:
        with told():
            for sentence in JOBS[name].work(current_site(), now()):
                click.echo(sentence)

    return run


_by_hand = (
    _command(JobName.MOVE_PICTURES, "Finish moving pictures of posters that were taken down or put back."),
    _command(JobName.COLLECT_ORPHANS, "The same, and delete pictures that belong to no poster."),
    _command(JobName.EXPIRE, "Forget networks of past days and addresses that never answered."),
    _command(JobName.ANSWER_NOTICES, "Tell by letter what was decided about notices."),
    _command(JobName.CALL_MODERATORS, "Call moderators, as the settings say whom, about what cannot wait."),
    _command(
        JobName.WEIGH_REPORTS, "Set how urgent each open case is by what its reports say now, and cover what is due."
    ),
    _command(JobName.FINISH_DECISIONS, "Carry out what is left of decisions about many posters."),
    _command(JobName.FIND_SKELETONS, "Find what slogans say beneath their spelling, where that is not known yet."),
    _command(JobName.INDEX_WORDS, "Index the words of posters afresh where the search has changed since."),
    _command(JobName.FIND_EXPECTATIONS, "Find what is to be expected of new posters, by template and hour of the day."),
    _command(JobName.SET_VOTES_APART, "Look for votes of the last hour that do not look like people’s."),
    _command(JobName.TURN_SWITCHES, "Turn off the switches whose time is over."),
    _command(JobName.RANK_DUELS, "Set every poster's strength to what all duels together make likeliest."),
    _command(
        JobName.RECOUNT,
        "Set counts, scores, urgency and strengths to what votes, reports and duels say, and the public numbers too.",
    ),
)


@click.command()
@click.option("--from-hour", type=click.IntRange(0, 23), default=0, help="Send no round-up before this hour (UTC).")
@with_appcontext
def send_roundup(from_hour: int) -> None:
    """Send the letters that wait and yesterday's round-up."""
    with told():
        for sentence in work.send_roundup(current_site(), now(), from_hour):
            click.echo(sentence)


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment else "-"


OF_JOBS = (jobs, *_by_hand, send_roundup)  # and `run_jobs`, which begins without a database too
