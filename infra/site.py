"""Makes the files of the Static Web App from client.zip: fills its configuration in.

    python3 infra/site.py client.zip FOLDER --blob-origin https://NAME.blob.core.windows.net

The policy of the pages allows uploads to the blob origin. With ``--tenant ID``, the tenant's users
sign in with the app registration whose id and secret are settings of the Static Web App; without
one, the ways to sign in that Static Web Apps has by itself are closed, and users have passwords.
Standard library only, so that it runs beside a downloaded release.
"""

import argparse
import json
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

CONFIGURATION = "staticwebapp.config.json"
TENANT, ORIGIN = "<TENANT_ID>", "<BLOB_ORIGIN>"
#: Providers that Static Web Apps offers to everyone while no own one is registered.
PROVIDERS = ("aad", "github")


def configured(text: str, blob_origin: str, tenant: str | None) -> str:
    """Return the configuration with nothing left to fill in."""
    found: dict[str, Any] = json.loads(text.replace(ORIGIN, blob_origin))
    if tenant is None:
        del found["auth"]
        closed = [{"route": f"/.auth/login/{name}", "statusCode": 404} for name in PROVIDERS]
        found["routes"] = [*closed, *found["routes"]]
    filled = json.dumps(found, indent=2).replace(TENANT, tenant or "")
    if "<" in filled:
        raise ValueError(f"{CONFIGURATION} has a place that is not filled in")
    return filled + "\n"


def unpack(archive: Path, folder: Path, blob_origin: str, tenant: str | None) -> None:
    """Unpack client.zip into an empty folder, and fill its configuration in."""
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    file = folder / CONFIGURATION
    file.write_text(configured(file.read_text(), blob_origin, tenant))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="infra/site.py", description="fill client.zip in")
    parser.add_argument("archive", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--blob-origin", required=True, type=_origin)
    parser.add_argument("--tenant", type=_tenant)
    given = parser.parse_args(arguments)
    try:
        unpack(given.archive, given.folder, given.blob_origin, given.tenant)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _origin(text: str) -> str:
    parts = urlsplit(text.rstrip("/"))
    if parts.scheme != "https" or not parts.hostname or parts.path or set(text) & set(" ;,'\""):
        raise argparse.ArgumentTypeError("give an address such as https://x.blob.core.windows.net")
    return f"https://{parts.netloc}"


def _tenant(text: str) -> str | None:
    return str(UUID(text)) if text else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
