"""`flask log`: whether the journal holds, and what must be forgotten of it."""

import click
from flask.cli import with_appcontext

from billboard.journal import snapshots, verifying
from billboard.journal.verifying import Head
from billboard.operators.refusals import changing
from billboard.web.site import current_site, now


@click.group()
def log() -> None:
    """The journal of all that was done, in which each line is chained to the one before."""


@log.command()
@click.option("--head", metavar="NUMBER:HASH", help="An end of the log that was published or written down earlier.")
@with_appcontext
def verify(head: str | None) -> None:
    """Walk the whole chain; exits with 1 and says which line is the first that is wrong."""
    known = _head(head) if head else None
    with current_site().database.read() as session:
        problem = verifying.verify(session, known)
        if problem:
            raise click.ClickException(problem)
        end = verifying.head_of(session)
    click.echo(f"{end.number} lines, and every one holds. The last: {end.number}:{end.hash}")


@log.command("erase-snapshot")
@click.argument("number", type=int)
@click.option("--why", required=True, help="Becomes a line of the log.")
@with_appcontext
def erase_snapshot(number: int, why: str) -> None:
    """Forget what line NUMBER judged: the words, the reports, the note. The line itself stays, and the chain holds."""
    with changing() as session:
        snapshots.erase(session, number, why, by=None, now=now())
    click.echo(f"What line {number} judged is forgotten.")


def _head(text: str) -> Head:
    number, _, hash_ = text.partition(":")
    if not (number.isdigit() and len(hash_) == 64):
        raise click.ClickException("Write an end of the log as its number, a colon and its 64 digits.")
    return Head(int(number), hash_.lower())
