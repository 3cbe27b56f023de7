"""Queue listeners and timers, which run beside the HTTP server, one per function."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import azure.functions as func
from azure.functions.http import HttpRequest
from azure.functions.queue import QueueMessage

from host.errors import AppInvalid, SettingsInvalid
from host.functions import QueueTrigger, RegisteredFunction, TimerTrigger
from host.invocations import Invoker
from host.queues.channels import QueueChannel
from host.queues.doorbells import Doorbells
from host.queues.queues import QueueListener
from host.queues.sqlite import SqliteChannel
from host.settings import SQLITE, HostSettings
from host.timers.timers import Timer
from shared.errors import BifrostError
from shared.services.sqlite.store import opened


class Triggers:
    """The listeners and timers of all functions that are not disabled."""

    def __init__(
        self,
        functions: Sequence[RegisteredFunction],
        settings: HostSettings,
        invoker: Invoker,
        data: Path,
    ) -> None:
        self._settings = settings
        self._invoker = invoker
        self._doorbells = Doorbells()
        self._timers = {
            function.name: Timer(function, function.trigger, data / "timers", invoker)
            for function in functions
            if isinstance(function.trigger, TimerTrigger)
        }
        enabled = [function for function in functions if not function.disabled]
        self._running = [
            *(
                self._listener(function, function.trigger)
                for function in enabled
                if isinstance(function.trigger, QueueTrigger)
            ),
            *(self._timers[each.name] for each in enabled if each.name in self._timers),
        ]
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> list[asyncio.Task[None]]:
        """Start a task for each; needs a running loop. A task that ends before `stop` is broken."""
        self._tasks = [asyncio.create_task(each.run()) for each in self._running]
        return self._tasks

    async def stop(self) -> None:
        """Stop fetching and starting, and wait for running invocations."""
        for each in self._running:
            each.stop()
        await asyncio.gather(*self._tasks)

    async def run_by_hand(self, function: RegisteredFunction, text: str) -> object:
        """Run a function for the admin API; ``text`` is the message, or the body of a POST."""
        return await self._invoker.invoke(function, self._argument(function, text), reason="admin")

    def _argument(
        self, function: RegisteredFunction, text: str
    ) -> func.HttpRequest | func.QueueMessage | func.TimerRequest:
        if isinstance(function.trigger, TimerTrigger):
            return self._timers[function.name].request()
        if isinstance(function.trigger, QueueTrigger):
            return QueueMessage(id="", body=text, dequeue_count=1)
        return HttpRequest(
            "POST",
            "/",
            headers={},
            params={},
            route_params={},
            body_type="bytes",
            body=text.encode(),
        )

    def _listener(self, function: RegisteredFunction, trigger: QueueTrigger) -> QueueListener:
        return QueueListener(
            function,
            self._channel(function, trigger),
            self._settings.host.queues,
            self._invoker,
            self._doorbells,
        )

    def _channel(self, function: RegisteredFunction, trigger: QueueTrigger) -> QueueChannel:
        """The queue in the store of this box where one is set, else in the storage account."""
        connection = self._settings.connection(trigger.connection)
        if connection.startswith(SQLITE):
            return self._channel_of_one_box(connection, trigger.queue_name)
        # Azure's clients take half a second to import, and the store of one box needs none.
        from host.queues.azure import AzureChannel  # noqa: PLC0415

        try:
            return AzureChannel(connection, trigger.queue_name)
        except ValueError as error:
            raise AppInvalid.because_of(
                function.name, f"its connection string is unusable: {error}"
            ) from error

    def _channel_of_one_box(self, connection: str, queue: str) -> QueueChannel:
        folder = Path(connection.removeprefix(SQLITE)).expanduser()
        sync = "normal" if self._settings.find("BIFROST_STORE_SYNC") == "normal" else "full"
        key_file = self._settings.find("BIFROST_SECRETS_KEY_FILE")
        try:
            # The platform shares what is opened here, so its settings count here, too.
            store = opened(folder, sync, Path(key_file) if key_file else None)
            return SqliteChannel(store, queue, self._doorbells)
        except BifrostError as error:
            raise SettingsInvalid(str(error)) from error
