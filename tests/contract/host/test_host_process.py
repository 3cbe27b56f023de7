"""How the host starts and ends as a process, and what limits its invocations."""

import json
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from tests.contract.host import sample
from tests.contract.host.process import ROOT, App, HostProcess, eventually
from tests.support.processes import is_alive

SLOW = (
    sample.HEAD
    + """
@app.route("async", auth_level="anonymous")
async def slow_async(req: func.HttpRequest) -> func.HttpResponse:
    try:
        note("slow_async", what="began")
        await asyncio.sleep(float(req.params["seconds"]))
        note("slow_async", what="ended")
    except asyncio.CancelledError:
        note("slow_async", what="cancelled")
        raise
    return func.HttpResponse("ended")

@app.route("sync", auth_level="anonymous")
def slow_sync(req: func.HttpRequest) -> func.HttpResponse:
    note("slow_sync", what="began")
    time.sleep(float(req.params["seconds"]))
    note("slow_sync", what="ended")
    return func.HttpResponse("ended")

@app.route("cancels", auth_level="anonymous")
async def cancels(req: func.HttpRequest) -> func.HttpResponse:
    raise asyncio.CancelledError
"""
)


def what(host: HostProcess, function: str) -> list[str]:
    return [note["what"] for note in host.seen(function)]


def test_one_line_says_where_the_host_listens(app: App) -> None:
    process = app.write("print('while importing')\n" + sample.HTTP).launch()
    assert process.stdout is not None

    with process.stdout as answers:
        line, rest = answers.readline(), answers.read()
    process.terminate()

    assert json.loads(line)["url"].startswith("http://localhost:")
    assert rest == ""
    assert process.wait(10) == 0


def test_a_taken_port_is_one_line_and_exit_code_3(app: App) -> None:
    app.write(sample.HTTP)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = int(other.getsockname()[1])

        exit_code, said = app.refusal(port=port)

    assert exit_code == 3
    assert said.count("\n") == 1
    assert f"port {port}" in said
    assert not (app.folder / "data").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_exit_code_0(app: App, number: signal.Signals) -> None:
    host = app.write(sample.HTTP).start()

    host.process.send_signal(number)

    assert host.process.wait(10) == 0
    assert "Traceback" not in host.logs


def test_what_runs_may_finish_and_nothing_new_begins(app: App) -> None:
    host = app.write(SLOW).start()
    code = f"import httpx; print(httpx.get('{host.url}/api/async?seconds=1').text)"
    call = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    eventually(lambda: what(host, "slow_async"))

    exit_code = host.stop()

    assert exit_code == 0
    assert call.communicate()[0] == "ended\n"
    with pytest.raises(httpx.ConnectError):
        httpx.get(host.url)


def test_the_grace_ends_after_five_seconds_whatever_runs(app: App) -> None:
    host = app.write(SLOW).start()
    for kind in ("async", "sync"):
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{host.url}/api/{kind}?seconds=60", timeout=0.3)
    began = time.monotonic()

    exit_code = host.stop()

    assert exit_code == 0
    assert 4.5 < time.monotonic() - began < 9
    assert "within the grace" in host.logs


def test_an_async_function_is_cancelled_when_its_time_is_over(app: App) -> None:
    host = app.configure(functionTimeout="00:00:00.3").write(SLOW).start()

    found = host.client.get("/api/async?seconds=30")
    stopped = host.stop()

    assert (found.status_code, found.content) == (500, b"")
    assert what(host, "slow_async") == ["began", "cancelled"]
    assert "functionTimeout (0.3 s)" in host.logs
    assert stopped == 0


def test_a_sync_function_is_answered_for_when_its_time_is_over_but_goes_on(app: App) -> None:
    host = app.configure(functionTimeout="00:00:00.3").write(SLOW).start()

    found = host.client.get("/api/sync?seconds=1")
    seen_then = what(host, "slow_sync")
    eventually(lambda: "ended" in what(host, "slow_sync"))
    stopped = host.stop()

    assert found.status_code == 500
    assert seen_then == ["began"]
    assert stopped == 0


def test_a_function_that_cancels_itself_only_fails(app: App) -> None:
    host = app.write(SLOW).start()

    codes = [host.client.get("/api/cancels").status_code for _ in range(2)]
    stopped = host.stop()

    assert codes == [500, 500]
    assert stopped == 0


def test_it_ends_with_its_parent_when_asked_to(app: App) -> None:
    app.write(sample.HTTP)
    command = [sys.executable, "-m", "host", "--app", str(app.folder), "--port", "0"]
    command += ["--data", str(app.folder / "data"), "--exit-with-parent"]
    code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen({command!r}, stdout=subprocess.PIPE, text=True)\n"
        "print(child.pid, child.stdout.readline(), flush=True)\n"
        "time.sleep(60)\n"
    )
    with (app.folder / "log").open("w") as log:
        parent = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
        )
    assert parent.stdout is not None
    with parent.stdout as answers:
        child = int(answers.readline().split()[0])

    parent.kill()
    parent.wait()

    eventually(lambda: not is_alive(child))
