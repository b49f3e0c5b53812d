"""What the site has to work with: faces, templates, jobs, backups."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from billboard.core.text.language import Han
from billboard.core.text.wording import count
from billboard.infra.jobs import JobName
from billboard.jobs import runs
from billboard.models.jobs import Outcome
from billboard.web.diagnosis.checks import Finding, broken, good, look
from billboard.web.site import Site, now

LANGUAGES: Mapping[Han, str] = {
    "sc": "Chinese, simplified",
    "tc": "Chinese, traditional",
    "jp": "Japanese",
    "kr": "Korean",
}
INSTALL = "Install them with `apt-get install fonts-noto-cjk` and start again."
LATE = timedelta(minutes=10)  # after its time, for a job that nobody runs
OLD = timedelta(hours=50)  # of the newest backup


def fonts(site: Site) -> Finding:
    """The system's, without which three languages cannot be set; all others come along."""
    files = site.renderer.book.files.fallbacks
    there = {name: bool(files.cjk.get(han)) for han, name in LANGUAGES.items()}
    facts = [(name, "can be set" if found else "missing") for name, found in there.items()]
    if all(there.values()):
        return good("Every script that can be set has its faces.", *facts)
    missing = [name for name, found in there.items() if not found]
    return look(f"No faces for {'; '.join(missing)}. {INSTALL}", *facts)


def templates(site: Site) -> Finding:
    left_out = site.templates.left_out
    facts = [(slug, " ".join(f"{each.sentence.rstrip('.')}." for each in faults)) for slug, faults in left_out.items()]
    kept = count(len(site.templates), "template")
    if not len(site.templates):
        return broken("There is none: nothing can be made.", *facts)
    if left_out:
        return look(f"{kept} in use, {len(left_out)} left out for their faults.", *facts)
    return good(f"{kept} in use, none left out.")


def jobs(site: Site) -> Finding:
    moment = now()
    with site.database.read() as session:
        reports, leader = runs.reports(session), runs.leader(session)
    facts = [("Run by", f"process {leader.split(':')[1]}" if leader.count(":") > 1 else "nobody")]
    late = [each.name.value for each in reports if each.run.next and each.run.next < moment - LATE]
    failed = [each.name.value for each in reports if each.run.outcome is Outcome.FAILED]
    if not reports or late:
        return broken("Nobody runs the jobs whose time has come. Is their runner down?", *facts)
    if failed:
        return look(f"Failed when they were last run: {', '.join(failed)}.", *facts)
    return good("They are run when they are due.", *facts)


def backups(site: Site) -> Finding:
    if not site.environment.backup_place:
        return look("None are made. Set BACKUP_PLACE to where they are to go: see docs/upgrade.md.")
    with site.database.read() as session:
        run = next((each.run for each in runs.reports(session) if each.name is JobName.BACKUP), None)
    if run is None or (run.begun is None and run.outcome is None):
        return look("None has been made yet.", *_next(run.next if run else None))
    facts = [("Last", f"{run.begun:%Y-%m-%d %H:%M} UTC, {run.outcome}"), *_next(run.next)]
    if run.outcome is Outcome.FAILED:
        return broken(f"The last one failed: {run.error}.", *facts)
    if run.begun and run.begun < now() - OLD:
        return look("The last one is old.", *facts)
    return good(run.said or "One is being made.", *facts)


def _next(moment: datetime | None) -> list[tuple[str, str]]:
    return [("Next", f"{moment:%Y-%m-%d %H:%M} UTC")] if moment else []
