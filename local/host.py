"""The program ``python -m local.host``: the host, with demo data, for a developer's machine.

It takes the arguments of ``python -m host``, and announces itself once the platform is ready: the
store open, workers started, demo data there.
"""

import os
import sys

from host.__main__ import main
from host.errors import HostError
from host.hooks import Hooks

#: What keeps a workflow away from the files of the account that runs the platform.
WALLS = ("files", "user")
NO_WALL = (
    "Workflows can read and change your own files here, the store and its key included: this "
    "machine has neither Landlock (Linux 5.13) nor root rights. Run only code that you trust; "
    "docs/security.md says more."
)


class PlatformNotReady(HostError):
    """The platform cannot start over its store."""


def bound(url: str) -> None:
    """Let links lead to this host, unless the settings name another address."""
    os.environ.setdefault("BIFROST_PUBLIC_URL", url)


async def ready() -> None:
    """Compose the platform and add the demo data. Raises PlatformNotReady."""
    # Imported once the app is, from the app's own folder.
    from functions import runtime  # noqa: PLC0415
    from local.seed import seed  # noqa: PLC0415
    from shared.errors import BifrostError  # noqa: PLC0415
    from shared.settings import SettingsError  # noqa: PLC0415

    try:
        platform = await runtime.platform()
        await seed(platform)
        layers = await platform.engine.isolation()
    except (BifrostError, SettingsError) as error:
        raise PlatformNotReady(str(error)) from error
    if not any(layers.get(name) for name in WALLS):
        print(NO_WALL, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(Hooks(bound, ready)))
