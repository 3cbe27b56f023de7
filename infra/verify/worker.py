"""The worker's side of the gRPC stream, around Microsoft's own code of the Python worker.

    python -I worker.py --functions-uri http://127.0.0.1:PORT --functions-request-id ID --app DIR

``azure_functions_runtime`` from PyPI indexes the app and calls its functions; what brings it the
messages is in the image of Azure alone, so that part is here. It runs in an environment of its own
and imports nothing of this repository.
"""

# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false

import argparse
import asyncio
import logging
import sys
from collections.abc import AsyncGenerator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import grpc
import grpc.aio

PACKAGES = Path(".python_packages", "lib", "site-packages")
HERE = Path(__file__).resolve().parent
METHOD = "/AzureFunctionsRpcMessages.FunctionRpc/EventStream"
ANY_SIZE = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


def messages() -> Any:
    """Return the module with the messages, made from the file beside this one."""
    sys.path.insert(0, str(HERE))
    try:
        return grpc.protos("rpc.proto")
    finally:
        sys.path.remove(str(HERE))


class HostStream(logging.Handler):
    """The stream to the host; log records of the worker and the app are sent over it as well."""

    def __init__(self, protos: Any, runtime: Any, request_id: str) -> None:
        super().__init__()
        self._protos = protos
        self._runtime = runtime
        self._request_id = request_id
        self._loop = asyncio.get_running_loop()
        self._outgoing = asyncio.Queue[Any]()

    async def run(self, address: str, worker_id: str) -> None:
        """Answer the host until it closes the stream."""
        self._put(start_stream=self._protos.StartStream(worker_id=worker_id))
        async with grpc.aio.insecure_channel(address, options=ANY_SIZE) as channel:
            message = self._protos.StreamingMessage
            call = channel.stream_stream(METHOD, message.SerializeToString, message.FromString)
            answering: set[asyncio.Task[None]] = set()
            async for request in call(self._sent()):
                task = asyncio.create_task(self._answer(request))
                answering.add(task)
                task.add_done_callback(answering.discard)

    def emit(self, record: logging.LogRecord) -> None:
        """Send a log record; any thread may log."""
        log = self._protos.RpcLog(message=self.format(record), category=record.name)
        self._loop.call_soon_threadsafe(lambda: self._put(rpc_log=log))

    async def _sent(self) -> AsyncGenerator[Any, None]:
        while True:
            yield await self._outgoing.get()

    def _put(self, **content: Any) -> None:
        sent = self._protos.StreamingMessage(request_id=self._request_id, **content)
        self._outgoing.put_nowait(sent)

    async def _answer(self, request: Any) -> None:
        kind: str = request.WhichOneof("content")
        handler = getattr(self._runtime, kind)
        properties = {"host": "127.0.0.1", "protos": self._protos}
        answer = await handler(SimpleNamespace(name=kind, request=request, properties=properties))
        # The one pair of messages whose names differ in number.
        name = kind.replace("functions_metadata", "function_metadata").replace(
            "request", "response"
        )
        self._put(**{name: answer})


async def main() -> None:
    """Serve one app."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--functions-uri", required=True)
    parser.add_argument("--functions-request-id", required=True)
    parser.add_argument("--functions-worker-id", required=True)
    parser.add_argument("--app", type=Path, required=True)
    parser.add_argument("--placeholder", action="store_true")
    chosen = parser.parse_args()
    if chosen.placeholder:
        # Before an instance has an app, the worker has imported its own library.
        import azure.functions  # noqa: F401, PLC0415
    # As on Flex Consumption: the app's packages, the worker's own, then the app.
    sys.path[:] = [str(chosen.app / PACKAGES), *sys.path, str(chosen.app)]
    import azure_functions_runtime as runtime  # noqa: PLC0415

    runtime.start_threadpool_executor()
    stream = HostStream(messages(), runtime, chosen.functions_request_id)
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(stream)
    address = chosen.functions_uri.partition("://")[2].rstrip("/")
    await stream.run(address, chosen.functions_worker_id)


if __name__ == "__main__":
    asyncio.run(main())
