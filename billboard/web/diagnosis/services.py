"""The database, the store, Valkey and the mail relay."""

from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from billboard.core.errors import StoreUnavailable
from billboard.infra import migrations
from billboard.infra.mail import Post, RelayDown
from billboard.infra.storage import FolderStore
from billboard.web.diagnosis.checks import Finding, broken, good, look
from billboard.web.diagnosis.machine import size
from billboard.web.site import Site

SLOW = 0.1  # seconds for an answer to next to nothing
DRIFT = 5.0  # seconds that two clocks may differ


def database(site: Site) -> Finding:
    kind = "PostgreSQL" if site.database.engine.dialect.name == "postgresql" else "SQLite"
    try:
        with site.database.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
            begun = perf_counter()
            connection.exec_driver_sql("SELECT 1")
            took = perf_counter() - begun
            version, held = _version(connection), _size(connection)
    except SQLAlchemyError as error:
        return broken(f"It does not answer: {type(error).__name__}.", ("Kind", kind))
    facts = ("Kind", f"{kind} {version}"), ("Size", size(held)), ("Answers within", quick(took))
    return look("It answers slowly.", *facts) if took > SLOW else good("It answers.", *facts)


def tables(site: Site) -> Finding:
    """Whether they are this version's."""
    with site.database.engine.connect() as connection:
        present = migrations.present(connection)
    facts = ("In the database", present or "none"), ("This version's", migrations.expected())
    if present == migrations.expected():
        return good("They are this version's.", *facts)
    if present in migrations.known() or not present:
        return broken("They are older than this version. Run `flask migrate`.", *facts)
    return look("They are a newer version's, which seems to run already.", *facts)


def store(site: Site) -> Finding:
    kind = "a folder" if isinstance(site.store, FolderStore) else "an S3 bucket"
    begun = perf_counter()
    try:
        site.store.check()
    except StoreUnavailable as error:
        return broken(f"It takes no pictures: {type(error.__cause__ or error).__name__}.", ("Kind", kind))
    took = perf_counter() - begun
    facts = ("Kind", kind), ("Answers within", quick(took))
    return look("It answers slowly.", *facts) if took > SLOW * 3 else good("It takes pictures.", *facts)


def valkey(site: Site) -> Finding:
    settings = site.environment
    if not settings.valkey_url:
        said = "Not used: each worker counts limits by itself"
        if settings.web_concurrency > 1:
            return good(f"{said}, {settings.web_concurrency} times as many together as the settings say at most.")
        return good(f"{said}.")
    from valkey import Valkey
    from valkey.exceptions import ValkeyError

    client = Valkey.from_url(settings.valkey_url, socket_connect_timeout=1, socket_timeout=1)
    try:
        client.ping()
        begun = perf_counter()
        client.ping()
        took = perf_counter() - begun
        told: Any = client.info("server")
        version = str(told.get("valkey_version", "?"))
    except (ValkeyError, OSError) as error:
        return broken(f"It does not answer: {type(error).__name__}. Each worker counts by itself now.")
    finally:
        client.close()  # type: ignore[no-untyped-call]
    facts = ("Version", version), ("Answers within", quick(took))
    return look("It answers slowly.", *facts) if took > SLOW else good("It answers.", *facts)


def relay(site: Site) -> Finding:
    """Who relays letters, as far as can be known without sending one."""
    if not (found := site.settings.relay):
        return look("SMTP_URL is not set: the site sends no letters.")
    facts = [("Encryption", {"tls": "TLS", "starttls": "STARTTLS"}.get(found.encryption, "none"))]
    facts.append(("Signs in", "yes" if found.user else "no"))
    begun = perf_counter()
    try:
        with Post(found, within=1.0):
            took = perf_counter() - begun
    except RelayDown as error:
        return broken(f"It cannot be talked to: {type(error.__cause__ or error).__name__}.", *facts)
    facts.append(("Greets within", f"{took * 1000:.0f} ms"))
    if not site.settings.site_url:
        return look("It answers, but SITE_URL is not set, without which no letter has a link.", *facts)
    return good("It answers. A test letter says whether letters arrive.", *facts)


def clock(site: Site) -> Finding:
    """Against the database's where that has one of its own, and against what was written down last."""
    with site.database.engine.connect() as connection:
        last = connection.execute(text("SELECT max(made) FROM log_lines")).scalar()
        theirs = None
        if connection.dialect.name == "postgresql":
            theirs = connection.execute(text("SELECT clock_timestamp()")).scalar()
    here = datetime.now(UTC)
    facts = [("Here", f"{here:%Y-%m-%d %H:%M:%S} UTC")]
    if isinstance(last, str):
        last = datetime.fromisoformat(last)
    if last and (last if last.tzinfo else last.replace(tzinfo=UTC)) > here:
        return broken("It is earlier than the journal's last line: it has been put back.", *facts)
    if theirs is None:
        return good("It goes on from the journal's last line.", *facts)
    drift = abs((theirs - here).total_seconds())
    facts.append(("Apart from the database's", f"{drift:.1f} s"))
    return look("It does not agree with the database's.", *facts) if drift > DRIFT else good("It agrees.", *facts)


def quick(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds >= 0.0001 else "0.1 ms"


def _version(connection: Connection) -> str:
    if connection.dialect.name == "postgresql":
        return str(connection.exec_driver_sql("SHOW server_version").scalar())
    return str(connection.exec_driver_sql("SELECT sqlite_version()").scalar())


def _size(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0)
    pages, of = (connection.exec_driver_sql(f"PRAGMA {each}").scalar() for each in ("page_count", "page_size"))
    return int(pages or 0) * int(of or 0)
