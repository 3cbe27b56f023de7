"""The host's side of the gRPC stream: starts the worker, and has it call functions.

    python -I host.py

It reads one order a line from standard input, as JSON, and prints one answer a line. It runs in the
worker's environment and imports nothing of this repository. Orders:

    {"do": "start", "app": DIR, "settings": {NAME: VALUE}, "placeholder": false}
    {"do": "call", "function": NAME, "data": {PARAMETER: DATA}, "metadata": {NAME: DATA}}
    {"do": "logs"}

DATA is {"string": TEXT}, {"json": TEXT}, or {"http": REQUEST} with method, url, headers, params,
query and body.
"""

# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false

import asyncio
import json
import os
import sys
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path
from typing import Any

import grpc
import grpc.aio

HERE = Path(__file__).resolve().parent
SERVICE = "AzureFunctionsRpcMessages.FunctionRpc"
ANY_SIZE = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
ANSWER_SECONDS = 120
#: Of the machine; everything else that the worker sees is a setting of the app.
MACHINE = ("LANG", "HOME")


class OrderRefused(Exception):
    """The worker did not do what it was asked."""


class WorkerHost:
    """One worker process, and the stream to it."""

    def __init__(self, protos: Any) -> None:
        self._protos = protos
        self._outgoing = asyncio.Queue[Any]()
        self._arrived = asyncio.Event()
        self._answers: dict[str, asyncio.Future[Any]] = {}
        self._functions: dict[str, Any] = {}
        self._logs: list[str] = []
        self._worker: asyncio.subprocess.Process | None = None
        self._server: Any = None

    async def start(self, order: Any) -> object:
        """Start a worker over an app, and return what it finds there."""
        began = time.monotonic()
        app, settings = str(order["app"]), {str(k): str(v) for k, v in order["settings"].items()}
        is_placeholder = bool(order.get("placeholder"))
        empty = str(HERE)
        await self._spawn(empty if is_placeholder else app, {} if is_placeholder else settings, app)
        arrived, processor = time.monotonic(), self._processor_seconds()
        first = self._protos.WorkerInitRequest(
            host_version="4.1048", function_app_directory=empty if is_placeholder else app
        )
        await self._ask("worker_init", first)
        if is_placeholder:
            reload = self._protos.FunctionEnvironmentReloadRequest(
                environment_variables=settings, function_app_directory=app
            )
            await self._ask("function_environment_reload", reload)
        asked = self._protos.FunctionsMetadataRequest(function_app_directory=app)
        found = await self._ask("functions_metadata", asked)
        for function in found.function_metadata_results:
            self._functions[function.name] = function
            load = self._protos.FunctionLoadRequest(
                function_id=function.function_id, metadata=function
            )
            await self._ask("function_load", load)
        functions = {
            name: [json.loads(binding) for binding in function.raw_bindings]
            for name, function in self._functions.items()
        }
        return {
            "functions": functions,
            "seconds": time.monotonic() - began,
            "index_seconds": time.monotonic() - arrived,
            "index_processor_seconds": self._processor_seconds() - processor,
        }

    async def call(self, order: Any) -> object:
        """Call a function, and return what it returned."""
        function = self._functions.get(order["function"])
        if function is None:
            raise OrderRefused(f"there is no function {order['function']}")
        binding = self._protos.ParameterBinding
        request = self._protos.InvocationRequest(
            invocation_id=str(uuid.uuid4()),
            function_id=function.function_id,
            input_data=[
                binding(name=name, data=self._data(data)) for name, data in order["data"].items()
            ],
            trigger_metadata={
                name: self._data(data) for name, data in order.get("metadata", {}).items()
            },
            trace_context=self._protos.RpcTraceContext(
                trace_parent=f"00-{uuid.uuid4().hex}-{'1' * 16}-00"
            ),
            retry_context=self._protos.RetryContext(),
        )
        began = time.monotonic()
        answer = await self._ask("invocation", request)
        seconds = time.monotonic() - began
        if answer.return_value.WhichOneof("data") != "http":
            return {"seconds": seconds}
        http = answer.return_value.http
        body = http.body.bytes or http.body.string.encode() or http.body.json.encode()
        return {
            "status": int(http.status_code),
            "headers": dict(http.headers),
            "body": body.decode("utf-8", "replace"),
            "seconds": seconds,
        }

    async def logs(self, _: Any) -> object:
        """Return all that the worker has logged."""
        return {"lines": self._logs}

    async def stop(self) -> None:
        """End the worker as Azure does: without a word."""
        if self._server is not None:
            await self._server.stop(0)
        if self._worker is not None and self._worker.returncode is None:
            self._worker.kill()
            await self._worker.wait()

    async def exchange(self, requests: AsyncIterator[Any], _: Any) -> AsyncGenerator[Any, None]:
        """Take what the worker sends, and send what is in the queue."""
        taking = asyncio.create_task(self._take(requests))
        try:
            while True:
                yield await self._outgoing.get()
        finally:
            taking.cancel()

    def _data(self, data: Any) -> Any:
        ((kind, value),) = data.items()
        if kind != "http":
            return self._protos.TypedData(**{kind: value})
        body = self._protos.TypedData(bytes=str(value.get("body", "")).encode())
        fields = {name: value[name] for name in ("method", "url", "headers", "params", "query")}
        return self._protos.TypedData(http=self._protos.RpcHttp(body=body, **fields))

    async def _take(self, requests: AsyncIterator[Any]) -> None:
        async for message in requests:
            kind: str = message.WhichOneof("content")
            if kind == "rpc_log":
                self._logs.append(message.rpc_log.message)
            elif kind == "start_stream":
                self._arrived.set()
            else:
                answer = getattr(message, kind)
                self._answers.pop(
                    kind.replace("function_metadata", "functions_metadata")
                ).set_result(answer)

    async def _spawn(self, folder: str, settings: dict[str, str], app: str) -> None:
        """Start the worker with the settings as its environment, and wait for its stream."""
        server = grpc.aio.server(options=ANY_SIZE)
        message = self._protos.StreamingMessage
        handler = grpc.stream_stream_rpc_method_handler(
            self.exchange, message.FromString, message.SerializeToString
        )
        service = grpc.method_handlers_generic_handler(SERVICE, {"EventStream": handler})
        server.add_generic_rpc_handlers((service,))
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        self._server = server
        flags = ["--placeholder"] if folder != app else []
        machine = {name: os.environ[name] for name in MACHINE if name in os.environ}
        self._worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", str(HERE / "worker.py"), *flags, "--app", app),
            *("--functions-uri", f"http://127.0.0.1:{port}/"),
            *("--functions-request-id", str(uuid.uuid4())),
            *("--functions-worker-id", str(uuid.uuid4())),
            cwd=folder,
            env={"PATH": os.defpath, **machine, **settings},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=sys.stderr,
        )
        await self._before_end(self._arrived.wait())

    def _processor_seconds(self) -> float:
        """Return the processor time that the worker has taken."""
        if self._worker is None:
            return 0.0
        fields = Path(f"/proc/{self._worker.pid}/stat").read_text().rpartition(")")[2].split()
        user, system = fields[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    async def _ask(self, kind: str, request: Any) -> Any:
        """Send a request; OrderRefused if the worker fails or ends."""
        answer = asyncio.get_running_loop().create_future()
        self._answers[f"{kind}_response"] = answer
        content = {f"{kind}_request": request}
        self._outgoing.put_nowait(self._protos.StreamingMessage(**content))
        found = await self._before_end(answer)
        if found.result.status != self._protos.StatusResult.Success:
            error = found.result.exception
            raise OrderRefused(f"{kind}: {error.message}\n{error.stack_trace}".strip())
        return found

    async def _before_end(self, awaited: Any) -> Any:
        """Wait for something of the worker; OrderRefused if it ends before."""
        if self._worker is None:
            raise OrderRefused("no worker was started")
        waiting = asyncio.ensure_future(awaited)
        ending = asyncio.ensure_future(self._worker.wait())
        both = {waiting, ending}
        done, _ = await asyncio.wait(
            both, timeout=ANSWER_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        ending.cancel()
        if waiting in done:
            return waiting.result()
        waiting.cancel()
        if ending in done:
            raise OrderRefused(f"the worker ended with code {self._worker.returncode}")
        raise OrderRefused(f"the worker did not answer within {ANSWER_SECONDS} s")


async def main() -> None:
    """Carry out the orders until there are no more."""
    sys.path.insert(0, str(HERE))
    host = WorkerHost(grpc.protos("rpc.proto"))
    orders = {"start": host.start, "call": host.call, "logs": host.logs}
    try:
        while line := await asyncio.to_thread(sys.stdin.readline):
            order = json.loads(line)
            try:
                answer = await orders[order["do"]](order)
            except OrderRefused as error:
                answer = {"error": str(error)}
            print(json.dumps(answer), flush=True)
    finally:
        await host.stop()


if __name__ == "__main__":
    asyncio.run(main())
