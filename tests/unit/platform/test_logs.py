import json
import logging

import pytest

from functions import logs
from host.logs import OneLine


def formatted(**extra: object) -> dict[str, str]:
    record = logging.makeLogRecord(
        {"name": "functions.edge.endpoint", "levelname": "INFO", "msg": "said %s", "args": ("so",)}
    )
    record.__dict__.update(extra)
    return json.loads(logs.JsonFormatter().format(record))


def test_a_record_is_one_json_object_with_its_facts() -> None:
    line = formatted(execution="e1", status=200)

    assert (line["message"], line["level"], line["logger"]) == (
        "said so",
        "INFO",
        "functions.edge.endpoint",
    )
    assert (line["execution"], line["status"]) == ("e1", 200)
    assert line["time"].endswith("+00:00")


def test_what_it_is_about_is_in_each_record() -> None:
    token = logs.about.set({"request": "r1"})

    line = formatted()

    logs.about.reset(token)
    assert line["request"] == "r1"


def test_on_a_laptop_a_request_id_finds_its_lines_too() -> None:
    record = logging.makeLogRecord(
        {"name": "functions.edge.endpoint", "levelname": "INFO", "msg": "no"}
    )
    record.__dict__["status"] = 400
    token = logs.about.set({"request": "r1"})

    line = OneLine().format(record)

    logs.about.reset(token)
    assert line.endswith("functions.edge.endpoint no request=r1 status=400")


@pytest.mark.parametrize("name", ["azure_functions_worker", "azure.functions"])
def test_what_the_worker_says_of_all_functions_is_cut(name: str) -> None:
    handler = logging.Handler()
    handler.addFilter(logs.ShorterWorkerLines())
    said = logging.makeLogRecord({"name": name, "msg": "indexed: %s", "args": ("f" * 500_000,)})
    ours = logging.makeLogRecord({"name": "shared.engine", "msg": "g" * 500_000})
    short = logging.makeLogRecord({"name": name, "msg": "received %s", "args": ("a request",)})

    assert all(handler.filter(record) for record in (said, ours, short))

    assert said.getMessage() == f"indexed: {'f' * 1991} ... (500009 characters)"
    assert len(ours.getMessage()) == 500_000
    assert short.getMessage() == "received a request"


def test_in_azure_every_handler_cuts_it() -> None:
    root, handler = logging.getLogger(), logging.StreamHandler()
    kept, level = root.handlers[:], logging.getLogger("azure").level
    root.handlers[:] = [handler]
    try:
        logs.configure()
        logs.configure()
    finally:
        root.handlers[:] = kept
        logging.getLogger("azure").setLevel(level)

    assert [type(each) for each in handler.filters] == [logs.ShorterWorkerLines]


def test_an_exception_is_in_the_object() -> None:
    with pytest.raises(ValueError, match="bad") as raised:
        int("bad")

    line = formatted(exc_info=(raised.type, raised.value, raised.tb))

    assert "ValueError: invalid literal" in line["exception"]
