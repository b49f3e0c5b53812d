"""Each server is what it says it is."""

import os
import signal
import subprocess
import sys

import boto3
import pytest
import valkey as valkey_client
from botocore.exceptions import BotoCoreError, ClientError
from playwright.sync_api import Page

from tests.servers.chromium import Complaints
from tests.servers.postgres import Postgres
from tests.servers.process import DidNotStart, Server, lives, ports, scratch
from tests.servers.swift import S3
from tests.waiting import wait_until


def test_postgres_answers_and_each_test_has_a_database_of_its_own(postgres_server: Postgres) -> None:
    first, second = postgres_server.create_database(), postgres_server.create_database()
    assert first != second
    with postgres_server.connect() as connection:
        row = connection.execute("show server_encoding").fetchone()
    assert row == ("UTF8",)


def test_valkey_counts(valkey_url: str) -> None:
    client = valkey_client.Valkey.from_url(valkey_url)
    assert [client.incr("billboard"), client.incr("billboard")] == [1, 2]
    client.close()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("kind", ["s3", "s3_tls"])
def test_the_store_keeps_bytes_and_refuses_a_wrong_secret(kind: str, request: pytest.FixtureRequest) -> None:
    store: S3 = request.getfixturevalue(kind)
    good, bad = _client(store, store.secret_key), _client(store, "wrong")
    good.put_object(Bucket=store.bucket, Key="a/poster.jpg", Body=b"paper and paste", ContentType="image/jpeg")
    answer = good.get_object(Bucket=store.bucket, Key="a/poster.jpg")
    assert answer["Body"].read() == b"paper and paste"
    assert answer["ContentType"] == "image/jpeg"
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        bad.get_object(Bucket=store.bucket, Key="a/poster.jpg")
    good.close()
    bad.close()


def test_the_secure_store_is_not_believed_without_its_authority(s3_tls: S3) -> None:
    client = boto3.client("s3", endpoint_url=s3_tls.endpoint, aws_access_key_id="a", aws_secret_access_key="b")
    with pytest.raises(BotoCoreError, match="certificate verify failed"):
        client.list_buckets()
    client.close()


def _client(store: S3, secret: str):  # type: ignore[no-untyped-def]  # the stubs' client type says nothing here
    return boto3.client(
        "s3",
        endpoint_url=store.endpoint,
        aws_access_key_id=store.access_key,
        aws_secret_access_key=secret,
        region_name=store.region,
        verify=str(store.ca_bundle) if store.ca_bundle else None,
    )


def test_the_browser_draws_and_runs_scripts(page: Page) -> None:
    page.set_content("<title>wall</title><script>document.title += 'paper'</script>")
    assert page.title() == "wallpaper"


def test_the_browser_reports_what_the_console_says(page: Page, complaints: Complaints) -> None:
    with page.expect_event("pageerror"):
        page.set_content("<script>console.error('torn'); setTimeout(() => { throw new Error('ripped') })</script>")
    assert [line.split(" (")[0] for line in complaints.heard] == ["error: torn", "uncaught: ripped"]
    complaints.heard.clear()


def test_processes_of_one_run_are_never_given_the_same_port() -> None:
    given = [port for worker in range(12) for port in ports(f"gw{worker}")]
    assert len(set(given)) == len(given)
    assert max(given) < 32_768, "from there on the system gives them to outgoing connections"


def test_a_server_that_ends_at_once_is_reported_with_its_last_words() -> None:
    with scratch("gone") as folder:
        server = Server(["sh", "-c", "echo no paste left; exit 3"], log=folder / "log")
        with pytest.raises(DidNotStart, match="no paste left"):
            server.wait_until(lambda: False)
        server.stop()


def test_a_server_does_not_outlive_the_test_run() -> None:
    program = (
        "import pathlib, sys; from tests.servers.process import Server\n"
        "print(Server(['sleep', '60'], log=pathlib.Path(sys.argv[1])).process.pid, flush=True)\n"
        "sys.stdin.read()"
    )
    with scratch("orphan") as folder:
        command = [sys.executable, "-c", program, str(folder / "log")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
            assert parent.stdout is not None
            child = int(parent.stdout.readline())
            parent.send_signal(signal.SIGKILL)
        try:
            wait_until(lambda: not lives(child))
        except AssertionError:
            os.kill(child, signal.SIGKILL)
            raise
