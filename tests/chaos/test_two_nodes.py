"""A real cluster of two nodes, one of which is killed."""

import socket
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings
from elasticsearch import Elasticsearch

from search import inspection, sync
from search.engines.connection import breaker
from tests.chaos import shelf
from tests.chaos.conftest import assert_nothing_was_lost, find, wait_until

sys.path.append(str(django_settings.ROOT / "docker" / "services"))
from elasticsearch_node import Node  # its folder is one that scripts run from

BOOKS = 20


@pytest.fixture
def nodes(prefix: str, settings: LazySettings) -> Iterator[list[Node]]:
    """Two nodes; the first is the one that the cluster is led by."""
    ports = [_free_port(), _free_port()]
    shared = {
        "discovery.type": "multi-node",
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in ports),
    }
    with ExitStack() as stack:
        folders = [
            stack.enter_context(tempfile.TemporaryDirectory(prefix="plein-chaos-", ignore_cleanup_errors=True))
            for _port in ports
        ]
        leading = {"node.name": "leading", "cluster.initial_master_nodes": "leading"}
        second = {"node.name": "second", "node.roles": "data"}
        pair = [
            Node(Path(folder), **shared, **own, **{"transport.port": port})
            for folder, own, port in zip(folders, [leading, second], ports, strict=True)
        ]
        for node in pair:
            stack.callback(node.kill)
        with ThreadPoolExecutor() as side_by_side:
            urls = list(side_by_side.map(lambda node: node.start(), pair))
        # who is killed is asked first
        settings.ELASTICSEARCH_URL = ",".join(reversed(urls))
        yield pair


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_a_killed_node_of_two_is_not_missed(nodes: list[Node], settings: LazySettings) -> None:
    shelf.put(range(BOOKS))
    sync.catch_up()
    assert inspection.status().server.startswith("elasticsearch 9.")
    survivor = Elasticsearch(settings.ELASTICSEARCH_URL.split(",")[1])
    wait_until(lambda: survivor.cluster.health()["status"] == "green", what="the second node has its copy")
    assert inspection.status().server.endswith("2 nodes, green")

    nodes[1].kill()

    for number in range(5):
        assert find("verlof").engine.value == "ELASTICSEARCH"
        shelf.put([BOOKS + number])
        sync.catch_up()
    assert breaker.admits()
    assert_nothing_was_lost(BOOKS + 5)
