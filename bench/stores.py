"""The stores behind the handler: the canned one and the local cloud's engine, each a process of its own on loopback."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench import ROOT, WORK
from bench.built import SETTINGS, child
from bench.world import World


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a store listens, and the process that pays for its work."""

    url: str
    pid: int


def client(url: str) -> Any:
    """Of the bench itself: it fills tables and reads back what a run has stored."""
    import boto3

    session = boto3.Session("test", "test", region_name=SETTINGS["AWS_DEFAULT_REGION"])
    return session.client("dynamodb", endpoint_url=url)


@contextmanager
def canned() -> Iterator[Endpoint]:
    process = child(["-m", "bench.canned"], paths=[ROOT])
    try:
        assert process.stdout is not None
        yield Endpoint(f"http://127.0.0.1:{int(process.stdout.readline())}", process.pid)
    finally:
        end(process)


@contextmanager
def engine() -> Iterator[Endpoint]:
    """The local cloud's engine with a folder and a port of its own, and the tables as the stacks declare them."""
    import shutil

    from tools.local_cloud.cloud import LocalCloud
    from tools.local_cloud.ports import Ports
    from tools.machine.ports import free_port

    folder = WORK / "cloud"
    shutil.rmtree(folder, ignore_errors=True)
    cloud = LocalCloud(folder, Ports(cloud=free_port()))
    try:
        cloud.start()
        _make_tables(client(cloud.engine_url))
        pid = cloud.engine_pid()
        assert pid is not None
        yield Endpoint(cloud.engine_url, pid)
    finally:
        cloud.stop()


def _make_tables(dynamodb: Any) -> None:
    from infra.data import TABLES

    for name, table in TABLES.items():
        dynamodb.create_table(**table.definition(name))


def fill(url: str, world: World) -> None:
    """Keys and venues, before the first check-in."""
    dynamodb = client(url)
    for table, item in world.tables():
        dynamodb.put_item(TableName=table, Item=item)


def stored_keys(url: str) -> list[tuple[str, str]]:
    """The natural key of every visit in the store."""
    dynamodb = client(url)
    found: list[tuple[str, str]] = []
    more: dict[str, Any] = {}
    while True:
        page = dynamodb.scan(TableName="Visit", **more)
        found += [(item["pk"]["S"], item["sk"]["S"]) for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            return found
        more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
