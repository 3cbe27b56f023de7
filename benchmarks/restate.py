"""Runs Restate beside Bifrost, where it is at hand: a durable handler that greets, in Node.

    npm install --prefix FOLDER @restatedev/restate-server@1.7.12 @restatedev/restate-sdk@1.17.2

It listens on free ports of 127.0.0.1, and keeps its data in a folder on disk.
"""

import os
import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

START_SECONDS = 60

GREETER = """
import * as restate from "@restatedev/restate-sdk";
// Node 20 has no such function yet, which the SDK calls.
Promise.withResolvers ??= function () {
  const found = {};
  found.promise = new this((...given) => ([found.resolve, found.reject] = given));
  return found;
};
const greet = async (ctx, body) => ({ greeting: `¡Hola, ${body.name}!` });
const greeter = restate.service({ name: "greeter", handlers: { greet } });
restate.endpoint().bind(greeter).listen(Number(process.env.PORT));
"""


@contextmanager
def restate(installed: Path, folder: Path) -> Generator[str]:
    """Run a server and a service; yields the address that calls the handler."""
    folder.mkdir(parents=True)
    (folder / "node_modules").symlink_to(installed / "node_modules")
    (folder / "greeter.mjs").write_text(GREETER)
    ingress, admin, node, service = _free_ports(4)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PORT": str(service),
        "DO_NOT_TRACK": "1",
        "RESTATE_BASE_DIR": str(folder / "data"),
        "RESTATE_LISTEN_MODE": "tcp",
        "RESTATE_BIND_ADDRESS": f"127.0.0.1:{node}",
        "RESTATE_ADMIN__BIND_ADDRESS": f"127.0.0.1:{admin}",
        "RESTATE_INGRESS__BIND_ADDRESS": f"127.0.0.1:{ingress}",
    }
    # The program itself: the script in ``.bin`` leaves it behind when it ends.
    server = next((folder / "node_modules" / "@restatedev").glob("*/bin/restate-server"))
    with ExitStack() as started, (folder / "log").open("wb") as log:
        for command in (["node", "greeter.mjs"], [str(server)]):
            started.enter_context(_process(command, folder, environment, log.fileno()))
        _register(admin, service)
        yield f"http://127.0.0.1:{ingress}/greeter/greet"


@contextmanager
def _process(
    command: list[str], folder: Path, environment: dict[str, str], log: int
) -> Generator[None]:
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _register(admin: int, service: int) -> None:
    """Tell the server where the handler is, as soon as both listen."""
    body = {"uri": f"http://127.0.0.1:{service}", "use_http_11": False}
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            answer = httpx.post(f"http://127.0.0.1:{admin}/deployments", json=body, timeout=30)
            answer.raise_for_status()
        except httpx.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
