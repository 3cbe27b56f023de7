"""What the wrapper of Azurite promises to those who start one."""

import subprocess
import sys
from pathlib import Path

import pytest
from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueServiceClient

from local.azurite import Azurite, AzuriteUnavailable
from tests.contract.host.process import ROOT, eventually
from tests.support.processes import is_alive


def test_all_three_services_answer_when_it_has_started(azurite: Azurite) -> None:
    connection = azurite.connection_string

    with (
        QueueServiceClient.from_connection_string(connection) as queues,
        BlobServiceClient.from_connection_string(connection) as blobs,
    ):
        assert list(blobs.list_containers()) == []
        assert [queue.name for queue in queues.list_queues() if queue.name == "nothing"] == []
    assert f"127.0.0.1:{azurite.ports.table}/" in connection


def test_what_was_stored_is_there_after_a_stop(tmp_path: Path) -> None:
    with Azurite.start(tmp_path) as first:
        service = QueueServiceClient.from_connection_string(first.connection_string)
        service.create_queue("kept")

    with Azurite.start(tmp_path, ports=first.ports):
        names = [queue.name for queue in service.list_queues()]

    service.close()
    assert names == ["kept"]
    assert not is_alive(first.process_id)


def test_taken_ports_are_said(azurite: Azurite) -> None:
    with pytest.raises(AzuriteUnavailable, match="is taken"):
        Azurite.start(in_memory=True, ports=azurite.ports)


@pytest.mark.parametrize(("data", "in_memory"), [(None, False), (Path("x"), True)])
def test_it_is_told_where_to_keep_things(data: Path | None, *, in_memory: bool) -> None:
    with pytest.raises(ValueError, match="choose one"):
        Azurite.start(data, in_memory=in_memory)


def test_it_dies_with_the_process_that_started_it() -> None:
    code = (
        "import time\n"
        "from local.azurite import Azurite\n"
        "print(Azurite.start(in_memory=True).process_id, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    with parent.stdout as answers:
        child = int(answers.readline())

    parent.kill()
    parent.wait()

    eventually(lambda: not is_alive(child))
