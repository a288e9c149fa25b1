"""The folder queue between processes: nothing half-written, nothing lost, nothing taken twice."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from kombu import Connection

ROOT = Path(__file__).resolve().parent.parent
WRITER = """
import sys
from kombu import Connection
folder, name, mark, number = *sys.argv[1:4], int(sys.argv[4])
options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder + "/control"}
with Connection("filesystem://localhost", "", "", transport="config.folder_queue:Transport",
                transport_options=options) as connection:
    queue = connection.SimpleQueue(name)
    for index in range(number):
        queue.put({"id": f"{mark}{index}", "padding": "x" * 200_000})
"""


@pytest.fixture
def queue(tmp_path):
    folder = str(tmp_path)
    options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder + "/control"}
    transport = "config.folder_queue:Transport"
    with Connection("filesystem://localhost", transport=transport, transport_options=options) as connection:
        # A name of its own for each test: kombu remembers in the process what it has bound.
        yield connection.SimpleQueue(tmp_path.name)


def take(queue):
    message = queue.get(timeout=10)
    message.ack()
    return message.payload


def test_messages_of_several_writers_arrive_whole_and_once(queue, tmp_path):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), tmp_path.name, mark, "60"], cwd=ROOT)
        for mark in "ab"
    ]

    taken = [take(queue)["id"] for _ in range(120)]

    assert [writer.wait(20) for writer in writers] == [0, 0]
    assert sorted(taken) == sorted(f"{mark}{index}" for mark in "ab" for index in range(60))
    assert list(tmp_path.glob("*.msg*")) == []


def test_unreadable_message_is_dropped_and_the_next_one_arrives(queue, tmp_path):
    (tmp_path / f"{time.time_ns()}_broken.{tmp_path.name}.msg").write_text('{"half')

    queue.put({"id": 1})

    assert take(queue) == {"id": 1}
