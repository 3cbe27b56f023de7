"""The settings that the deployment writes, with the values of stand-ins that run here."""

import json
import secrets
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from infra.arm.app_settings import app_settings
from local.azure_stores import create
from local.stack import StackOptions, services

DEPLOYED = Path(__file__).resolve().parents[1] / "azuredeploy.json"
#: Of the deployment, and what stands for it here: a storage account is reached by identity there.
STORAGE = {"AzureWebJobsStorage__accountName": "AzureWebJobsStorage"}
#: What the stand-ins need besides: their vault's certificate is not one that every machine trusts.
BESIDES = ("BIFROST_KEY_VAULT_CA",)
SECRET = "BIFROST_SECRET_KEY"  # noqa: S105  its name
#: The share that Azure mounts: here the folder of the package, which has the examples.
MOUNTED = {"BIFROST_WORKSPACE_LOCATION": "workspace"}


def deployed() -> dict[str, str]:
    """Return the names and values of the settings that the deployment writes."""
    return app_settings(json.loads(DEPLOYED.read_text("utf-8")))


def with_stand_ins(settings: Mapping[str, str], stand_ins: Mapping[str, str]) -> dict[str, str]:
    """Return these settings and no others, with what the stand-ins have instead of Azure's."""
    found = {STORAGE.get(name, name): value for name, value in settings.items()}
    values = {**stand_ins, **MOUNTED}
    found |= {name: value for name, value in values.items() if name in found}
    if SECRET in found:
        found[SECRET] = secrets.token_urlsafe(48)
    return found | {name: stand_ins[name] for name in BESIDES}


@contextmanager
def stand_ins() -> Generator[Mapping[str, str]]:
    """Run Azurite and the stand-ins, with empty stores, for as long as the block lasts."""
    import asyncio  # noqa: PLC0415  for this alone

    with tempfile.TemporaryDirectory(prefix="bifrost-verify-") as folder:
        options = StackOptions(Path(folder), in_memory=True)
        with services(options) as settings:
            asyncio.run(create(settings["AzureWebJobsStorage"]))
            kept = ("AzureWebJobs", "BIFROST_KEY_VAULT", "BIFROST_FILES")
            yield {name: value for name, value in settings.items() if name.startswith(kept)}
