"""Fixtures shared by all tests: real servers, started when first asked for, ended with the session."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack

import boto3
import pytest
from playwright.sync_api import Browser, Page

from tests.servers.chromium import PATIENCE, Complaints, chromium
from tests.servers.postgres import Postgres, postgres
from tests.servers.process import in_memory
from tests.servers.site import Site, Sites
from tests.servers.smtp import Mailroom, smtp
from tests.servers.swift import ACCESS_KEY, REGION, S3, SECRET_KEY, Swift, swift
from tests.servers.tls import certificates
from tests.servers.valkey import valkey

# Fixtures that the tests of more than one room ask for.
pytest_plugins = ["tests.fixtures.application", "tests.fixtures.rendering"]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    # A database is three hundred files, made and thrown away by every test: a tenth of the time, in memory.
    with postgres(in_memory()) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """The URL of an empty database, one for each test."""
    url = postgres_server.create_database()
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    with valkey() as url:
        yield url


@pytest.fixture
def mailroom() -> Iterator[Mailroom]:
    """An SMTP server of the test's own: `.url` is the setting SMTP_URL, `.letters` what arrived."""
    with smtp() as server:
        yield server


@pytest.fixture(scope="session")
def swift_store() -> Iterator[Swift]:
    with swift() as store:
        yield store


@pytest.fixture(scope="session")
def s3(swift_store: Swift) -> S3:
    """A bucket on a real S3-compatible store, over plain HTTP."""
    return _with_bucket(S3(f"http://127.0.0.1:{swift_store.proxy()}", f"bucket-{uuid.uuid4().hex[:8]}"))


@pytest.fixture(scope="session")
def s3_tls(swift_store: Swift) -> S3:
    """The same store over TLS, with a certificate of an authority that nobody else knows."""
    certificate, key, authority = certificates(swift_store.folder)
    port = swift_store.proxy((certificate, key))
    return _with_bucket(S3(f"https://127.0.0.1:{port}", f"bucket-{uuid.uuid4().hex[:8]}", authority))


def _with_bucket(store: S3) -> S3:
    client = boto3.client(
        "s3",
        endpoint_url=store.endpoint,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        region_name=REGION,
        verify=str(store.ca_bundle) if store.ca_bundle else None,
    )
    client.create_bucket(Bucket=store.bucket)
    client.close()
    return store


@pytest.fixture(scope="session")
def live_server() -> Iterator[Sites]:
    """Starts sites: `live_server({"VALKEY_URL": valkey_url}, seeded=True).url`."""
    with ExitStack() as stack:
        yield Sites(stack)


@pytest.fixture(scope="session")
def site(live_server: Sites) -> Site:
    """One seeded site on SQLite and a folder, shared by all tests that do not mind each other's posters."""
    return live_server(seeded=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def complaints() -> Complaints:
    """What the pages of this test said on their consoles. A test may clear what it provoked."""
    return Complaints()


@pytest.fixture
def page(browser: Browser, complaints: Complaints) -> Iterator[Page]:
    """A page in a profile of its own. The test fails if a script threw or the console complained."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    context.on("page", complaints.listen)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert complaints.heard == []
