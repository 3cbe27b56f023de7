"""What the operator asks for: of the process that has the store, or of the store itself."""

import os
from collections.abc import MutableMapping

from functions import runtime
from host.serve import operations, requests
from host.serve.environment import PUBLIC_URL, Places, make_production
from host.serve.requests import OperatorAnswer, OperatorRequest
from shared import settings
from shared.services.sqlite import connect
from shared.services.sqlite.lock import StoreTaken

NO_ADDRESS = "http://localhost:8080"


async def ask(chosen: Places, request: OperatorRequest) -> OperatorAnswer:
    """Ask the running process if there is one. Raises NoAnswer, BifrostError or HostError."""
    environment = os.environ
    chosen.store.make()
    make_production(chosen, environment)
    _choose_address(chosen, environment)
    configured = settings.from_environment()
    try:
        services = connect.connect(configured)
    except StoreTaken:
        return requests.ask(chosen.store.requests, request)
    try:
        return await operations.answer(runtime.compose(configured, services).platform, request)
    finally:
        await services.close()


def _choose_address(chosen: Places, environment: MutableMapping[str, str]) -> None:
    """The address for links: as set, else that of the last start."""
    if environment.get(PUBLIC_URL, "").strip():
        return
    file = chosen.store.public_url
    environment[PUBLIC_URL] = file.read_text().strip() if file.is_file() else NO_ADDRESS
